"""The composer's sentences, read from ``phrases/<lang>.toml`` and checked once."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

_FOLDER = files("monitor.reply") / "phrases"
_FIELD = re.compile(r"\{([a-z]+)\}")
_NAMED = re.compile(r"\[([^\[\]]*)\]")


Part = Literal[
    "praise_opening",
    "praise_closing",
    "complaint_opening",
    "complaint_question",
    "mixed_opening",
    "mixed_sorry",
    "neutral_opening",
    "neutral_question",
    "ownership",
    "contact",
    "no_contact",
    "point",
    "detail",
    "praised_detail",
    "hint",
    "question",
    "staff",
]
"""The parts of a draft that are chosen from a pool."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Choice(_Table):
    """One part of a draft: what is said to ``text``, and shorter, to mere ``stars``."""

    text: tuple[str, ...] = ()
    stars: tuple[str, ...] = ()

    def of(self, has_text: bool) -> tuple[str, ...]:
        """The sentences to choose from; those for stars fall back on those for text."""
        return self.text if has_text or not self.stars else self.stars


class Topic(_Table):
    """What is said to one topic: ``aka`` other names of it, ``subject`` the noun for it."""

    aka: tuple[str, ...] = ()
    subject: str | None = None
    says: tuple[str, ...] = Field(min_length=1)


class Serious(_Table):
    """The sentence of a held draft, with a subject to name or plain."""

    text: tuple[str, ...]
    plain: tuple[str, ...]


class Phrases(_Table):
    """Everything a draft in one language is made of; ``a_thing`` names one thing, as a noun."""

    and_word: str
    a_thing: str
    parts: Mapping[Part, Choice]
    hold_sorry: Mapping[str, tuple[str, ...]]
    hold_serious: Serious
    flag: Mapping[str, tuple[str, ...]]
    complaint: Mapping[str, Topic]
    praise: Mapping[str, Topic]


def languages() -> tuple[str, ...]:
    """The languages that drafts can be written in, sorted."""
    names = (entry.name for entry in _FOLDER.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def phrases(code: str) -> Phrases:
    """The sentences of ``code``, which must be one of ``languages()``."""
    raw = tomllib.loads((_FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    return Phrases.model_validate(raw)


def topic_of(aspect: str, table: Mapping[str, Topic]) -> str | None:
    """The topic that answers to the name ``aspect``, or None."""
    if aspect in table:
        return aspect
    return next((name for name, topic in table.items() if aspect in topic.aka), None)


class Teller:
    """Chooses among phrases: always the same for one mention, different for the next.

    The choice depends on ``seed`` and on the part alone, so that a draft asked for twice
    reads the same, while thirty in a row do not sound alike.
    """

    def __init__(self, seed: int, fields: Mapping[str, str | None]) -> None:
        self._seed = seed
        self._fields = fields

    def tell(self, part: str, options: Sequence[str], **more: str) -> str:
        """One of ``options`` filled in; text in [brackets] is left out without a name."""
        digest = hashlib.blake2b(f"{part}:{self._seed}".encode(), digest_size=4).digest()
        chosen = options[int.from_bytes(digest, "big") % len(options)]
        named = self._fields.get("name") is not None
        text = _NAMED.sub(r"\1" if named else "", chosen)
        fields = {**self._fields, **more}
        text = _FIELD.sub(lambda field: fields[field.group(1)] or "", text)
        return text[:1].upper() + text[1:]
