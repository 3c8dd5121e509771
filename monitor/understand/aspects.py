"""What was talked about, which way, and in which words: one statement at a time.

A statement ends at punctuation and at "but", "and", "although"; so "lovely cake, rude waiter,
40 minutes" is three. Some words name a thing ("cake"), and its polarity is read from the
statement; others are an event that says it itself ("mouldy", "still waiting", "remembered my
name"), turned round by a negation before it. All words are data: ``data/<language>/aspects.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain, pairwise
from typing import NamedTuple, cast

from monitor.shop_words import NO_WORDS, ShopWords
from monitor.understand import irony, lexicon
from monitor.understand.event import EVENT, Event
from monitor.understand.letters import fold_term
from monitor.understand.passage import Passage, Word
from monitor.understand.phrases import SHELVES, Hit, Phrases
from monitor.understand.prefixes import JOINING, Unjoined
from monitor.understand.said import Named, Said
from monitor.understand.vader import NEGATIONS, TURN, analyser
from monitor.verdict import AspectFinding, Polarity

UNTRUE = 0.5
"""A trouble that did not happen ("no queue") is worth half of a kindness that did."""
FEELING = 0.05
"""From this compound on VADER calls a statement positive or negative."""
NEGATION_REACH = 3
REACH_BACK = 2
"""Where a negation follows what it turns round (Kazakh), it does so closely."""
LONGEST_QUOTE = 14
"""In words; a longer statement is quoted around the words that matter."""

FELT_BY_VADER = "en"
"""The language whose feeling words VADER knows; the others list their own."""

SIGNS = {"about": 0, "good": 1, "bad": -1}
POLARITY = {0: Polarity.NEUTRAL, 1: Polarity.POSITIVE, -1: Polarity.NEGATIVE}

Things = tuple[tuple[str, tuple[str, ...]], ...]
"""As in ``ShopWords``: an aspect, and words for it."""


class Sense(NamedTuple):
    """What a term means: an aspect (None: the shop as a whole), and 1, -1, or 0 for "about"."""

    aspect: str | None
    sign: int


def read(passage: Passage, lang: str, shop: ShopWords = NO_WORDS) -> Said:
    """What ``passage`` says in ``lang``; nothing where there is no word list for it.

    The things of ``shop`` are named like those of the list: their polarity is read from the
    statement.
    """
    vocabulary = _vocabulary(lang, shop.things)
    if vocabulary is None:
        return Said()
    segments = _segments(passage.words)
    statements = tuple(vocabulary.statements(passage, segments))
    if not statements:
        return Said()
    parts = [statement.part() for statement in statements]
    spoken = (passage.words[first:end] for first, end in segments)
    events = irony.turn(passage, parts, spoken, vocabulary.vader)
    return Said(_findings(statements), tuple(events))


def knows(lang: str, word: str) -> bool:
    """Whether ``word`` is an everyday word of ``lang`` to these lists, and so hardly a name."""
    vocabulary = _vocabulary(lang, NO_WORDS.things)
    return vocabulary is not None and vocabulary.everyday(fold_term(word.lower()))


class _Term(NamedTuple):
    """A term found in a statement: its words, what it means, and its words with the negation that
    turns it, if one does."""

    words: Sequence[Word]
    senses: tuple[Sense, ...]
    told: Sequence[Word]

    @property
    def turned(self) -> bool:
        return len(self.told) > len(self.words)

    def sign(self, sense: Sense) -> int:
        return -sense.sign if self.turned else sense.sign


class _Statement:
    """The words between two stops or connectives, with the terms found in them."""

    def __init__(
        self, passage: Passage, places: range, terms: Sequence[_Term], vader: bool
    ) -> None:
        self.passage = passage
        self.places = places
        self.words = passage.words[places.start : places.stop]
        self.terms = terms
        self.vader = vader
        self.told = {
            sense.aspect: term.sign(sense) for term in terms for sense in term.senses if sense.sign
        }

    def named(self) -> Iterator[tuple[str, int, _Term]]:
        """Each aspect that a term names, which way it points, and the term."""
        for term in self.terms:
            for sense in term.senses:
                aspect = sense.aspect
                if aspect is not None:
                    sign = term.sign(sense) if sense.sign else self._sign(aspect)
                    yield aspect, sign, term

    def finding(self, aspect: str, sign: int, term: _Term) -> Named:
        """What the owner may be told of one of the named."""
        return Named(AspectFinding(aspect, POLARITY[sign], self._quote(term)), self.places)

    def part(self) -> irony.Part:
        """What it says, whether of a thing, and whether that thing went wrong."""
        named = any(sense.aspect for term in self.terms for sense in term.senses)
        blamed = any(sign < 0 for aspect, sign in self.told.items() if aspect)
        praised = 1 in self.told.values()
        return irony.Part(self.words, tuple(self._events()), named, blamed, praised)

    def _events(self) -> Iterator[Event]:
        for term in self.terms:
            sense = next((sense for sense in term.senses if sense.sign), None)
            if sense is not None:
                value = _beside_vader(term, sense) if self.vader else _value(term, sense)
                yield Event(self.passage.quote(term.told), value)

    def _sign(self, aspect: str) -> int:
        """Which way a thing that is only named points: by what happened, or else by feeling."""
        return self.told.get(aspect) or self.told.get(None) or self.felt

    @cached_property
    def felt(self) -> int:
        if not self.vader:
            return 0
        text = self.passage.plain[self.words[0].start : self.words[-1].end]
        compound = analyser().compound(text)
        return (compound >= FEELING) - (compound <= -FEELING)

    def _quote(self, term: _Term) -> str:
        if len(self.words) <= LONGEST_QUOTE:
            return self.passage.quote(self.words)
        at = self.words.index(term.words[0])
        first = max(at - LONGEST_QUOTE // 2, 0)
        return self.passage.quote(self.words[first : first + LONGEST_QUOTE])


def _value(term: _Term, sense: Sense) -> float:
    """What the event weighs, in VADER's units."""
    if term.turned:
        return -sense.sign * EVENT * (1.0 if sense.sign > 0 else UNTRUE)
    return sense.sign * EVENT


def _beside_vader(term: _Term, sense: Sense) -> float:
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


def _segments(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Where the words between two punctuation marks begin and end (exclusive)."""
    opening = (at for at, word in enumerate(words) if word.opens)
    return list(pairwise((*opening, len(words))))


def _findings(statements: Sequence[_Statement]) -> tuple[Named, ...]:
    """One for each aspect and polarity, from where it is named first; a neutral one only of what
    neither hurts nor pleases."""
    first: dict[tuple[str, int], tuple[_Statement, _Term]] = {}
    for statement in statements:
        for aspect, sign, term in statement.named():
            first.setdefault((aspect, sign), (statement, term))
    polar = {aspect for aspect, sign in first if sign}
    return tuple(
        statement.finding(aspect, sign, term)
        for (aspect, sign), (statement, term) in first.items()
        if sign or aspect not in polar
    )


class _Vocabulary:
    """The words of one language, from its file."""

    def __init__(self, code: str, table: Mapping[str, object], things: Things) -> None:
        self.vader = code == FELT_BY_VADER
        self.connectives = _folded(table["connectives"])
        self.negations = _folded(table["negations"])
        self.negations_after = _folded(table.get("negations_after", ""))
        numbers = cast("Mapping[str, int]", table["numbers"])
        self.phrases = Phrases(
            chain(_senses(table), _named(things)),
            {fold_term(word): value for word, value in numbers.items()},
            None if things or code == JOINING else SHELVES[code],
        )
        self.unjoined = Unjoined(self._knows) if code == JOINING else None

    def statements(
        self, passage: Passage, segments: Sequence[tuple[int, int]]
    ) -> Iterator[_Statement]:
        """The statements of ``passage`` in which some term stands."""
        forms: Sequence[str] = passage.folded
        if self.unjoined:
            forms = self.unjoined.apply(forms)
        found = self.phrases.within(forms, segments)
        # A negation that belongs to a term of its own ("never arrived") turns nothing else, unless
        # the term breaks off there ("the service wasn't" friendly).
        free = list(forms)
        for hit in chain.from_iterable(found):
            own = hit.end - 1 if forms[hit.end - 1] in self.negations else hit.end
            free[hit.start : own] = [""] * (own - hit.start)
        for (first, end), hits in zip(segments, found, strict=True):
            if hits:
                yield from self._cut(passage, free, hits, first, end)

    def everyday(self, form: str) -> bool:
        """Whether ``form`` is a word of one of the lists."""
        return form in self.connectives or form in self.negations or self.phrases.spells(form)

    def _knows(self, form: str) -> bool:
        """Whether ``form`` is in one of the lists, or begins as some word there does."""
        return form in self.connectives or form in self.negations or self.phrases.knows(form)

    def _cut(
        self,
        passage: Passage,
        free: Sequence[str],
        hits: Sequence[Hit[Sense]],
        first: int,
        end: int,
    ) -> Iterator[_Statement]:
        """The words from ``first`` to ``end`` with the terms in ``hits``, cut at the connectives
        that are part of none; ``free`` are the forms of the text without those of terms."""
        words = passage.words
        stops = [at for at in range(first, end) if free[at] in self.connectives]
        for stop in (*stops, end):
            terms = [
                _Term(
                    words[hit.start : hit.end],
                    hit.meanings,
                    words[self._told(free, hit, first, stop)],
                )
                for hit in hits
                if first <= hit.start < stop
            ]
            if terms:
                yield _Statement(passage, range(first, stop), terms, self.vader)
            first = stop + 1

    def _told(self, free: Sequence[str], hit: Hit[Sense], first: int, stop: int) -> slice:
        """The places of a term's words, with those of a negation that turns them: near before them,
        or else after them."""
        for at in range(hit.start - 1, max(first, hit.start - NEGATION_REACH) - 1, -1):
            if free[at] in self.negations:
                return slice(at, hit.end)
        for at in range(hit.end, min(stop, hit.end + REACH_BACK)):
            if free[at] in self.negations_after:
                return slice(hit.start, at + 1)
        return slice(hit.start, hit.end)


def _folded(terms: object) -> frozenset[str]:
    return frozenset(lexicon.folded(terms))


def _senses(table: Mapping[str, object]) -> Iterator[tuple[str, Sense]]:
    """Every term with its sense; ``feelings`` are missing where VADER knows them."""
    aspects = cast("Mapping[str, Mapping[str, object]]", table["aspects"])
    whole = cast("Mapping[str, object]", table["whole"])
    feelings = cast("Mapping[str, object]", table.get("feelings", {}))
    for aspect, lists in ((None, whole), (None, feelings), *aspects.items()):
        for name, terms in lists.items():
            sense = Sense(aspect, SIGNS[name])
            for term in lexicon.folded(terms):
                yield term, sense


def _named(things: Things) -> Iterator[tuple[str, Sense]]:
    """The shop's own words, each for its aspect."""
    for aspect, listed in things:
        for word in listed:
            if term := fold_term(word.lower().replace("-", " ")):
                yield term, Sense(aspect, 0)


@lru_cache(maxsize=64)
def _vocabulary(lang: str, things: Things) -> _Vocabulary | None:
    table = lexicon.table("aspects", lang)
    return None if table is None else _Vocabulary(lang, table, things)
