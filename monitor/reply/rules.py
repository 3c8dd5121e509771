"""The linter's rules, read from ``rules/*.toml`` and checked once, when first needed.

``rules/moves.toml`` tells of each defensive move how grave it is, why it hurts and what to
say instead. ``rules/<lang>.toml`` tells what the move sounds like in one language.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from monitor.draft import Severity
from monitor.reply.pattern import Finder

_FOLDER = files("monitor.reply") / "rules"

Cue = Literal["sorry", "ours", "step", "agreed", "asked"]
"""What a good answer to a complaint does: says sorry, owns it, names a next step, agrees, asks."""


class Move(BaseModel):
    """One defensive move: how grave it is, why it hurts, what to say in its place."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    severity: Severity
    why: str = Field(min_length=10)
    instead: str = Field(min_length=10)


class _RuleTable(BaseModel):
    """One ``[[rule]]`` as written. See ``Rule`` for the meaning."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    move: str
    phrases: tuple[str, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()
    without: frozenset[Cue] = frozenset()
    complaint: bool = False
    question: bool = False
    novel: bool = False
    negatable: bool = True
    at_least: int = Field(default=1, ge=1)


class _LanguageTable(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    shields: tuple[str, ...] = ()
    cues: dict[Cue, tuple[str, ...]] = Field(default_factory=dict)
    stopwords: str = ""
    rule: tuple[_RuleTable, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """What one move sounds like.

    ``unless`` in the same sentence makes it harmless. ``without`` names cues that make it
    harmless anywhere in the reply. ``complaint``: only where the stars say complaint.
    ``question``: only in a sentence that ends with a question mark. ``novel``: only where
    the words are not the customer's own. ``negatable``: harmless after a shield ("not",
    "were told"). ``at_least`` so many matches make one finding.
    """

    move: str
    finder: Finder
    unless: Finder | None
    without: frozenset[Cue]
    complaint: bool
    question: bool
    novel: bool
    negatable: bool
    at_least: int


@dataclass(frozen=True, slots=True)
class Language:
    """All rules of one language. ``shields`` turn what follows into its opposite."""

    rules: tuple[Rule, ...]
    shields: Finder | None
    cues: dict[Cue, Finder]
    stopwords: frozenset[str]


@cache
def moves() -> dict[str, Move]:
    """Every move by name."""
    raw = tomllib.loads((_FOLDER / "moves.toml").read_text(encoding="utf-8"))
    return TypeAdapter(dict[str, Move]).validate_python(raw)


def languages() -> tuple[str, ...]:
    """The languages that have a rule file, as two-letter codes, sorted."""
    names = (entry.name for entry in _FOLDER.iterdir())
    return tuple(
        sorted(name.removesuffix(".toml") for name in names if re.fullmatch("[a-z]{2}.toml", name))
    )


@cache
def language(code: str) -> Language | None:
    """The rules of ``code``, or None for a language that has none yet.

    Raises ValueError when the shipped file is wrong; a test loads them all.
    """
    if code not in languages():
        return None
    raw = tomllib.loads((_FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    return _compiled(_LanguageTable.model_validate(raw))


def _compiled(table: _LanguageTable) -> Language:
    return Language(
        rules=tuple(_rule(row) for row in table.rule),
        shields=Finder(table.shields) if table.shields else None,
        cues={cue: Finder(phrases) for cue, phrases in table.cues.items()},
        stopwords=frozenset(table.stopwords.split()),
    )


def _rule(row: _RuleTable) -> Rule:
    if row.move not in moves():
        raise ValueError(f'no such move: "{row.move}"')
    return Rule(
        move=row.move,
        finder=Finder(row.phrases),
        unless=Finder(row.unless) if row.unless else None,
        without=row.without,
        complaint=row.complaint,
        question=row.question,
        novel=row.novel,
        negatable=row.negatable,
        at_least=row.at_least,
    )
