"""What somebody who complains grants: "the cake was gorgeous, but we waited an hour".

Most praise in a complaint is bitter ("great, another two-hour wait"), only wished for, or long
past. It is believed where plain words of praise stand beside a "but", or where they are about one
thing and a complaint follows at once, without a cry or a colon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from monitor.reply.clauses import Clause, Clauses, Leaning
from monitor.reply.pattern import Sentence
from monitor.reply.things import Thing
from monitor.reply.topics import known

_PLAIN_WORDS = 7
"""Praise that no "but" follows is short, or it is a story."""
_NEAR = 12
"""So many letters beside a clause belong to it: "anything (but friendly)"."""
_QUOTED = re.compile('["«»„“”]')
_QUIET = re.compile(r"\s*(?:[.,;–—-]|\Z)")


class Granted(NamedTuple):
    """The things, or, where none is named, the topics of praise."""

    things: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


NOTHING = Granted()


def granted(clauses: Clauses, things: Sequence[Thing]) -> Granted:
    """What ``clauses`` grant, of ``things`` that stand in them."""
    told: list[str] = []
    topics: list[str] = []
    for clause, turned in _plain(clauses):
        span = clause.span
        named = [one.name for one in things if span.start <= one.start < span.end]
        told += named
        if turned and not named:
            topics += [hit.name for hit in clause.good if _particular(hit.name)][:1]
    return Granted(tuple(told), () if told else tuple(dict.fromkeys(topics)))


def _particular(topic: str) -> bool:
    """Whether ``topic`` tells by itself what was good."""
    table = known().praise[topic]
    return table.under is not None and not table.mere


def _plain(clauses: Clauses) -> Iterator[tuple[Clause, bool]]:
    """The clauses that praise in plain words and can be believed, and whether a "but" says so."""
    for at, clause in enumerate(clauses.every):
        good = clause.leaning is Leaning.GOOD and _praises(clauses, clause.span)
        if not good or _doubtful(clauses, clause.span):
            continue
        if _turned(clauses, at):
            yield clause, True
        elif _contrasted(clauses, at):
            yield clause, False


def _praises(clauses: Clauses, span: Sentence) -> bool:
    """Whether a plain word of praise stands in ``span``, and no "not" turns it."""
    kind = clauses.tables.kind
    said = None if kind is None else next(kind.matches(clauses.text, [span]), None)
    return said is not None and not clauses.turned(said.start, said.end, span)


def _doubtful(clauses: Clauses, span: Sentence) -> bool:
    """Whether the praise in ``span`` is somebody else's, only wished for, or long past."""
    text, hoped = clauses.text, clauses.tables.hoped
    near = Sentence(max(0, span.start - _NEAR), span.end)
    told = hoped is not None and hoped.occurs(text, [near])
    return told or _QUOTED.search(text, *span) is not None


def _turned(clauses: Clauses, at: int) -> bool:
    """Whether the praise in which clause ``at`` stands begins with a "but", or ends at one."""
    every, end = clauses.every, at + 1
    while end < len(every) and every[end].leaning is Leaning.GOOD and not _but(clauses, end):
        end += 1
    return _but(clauses, at) or _but(clauses, end)


def _but(clauses: Clauses, at: int) -> bool:
    """Whether there is a clause ``at``, and it begins with a "but"."""
    if at >= len(clauses.every) or clauses.tables.turns is None:
        return False
    span = clauses.every[at].span
    said = next(clauses.tables.turns.matches(clauses.text, [span]), None)
    return said is not None and not clauses.text[span.start : said.start].strip()


def _contrasted(clauses: Clauses, at: int) -> bool:
    """Whether clause ``at`` is short, and a complaint comes next: "good soup, cold room"."""
    every, text, hoped = clauses.every, clauses.text, clauses.tables.hoped
    if at + 1 >= len(every) or every[at + 1].leaning is not Leaning.BAD:
        return False
    span, follows = every[at].span, every[at + 1].span
    after = Sentence(follows.start, min(follows.end, follows.start + _NEAR))
    if hoped is not None and hoped.occurs(text, [after]):
        return False
    return text[slice(*span)].count(" ") < _PLAIN_WORDS and _QUIET.match(text, span.end) is not None
