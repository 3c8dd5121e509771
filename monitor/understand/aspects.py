"""What was talked about, which way, and in which words: one statement at a time.

A statement ends at punctuation and at "but", "and", "although"; so "lovely cake, rude waiter,
40 minutes" is three. All words are data: ``data/<language>/aspects.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import cast

from monitor.shop_words import NO_WORDS, ShopWords
from monitor.understand import irony, lexicon, vader
from monitor.understand.letters import fold_term
from monitor.understand.passage import Passage, Word
from monitor.understand.phrases import SHELVES, Hit, Phrases
from monitor.understand.prefixes import JOINING, Unjoined
from monitor.understand.said import Said
from monitor.understand.statement import Sense, Statement, Term, first_named

NEGATION_REACH = 3
REACH_BACK = 2
"""Where a negation follows what it turns round (Kazakh), it does so closely."""

SIGNS = {"about": 0, "good": 1, "bad": -1}

Things = tuple[tuple[str, tuple[str, ...]], ...]
"""As in ``ShopWords``: an aspect, and words for it."""


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
    return Said(first_named(statements), tuple(events))


def knows(lang: str, word: str) -> bool:
    """Whether ``word`` is an everyday word of ``lang`` to these lists, and so hardly a name."""
    vocabulary = _vocabulary(lang, NO_WORDS.things)
    return vocabulary is not None and vocabulary.everyday(fold_term(word.lower()))


def _segments(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Where the words between two punctuation marks begin and end (exclusive)."""
    opening = (at for at, word in enumerate(words) if word.opens)
    return list(pairwise((*opening, len(words))))


class _Vocabulary:
    """The words of one language, from its file."""

    def __init__(self, code: str, table: Mapping[str, object], things: Things) -> None:
        self.vader = code == vader.LANGUAGE
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
    ) -> Iterator[Statement]:
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
    ) -> Iterator[Statement]:
        """The words from ``first`` to ``end`` with the terms in ``hits``, cut at the connectives
        that are part of none; ``free`` are the forms of the text without those of terms."""
        words = passage.words
        stops = [at for at in range(first, end) if free[at] in self.connectives]
        for stop in (*stops, end):
            terms = [
                Term(
                    words[hit.start : hit.end],
                    hit.meanings,
                    words[self._told(free, hit, first, stop)],
                )
                for hit in hits
                if first <= hit.start < stop
            ]
            if terms:
                yield Statement(passage, range(first, stop), terms, self.vader)
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
