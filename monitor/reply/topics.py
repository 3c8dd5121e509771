"""What a review talks about, as far as a reply needs to know.

``topics.toml`` names the topics of every language; ``topics/<lang>.toml`` tells by which words
each is known, which things a draft may name, and what must be held, flagged or checked.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from monitor.reply.pattern import Finder, fold, sentences
from monitor.reply.things import Things

_FOLDER = files("monitor.reply") / "topics"

FigureKind = Literal["money", "duration", "clock"]
Side = Literal["complaint", "praise"]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Topic(_Model):
    """``aspects`` of a verdict that a topic covers: the first one that does stands for it, where
    none was heard in the words; those ``near`` them, of which a review may speak instead; the
    broader topic it is ``under``.

    ``mere``: its words alone tell no side ("parking", "a wedding"): beside praise it is no
    complaint, and a clause that has nothing else is no praise. ``event``: it tells what somebody
    did, which a draft thanks for before it names what was merely good. ``grave``: beside such a
    complaint nothing is thanked for. ``sure``: its words are believed, whatever stands beside them.
    ``vague``: its noun says nothing where a thing is named ("the bread and the quality").
    """

    aspects: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    under: str | None = None
    mere: bool = False
    event: bool = False
    grave: bool = False
    sure: bool = False
    vague: bool = False


class Known(_Model):
    """The topics there are, by name."""

    complaint: Mapping[str, Topic]
    praise: Mapping[str, Topic]

    def of(self, side: Side) -> Mapping[str, Topic]:
        """Those of one side."""
        return self.complaint if side == "complaint" else self.praise

    def broader(self, side: Side, name: str) -> tuple[str, ...]:
        """The topics that ``name`` is under, the nearest first."""
        under = self.of(side)[name].under
        return () if under is None else (under, *self.broader(side, under))

    def evidence(self, side: Side, name: str) -> frozenset[str]:
        """The aspects of which a review speaks that means ``name``; none where any may be."""
        table = self.of(side)
        if table[name].sure:
            return frozenset()
        every = (table[one] for one in (name, *self.broader(side, name)))
        return frozenset(aspect for one in every for aspect in (*one.aspects, *one.near))

    def praises(self, names: Iterable[str]) -> bool:
        """Whether some topic of praise among ``names`` tells a side by itself."""
        return any(not self.praise[name].mere for name in names)

    def events_first(self, names: Iterable[str]) -> list[str]:
        """Topics of praise, those first that tell what somebody did."""
        return sorted(names, key=lambda name: not self.praise[name].event)


Patterns = dict[str, tuple[str, ...]]


class _Table(_Model):
    complaint: Patterns = Field(default_factory=dict)
    praise: Patterns = Field(default_factory=dict)
    things: dict[str, dict[str, str]] = Field(default_factory=dict)
    sayings: str = ""
    trades: dict[str, str] = Field(default_factory=dict)
    hallmarks: dict[str, str] = Field(default_factory=dict)
    figures: dict[FigureKind, tuple[str, ...]] = Field(default_factory=dict)
    units: dict[str, str] = Field(default_factory=dict)
    unless: Patterns = Field(default_factory=dict)
    turns: tuple[str, ...] = ()
    nots: tuple[str, ...] = ()
    nots_after: tuple[str, ...] = ()
    grumbles: tuple[str, ...] = ()
    astray: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    hoped: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()
    grave: Patterns = Field(default_factory=dict)
    harm: Patterns = Field(default_factory=dict)
    harmless: Patterns = Field(default_factory=dict)
    abuse: Patterns = Field(default_factory=dict)
    spam: Patterns = Field(default_factory=dict)
    injection: Patterns = Field(default_factory=dict)


Finders = dict[str, Finder]
"""What shows each topic, by name."""


@dataclass(frozen=True, slots=True)
class Topics:
    """The topics of one language, by name, and the things that a draft may name.

    No thing is named by a saying ("from scratch").
    ``trades`` find the kind of shop in its name or description, ``hallmarks`` in what it alone
    sells or does; ``units`` are the words after a number that must not keep the ending they have;
    ``unless`` tells by what words a complaint, in the same clause, is none ("the wait was short").
    ``turns`` are the words after which praise becomes complaint or the other way round ("but"),
    ``nots`` those that turn a word of praise after them into its opposite, ``nots_after`` those
    that do so behind it, at the end of a clause, ``grumbles`` those with
    which a content customer tells the one thing that was not right, ``kind`` those that praise
    plainly ("delicious"), ``hoped`` those with which such praise is only wished for, heard of or
    long past, ``requests`` those that ask for work to be done ("can you mend"). ``astray``: what
    was ordered went to another address. ``harm`` are, of a grave matter, the words without which it
    is only spoken of, ``harmless`` those that sound like one and mean something else.
    """

    complaint: Finders
    praise: Finders
    things: Things
    trades: Things
    hallmarks: Things
    figures: Finders
    units: Things
    unless: Finders
    turns: Finder | None
    nots: Finder | None
    nots_after: Finder | None
    grumbles: Finder | None
    astray: Finder | None
    kind: Finder | None
    hoped: Finder | None
    requests: Finder | None
    grave: Finders
    harm: Finders
    harmless: Finders
    abuse: Finders
    spam: Finders
    injection: Finders

    def of(self, side: Side) -> Finders:
        """The finders of one side."""
        return self.complaint if side == "complaint" else self.praise


@cache
def known() -> Known:
    """The topics of every language."""
    raw = (files("monitor.reply") / "topics.toml").read_text(encoding="utf-8")
    return Known.model_validate(tomllib.loads(raw))


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
        complaint=_compiled(table.complaint),
        praise=_compiled(table.praise),
        things=Things(table.things, table.sayings),
        trades=Things({"": table.trades}),
        hallmarks=Things({"": table.hallmarks}),
        figures={kind: Finder(phrases) for kind, phrases in table.figures.items()},
        units=Things({"": table.units}),
        unless=_compiled(table.unless),
        turns=_finder(table.turns),
        nots=_finder(table.nots),
        nots_after=_finder(table.nots_after),
        grumbles=_finder(table.grumbles),
        astray=_finder(table.astray),
        kind=_finder(table.kind),
        hoped=_finder(table.hoped),
        requests=_finder(table.requests),
        grave=_compiled(table.grave),
        harm=_compiled(table.harm),
        harmless=_compiled(table.harmless),
        abuse=_compiled(table.abuse),
        spam=_compiled(table.spam),
        injection=_compiled(table.injection),
    )


def _compiled(table: Patterns) -> Finders:
    return {name: Finder(phrases) for name, phrases in table.items()}


def _finder(phrases: tuple[str, ...]) -> Finder | None:
    return Finder(phrases) if phrases else None


def found(finders: Finders, text: str) -> tuple[str, ...]:
    """The names of those that occur in ``text``, in the order in which they are said."""
    folded = fold(text)
    within = sentences(folded)
    first = ((next(finder.matches(folded, within), None), name) for name, finder in finders.items())
    return tuple(name for _, name in sorted((hit.start, name) for hit, name in first if hit))
