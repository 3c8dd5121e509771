"""What a reply commits the shop to: "I will call you on Friday", "we fix the door by 1 May".

The words of each language are in ``promises/<lang>.toml``. Only what the shop says of itself
counts: not what stands in quotation marks or is asked, not "we will be happy to see you", and
without a date not what depends on the customer ("if you call, we will look into it").
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import pairwise

from pydantic import BaseModel, ConfigDict

from monitor.promise import Commitment
from monitor.reply.due import Calendar, DateTable
from monitor.reply.pattern import Finder, Sentence, fold, sentences
from monitor.reply.spans import blank_quotations

_FOLDER = files("monitor.reply") / "promises"

_FIRST_WORDS = 12
"""A day named within so many characters of a sentence's beginning counts for all that follows:
"By Friday we will ...", but not "I spoke to her today, and we will ..."."""


_JUST_BEFORE = 40
"""Characters before a clause in which its negation stands, if it has one."""

LONGEST = 20_000
"""Characters of a reply that are read: no site takes as many."""


class _Table(BaseModel):
    """One language as written. ``promise`` sounds like a commitment, ``dated`` only beside a
    date; ``unless`` within the same clause makes it none, and so do ``negations`` among the two
    words before it; ``conditions`` within the same sentence where no date is named."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    promise: tuple[str, ...]
    dated: tuple[str, ...]
    unless: tuple[str, ...]
    negations: tuple[str, ...]
    conditions: tuple[str, ...]
    date: DateTable


@dataclass(frozen=True, slots=True)
class _Listener:
    """The same, ready to listen."""

    promise: Finder
    any: Finder
    unless: Finder
    negations: frozenset[str]
    conditions: Finder
    calendar: Calendar


def languages() -> tuple[str, ...]:
    """The languages in which promises are understood, sorted."""
    names = (entry.name for entry in _FOLDER.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def commitments(text: str, lang: str, said_on: date) -> tuple[Commitment, ...]:
    """What ``text``, a reply in ``lang`` sent on the local day ``said_on``, commits the shop to.

    Empty in a language that has no file. One sentence makes one entry for each day it names.
    """
    if lang not in languages():
        return ()
    listener, text = _listener(lang), text[:LONGEST]
    heard = listener.calendar.joined(fold(blank_quotations(text)))
    found: dict[tuple[str, date | None], Commitment] = {}
    for sentence in sentences(heard):
        # With the mark that closes it, without the space before it.
        whole = text[sentence.start : sentence.end + 1].rstrip()
        said = whole.lstrip()
        start = sentence.start + len(whole) - len(said)
        if said.endswith("?"):
            continue
        for due in _promised(heard, sentence, listener, said_on):
            entry = Commitment(" ".join(said.split()), start, start + len(said), due)
            found.setdefault((entry.text, due), entry)
    return tuple(found.values())


def _promised(
    heard: str, sentence: Sentence, listener: _Listener, said_on: date
) -> Iterator[date | None]:
    """The day of each commitment in ``sentence``; the day is None where none is named."""
    starts = [match.start for match in listener.any.matches(heard, [sentence])]
    clauses = [Sentence(start, end) for start, end in pairwise([*starts, sentence.end])]
    if not clauses:
        return
    free = not listener.conditions.occurs(heard, [sentence])
    due = _opening_day(heard, sentence, clauses[0], listener, said_on)
    # Backwards, so that in "we will call you and fix it by Friday" Friday counts for both.
    found: list[date | None] = []
    for clause in reversed(clauses):
        due = listener.calendar.due(heard, clause, said_on) or due
        near = max(sentence.start, clause.start - _JUST_BEFORE)
        before = heard[near : clause.start].casefold().split()[-2:]
        if listener.unless.occurs(heard, [clause]) or listener.negations & set(before):
            continue
        if due is not None or (free and listener.promise.occurs(heard, [clause])):
            found.append(due)
    # "I will call you on Friday and we will replace it" is one promise, for Friday.
    yield from [due for due in reversed(found) if due is not None] or found[:1]


def _opening_day(
    heard: str, sentence: Sentence, first: Sentence, listener: _Listener, said_on: date
) -> date | None:
    opening = Sentence(sentence.start, first.start)
    for start, day in listener.calendar.days(heard, opening, said_on):
        if start - sentence.start <= _FIRST_WORDS:
            return day
    return None


@cache
def _listener(code: str) -> _Listener:
    raw = tomllib.loads((_FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    table = _Table.model_validate(raw)
    return _Listener(
        Finder(table.promise),
        Finder((*table.promise, *table.dated)),
        Finder(table.unless),
        frozenset(map(fold, table.negations)),
        Finder(table.conditions),
        Calendar(table.date),
    )
