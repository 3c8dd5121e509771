"""One statement: the words between two stops or connectives, and what the terms in it say.

Some terms name a thing ("cake"), and its polarity is read from the statement; others are an event
that says it itself ("mouldy", "still waiting", "remembered my name"), turned round by a negation
before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from monitor.understand.event import EVENT, Event
from monitor.understand.irony import Part
from monitor.understand.passage import Passage, Word
from monitor.understand.said import Named
from monitor.understand.vader import FEELING, NEGATIONS, TURN, analyser
from monitor.verdict import AspectFinding, Polarity

UNTRUE = 0.5
"""A trouble that did not happen ("no queue") is worth half of a kindness that did."""
LONGEST_QUOTE = 14
"""In words; a longer statement is quoted around the words that matter."""

POLARITY = {0: Polarity.NEUTRAL, 1: Polarity.POSITIVE, -1: Polarity.NEGATIVE}


class Sense(NamedTuple):
    """What a term means: an aspect (None: the shop as a whole), and 1, -1, or 0 for "about"."""

    aspect: str | None
    sign: int


class Term(NamedTuple):
    """A term found in a statement: its ``words``, what it means, and its words with the negation
    that turns it, if one does, as ``told``."""

    words: Sequence[Word]
    senses: tuple[Sense, ...]
    told: Sequence[Word]

    @property
    def turned(self) -> bool:
        """Whether a negation turns it round."""
        return len(self.told) > len(self.words)

    def sign(self, sense: Sense) -> int:
        """Which way one of its ``senses`` points here."""
        return -sense.sign if self.turned else sense.sign


class Statement:
    """The words of ``passage`` at ``places``, with the ``terms`` found in them; ``vader`` says that
    they are English."""

    def __init__(self, passage: Passage, places: range, terms: Sequence[Term], vader: bool) -> None:
        self.passage = passage
        self.places = places
        self.words = passage.words[places.start : places.stop]
        self.terms = terms
        self.vader = vader
        self.told = {
            sense.aspect: term.sign(sense) for term in terms for sense in term.senses if sense.sign
        }

    def named(self) -> Iterator[tuple[str, int, Term]]:
        """Each aspect that a term names, which way it points, and the term."""
        for term in self.terms:
            for sense in term.senses:
                aspect = sense.aspect
                if aspect is not None:
                    sign = term.sign(sense) if sense.sign else self._sign(aspect)
                    yield aspect, sign, term

    def finding(self, aspect: str, sign: int, term: Term) -> Named:
        """What the owner may be told of one of the named."""
        return Named(AspectFinding(aspect, POLARITY[sign], self._quote(term)), self.places)

    def part(self) -> Part:
        """What it says, whether of a thing, and whether that thing went wrong."""
        named = any(sense.aspect for term in self.terms for sense in term.senses)
        blamed = any(sign < 0 for aspect, sign in self.told.items() if aspect)
        praised = 1 in self.told.values()
        return Part(self.words, tuple(self._events()), named, blamed, praised)

    def _events(self) -> Iterator[Event]:
        for term in self.terms:
            sense = next((sense for sense in term.senses if sense.sign), None)
            if sense is not None:
                value = _beside_vader(term, sense) if self.vader else _value(term, sense)
                yield Event(self.passage.quote(term.told), value)

    def _sign(self, aspect: str) -> int:
        """Which way a thing that is only named points: by what happened, or else by feeling."""
        return self.told.get(aspect) or self.told.get(None) or self._felt

    @cached_property
    def _felt(self) -> int:
        """Which way it points by VADER; 0 of what VADER cannot read."""
        if not self.vader:
            return 0
        text = self.passage.plain[self.words[0].start : self.words[-1].end]
        compound = analyser().compound(text)
        return (compound >= FEELING) - (compound <= -FEELING)

    def _quote(self, term: Term) -> str:
        if len(self.words) <= LONGEST_QUOTE:
            return self.passage.quote(self.words)
        at = self.words.index(term.words[0])
        first = max(at - LONGEST_QUOTE // 2, 0)
        return self.passage.quote(self.words[first : first + LONGEST_QUOTE])


def first_named(statements: Sequence[Statement]) -> tuple[Named, ...]:
    """One for each aspect and polarity, from where it is named first; a neutral one only of what
    neither hurts nor pleases."""
    first: dict[tuple[str, int], tuple[Statement, Term]] = {}
    for statement in statements:
        for aspect, sign, term in statement.named():
            first.setdefault((aspect, sign), (statement, term))
    polar = {aspect for aspect, sign in first if sign}
    return tuple(
        statement.finding(aspect, sign, term)
        for (aspect, sign), (statement, term) in first.items()
        if sign or aspect not in polar
    )


def _value(term: Term, sense: Sense) -> float:
    """What the event weighs, in VADER's units."""
    if term.turned:
        return -sense.sign * EVENT * (1.0 if sense.sign > 0 else UNTRUE)
    return sense.sign * EVENT


def _beside_vader(term: Term, sense: Sense) -> float:
    """What the event adds to VADER's sum, so that nothing is counted twice."""
    lexicon = analyser().lexicon
    known = sum(lexicon.get(word.form, 0.0) for word in term.words)
    if term.turned:
        # VADER sees the negation itself where it knows the word.
        return 0.0 if known else _value(term, sense)
    if not NEGATIONS.isdisjoint(word.form for word in term.words):
        known *= TURN
    agrees = known * sense.sign > 0
    return 0.0 if agrees else sense.sign * EVENT - known
