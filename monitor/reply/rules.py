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

Cue = Literal[
    "thank",
    "acknowledge_specific",
    "own_it",
    "apologise",
    "empathy",
    "brief_explanation",
    "next_step",
    "offline_contact",
    "invite_back",
    "sign",
    "clarifying_question",
    "fact_correction",
    "boundaries",
    "share_with_team",
]
"""What a good answer does and words can show; addressing the customer by name needs none."""


class Move(BaseModel):
    """One defensive move: how grave it is, why it hurts, what to say in its place."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    severity: Severity
    why: str = Field(min_length=10)
    instead: str = Field(min_length=10)

    @property
    def harmful(self) -> bool:
        """Whether it does more harm than a warning is worth."""
        return self.severity is not Severity.WARN


class _RuleTable(BaseModel):
    """One ``[[rule]]`` as written. See ``Rule`` for the meaning."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    move: str
    phrases: tuple[str, ...] = Field(min_length=1)
    also: tuple[tuple[str, ...], ...] = ()
    unless: tuple[str, ...] = ()
    without: frozenset[Cue] = frozenset()
    complaint: bool = False
    grave: bool = False
    question: bool = False
    novel: bool = False
    negatable: bool = True
    at_least: int = Field(default=1, ge=1)
    weak: bool = False


class _WordTable(BaseModel):
    """``[words]`` as written. See ``Words`` for the meaning."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    contrast: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    negations: tuple[str, ...] = ()
    duty: tuple[str, ...] = ()
    customer: tuple[str, ...] = ()


class _LanguageTable(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    shields: tuple[str, ...] = ()
    cues: dict[Cue, tuple[str, ...]] = Field(default_factory=dict)
    rewrites: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    words: _WordTable = _WordTable()
    stopwords: str = ""
    rule: tuple[_RuleTable, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """What one move sounds like.

    ``also``: each of these must occur in the same sentence, too, in any order. ``unless`` in
    the same sentence makes it harmless. ``without`` names cues that make it harmless anywhere
    in the reply. ``complaint``: only where the stars say complaint. ``grave``: only where the
    review tells of harm to somebody. ``question``: only in a sentence that ends with a
    question mark. ``novel``: only where the words are not the
    customer's own. ``negatable``: harmless after a shield ("not", "were told"). ``at_least``
    so many matches make one finding. ``weak``: a hint, which counts only where hints
    outnumber what the rest of the reply does well.
    """

    move: str
    finder: Finder
    also: tuple[Finder, ...]
    unless: Finder | None
    without: frozenset[Cue]
    complaint: bool
    grave: bool
    question: bool
    novel: bool
    negatable: bool
    at_least: int
    weak: bool


@dataclass(frozen=True, slots=True)
class Words:
    """Small words of one language that the linter puts together itself.

    ``contrast`` takes back what was said before it (but, however); ``conditions`` make an
    apology depend on something (if); ``negations`` deny what stands beside them; ``duty``
    turns a denied word into a regret ("should not have been cold"); ``customer`` is the
    customer addressed (you, your). None where the language has not listed any.
    """

    contrast: Finder | None
    conditions: Finder | None
    negations: Finder | None
    duty: Finder | None
    customer: Finder | None


@dataclass(frozen=True, slots=True)
class Language:
    """All rules of one language. ``shields`` turn what follows into its opposite.

    ``rewrites`` are, by move, whole sentences to write instead; ``stopwords`` say nothing
    about what a review is about.
    """

    rules: tuple[Rule, ...]
    shields: Finder | None
    cues: dict[Cue, Finder]
    rewrites: dict[str, tuple[str, ...]]
    words: Words
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
    strange = set(table.rewrites) - set(moves())
    if strange:
        raise ValueError(f"rewrites of no such move: {', '.join(sorted(strange))}")
    return Language(
        rules=tuple(_rule(row) for row in table.rule),
        shields=_finder(table.shields),
        cues={cue: Finder(phrases) for cue, phrases in table.cues.items()},
        rewrites=table.rewrites,
        words=Words(
            contrast=_finder(table.words.contrast),
            conditions=_finder(table.words.conditions),
            negations=_finder(table.words.negations),
            duty=_finder(table.words.duty),
            customer=_finder(table.words.customer),
        ),
        stopwords=frozenset(table.stopwords.split()),
    )


def _rule(row: _RuleTable) -> Rule:
    if row.move not in moves():
        raise ValueError(f'no such move: "{row.move}"')
    return Rule(
        move=row.move,
        finder=Finder(row.phrases),
        also=tuple(Finder(phrases) for phrases in row.also),
        unless=_finder(row.unless),
        without=row.without,
        complaint=row.complaint,
        grave=row.grave,
        question=row.question,
        novel=row.novel,
        negatable=row.negatable,
        at_least=row.at_least,
        weak=row.weak,
    )


def _finder(phrases: tuple[str, ...]) -> Finder | None:
    return Finder(phrases) if phrases else None
