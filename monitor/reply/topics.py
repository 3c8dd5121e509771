"""What a review talks about, as far as a reply needs to know.

A verdict's aspects come first wherever there are some; this reading of the words is for
reviews whose verdict names none.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field

from monitor.reply.pattern import Finder, fold, sentences

_WORD = re.compile(r"[^\W\d_]+")
_FOLDER = files("monitor.reply") / "topics"


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    things: str = ""
    complaint: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    praise: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    grave: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    abuse: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    spam: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    injection: dict[str, tuple[str, ...]] = Field(default_factory=dict)


Finders = dict[str, Finder]
"""What shows each topic, by name."""


@dataclass(frozen=True, slots=True)
class Topics:
    """The topics of one language, by name, and the things that a draft may name."""

    things: frozenset[str]
    complaint: Finders
    praise: Finders
    grave: Finders
    abuse: Finders
    spam: Finders
    injection: Finders


def languages() -> tuple[str, ...]:
    """The languages that have a topic file, sorted."""
    names = (entry.name for entry in _FOLDER.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def topics(code: str) -> Topics:
    """The topics of ``code``; none for a language without a file, where nothing can be read."""
    if code not in languages():
        return _topics(_Table())
    raw = tomllib.loads((_FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    return _topics(_Table.model_validate(raw))


def _topics(table: _Table) -> Topics:
    return Topics(
        things=frozenset(table.things.split()),
        complaint=_compiled(table.complaint),
        praise=_compiled(table.praise),
        grave=_compiled(table.grave),
        abuse=_compiled(table.abuse),
        spam=_compiled(table.spam),
        injection=_compiled(table.injection),
    )


def _compiled(table: dict[str, tuple[str, ...]]) -> Finders:
    return {name: Finder(phrases) for name, phrases in table.items()}


def found(finders: Finders, text: str) -> tuple[str, ...]:
    """The names of those that occur in ``text``, in the order in which they are said."""
    folded = fold(text)
    within = sentences(folded)
    first = ((next(finder.matches(folded, within), None), name) for name, finder in finders.items())
    return tuple(name for _, name in sorted((hit.start, name) for hit, name in first if hit))


def things(known: Topics, text: str) -> tuple[str, ...]:
    """Those of the things we know that ``text`` names, each once, in the form they have there."""
    words = (match.group().casefold() for match in _WORD.finditer(text))
    return tuple(dict.fromkeys(word for word in words if word in known.things))
