"""What was talked about, which way, and in which words: one statement at a time.

A statement ends at punctuation and at "but", "and", "although"; so "lovely cake, rude waiter,
40 minutes" is three. Some words name a thing ("cake"), and its polarity is read from the
statement; others are an event that says it itself ("mouldy", "still waiting", "remembered my
name"), turned round by a negation before it. All words are data: ``data/<language>/aspects.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple, cast

from monitor.understand import lexicon
from monitor.understand.event import EVENT, Event
from monitor.understand.passage import Passage, Word
from monitor.understand.phrases import Hit, Phrases
from monitor.understand.vader import NEGATIONS, TURN, analyser
from monitor.verdict import AspectFinding, Polarity, ResourceLost

UNTRUE = 0.5
"""A trouble that did not happen ("no queue") is worth half of a kindness that did."""
FEELING = 0.05
"""From this compound on VADER calls a statement positive or negative."""
NEGATION_REACH = 3
LONGEST_QUOTE = 14
"""In words; a longer statement is quoted around the words that matter."""

TIME = frozenset({"wait_time", "opening_hours", "delivery"})
MONEY = frozenset({"price", "payment", "returns_refunds"})

SIGNS = {"about": 0, "good": 1, "bad": -1}
POLARITY = {0: Polarity.NEUTRAL, 1: Polarity.POSITIVE, -1: Polarity.NEGATIVE}


class Sense(NamedTuple):
    """What a term means: an aspect (None: the shop as a whole), and 1, -1, or 0 for "about"."""

    aspect: str | None
    sign: int


@dataclass(frozen=True, slots=True)
class Said:
    """``findings`` for the owner, in the order of the text; ``events`` for the sentiment."""

    findings: tuple[AspectFinding, ...] = ()
    events: tuple[Event, ...] = ()


def read(passage: Passage, lang: str) -> Said:
    """What ``passage`` says in ``lang``; nothing where there is no word list for it."""
    vocabulary = _vocabularies().get(lang)
    if vocabulary is None:
        return Said()
    findings: list[AspectFinding] = []
    events: list[Event] = []
    for segment in _segments(passage.words):
        for statement in vocabulary.statements(segment, passage):
            findings += statement.findings()
            events += statement.events()
    return Said(_distinct(findings), tuple(events))


def resource_lost(findings: Sequence[AspectFinding]) -> ResourceLost:
    """Whether the shop cost the author time, money or both."""
    hurt = {each.aspect for each in findings if each.polarity is Polarity.NEGATIVE}
    time, money = bool(hurt & TIME), bool(hurt & MONEY)
    if time and money:
        return ResourceLost.BOTH
    if time:
        return ResourceLost.TIME
    return ResourceLost.MONEY if money else ResourceLost.NONE


@dataclass(frozen=True, slots=True)
class _Term:
    """A term found in a statement: its words, what it means, whether a negation turns it."""

    words: Sequence[Word]
    senses: tuple[Sense, ...]
    turned: bool

    def sign(self, sense: Sense) -> int:
        return -sense.sign if self.turned else sense.sign


class _Statement:
    """The words between two stops or connectives, with the terms found in them."""

    def __init__(self, passage: Passage, words: Sequence[Word], terms: Sequence[_Term]) -> None:
        self.passage = passage
        self.words = words
        self.terms = terms
        self.told = {
            sense.aspect: term.sign(sense) for term in terms for sense in term.senses if sense.sign
        }

    def findings(self) -> Iterator[AspectFinding]:
        """One for each aspect that a term names."""
        for term in self.terms:
            for sense in term.senses:
                aspect = sense.aspect
                if aspect is None:
                    continue
                sign = term.sign(sense) if sense.sign else self._sign(aspect)
                yield AspectFinding(aspect, POLARITY[sign], self._quote(term))

    def events(self) -> Iterator[Event]:
        for term in self.terms:
            sense = next((sense for sense in term.senses if sense.sign), None)
            if sense is not None:
                yield Event(self.passage.quote(term.words), _value(term, sense))

    def _sign(self, aspect: str) -> int:
        """Which way a thing that is only named points: by what happened, or else by feeling."""
        return self.told.get(aspect) or self.told.get(None) or self.felt

    @cached_property
    def felt(self) -> int:
        text = self.passage.plain[self.words[0].start : self.words[-1].end]
        compound = analyser().polarity_scores(text)["compound"]
        return (compound >= FEELING) - (compound <= -FEELING)

    def _quote(self, term: _Term) -> str:
        if len(self.words) <= LONGEST_QUOTE:
            return self.passage.quote(self.words)
        at = self.words.index(term.words[0])
        first = max(at - LONGEST_QUOTE // 2, 0)
        return self.passage.quote(self.words[first : first + LONGEST_QUOTE])


def _value(term: _Term, sense: Sense) -> float:
    """What the event adds to VADER's sum, so that nothing is counted twice."""
    lexicon = analyser().lexicon
    known = sum(lexicon.get(word.form, 0.0) for word in term.words)
    if term.turned:
        # VADER sees the negation itself where it knows the word.
        weight = -sense.sign * EVENT * (1.0 if sense.sign > 0 else UNTRUE)
        return 0.0 if known else weight
    if not NEGATIONS.isdisjoint(word.form for word in term.words):
        known *= TURN
    agrees = known * sense.sign > 0
    return 0.0 if agrees else sense.sign * EVENT - known


def _segments(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """The words from one punctuation mark to the next."""
    first = 0
    for at, word in enumerate(words):
        if word.opens and at > first:
            yield words[first:at]
            first = at
    if words:
        yield words[first:]


def _distinct(findings: Sequence[AspectFinding]) -> tuple[AspectFinding, ...]:
    """The first finding of each aspect and polarity; neutral ones only where nothing hurts or
    pleases."""
    polar = [each for each in findings if each.polarity is not Polarity.NEUTRAL]
    first: dict[tuple[str, Polarity], AspectFinding] = {}
    for each in polar or findings:
        first.setdefault((each.aspect, each.polarity), each)
    return tuple(first.values())


class _Vocabulary:
    """The words of one language, from its file."""

    def __init__(self, table: Mapping[str, object]) -> None:
        self.connectives = frozenset(lexicon.terms(table["connectives"]))
        self.negations = frozenset(lexicon.terms(table["negations"]))
        self.phrases = Phrases(_senses(table), cast("Mapping[str, int]", table["numbers"]))

    def statements(self, segment: Sequence[Word], passage: Passage) -> Iterator[_Statement]:
        """``segment`` cut at the connectives that are not part of a term."""
        forms = [word.form for word in segment]
        hits = self.phrases.find(forms)
        if not hits:
            return
        inside = {at for hit in hits for at in range(hit.start, hit.end)}
        stops = [
            at for at, form in enumerate(forms) if form in self.connectives and at not in inside
        ]
        first = 0
        for stop in (*stops, len(forms)):
            terms = [
                _Term(segment[hit.start : hit.end], hit.meanings, self._turned(forms, first, hit))
                for hit in hits
                if first <= hit.start < stop
            ]
            if terms:
                yield _Statement(passage, segment[first:stop], terms)
            first = stop + 1

    def _turned(self, forms: Sequence[str], first: int, hit: Hit[Sense]) -> bool:
        before = forms[max(first, hit.start - NEGATION_REACH) : hit.start]
        return not self.negations.isdisjoint(before)


def _senses(table: Mapping[str, object]) -> Iterator[tuple[str, Sense]]:
    aspects = cast("Mapping[str, Mapping[str, object]]", table["aspects"])
    whole = cast("Mapping[str, object]", table["whole"])
    for aspect, lists in ((None, whole), *aspects.items()):
        for name, terms in lists.items():
            for term in lexicon.terms(terms):
                yield term, Sense(aspect, SIGNS[name])


@cache
def _vocabularies() -> Mapping[str, _Vocabulary]:
    return {code: _Vocabulary(table) for code, table in lexicon.read("aspects").items()}
