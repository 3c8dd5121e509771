"""Many terms looked up in one pass over a text.

The first word of each phrase leads to it by a dict, so the time grows with the text alone, not
with the number of terms nor with their forms.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from monitor.match.forms import hebrew
from monitor.match.terms import Phrase, Slot, Sort, Term
from monitor.match.text import Span, Text, within


@dataclass(frozen=True, slots=True)
class Hit:
    """A listed term met in a text: where in the original words, and as which of its words.

    ``words`` are the places of its first and last word among those of the text, None for what
    is no prose: a host, an account, a word inside a hashtag.
    """

    term: Term
    span: Span
    words: Span | None = None


class Lexicon:
    """``terms`` ready to be looked up."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._heads: dict[str, list[tuple[Term, Phrase]]] = defaultdict(list)
        self._prefixes: dict[int, dict[str, list[tuple[Term, Phrase]]]] = {}
        self._others: list[Term] = []
        for term in terms:
            if term.sort is not Sort.PHRASE:
                self._others.append(term)
            for phrase in term.phrases:
                self._enter(term, phrase)

    def _enter(self, term: Term, phrase: Phrase) -> None:
        head = phrase.slots[0]
        if head.prefix is not None:
            row = self._prefixes.setdefault(len(head.prefix), {})
            row.setdefault(head.prefix, []).append((term, phrase))
        for form in head.forms:
            self._heads[form].append((term, phrase))

    def hits(self, text: Text) -> Iterator[Hit]:
        """Every hit in the prose, in order, then those in hashtags, accounts and addresses."""
        for at, word in enumerate(text.words):
            for term, phrase in self._led_to(word):
                if _goes_on(phrase, text, at) and _spelt(phrase, text, at):
                    last = at + len(phrase.slots) - 1
                    yield Hit(term, text.span(at, last), (at, last))
        for tag in text.tags:
            for at, word in enumerate(tag.words):
                for term, phrase in self._led_to(word):
                    row = tag.words[at : at + len(phrase.slots)]
                    whole = len(row) == len(phrase.slots)
                    if whole and all(map(Slot.fits, phrase.slots[1:], row[1:])):
                        yield Hit(term, tag.span)
        for term in self._others:
            span = _elsewhere(term, text)
            if span is not None:
                yield Hit(term, span)

    def _led_to(self, word: str) -> Sequence[tuple[Term, Phrase]]:
        """The phrases that may begin with ``word``."""
        found = self._at(word)
        if not hebrew.joins(word):
            return found
        joined = [
            pair
            for rest in hebrew.rests(word, first=True)
            for pair in self._at(rest)
            if pair[1].particles and (len(rest) >= hebrew.SHORTEST_ALONE or len(pair[1].slots) > 1)
        ]
        return (*found, *joined)

    def _at(self, word: str) -> Sequence[tuple[Term, Phrase]]:
        found = self._heads.get(word, ())
        for length, row in self._prefixes.items():
            found = (*found, *row.get(word[:length], ()))
        return found


def _goes_on(phrase: Phrase, text: Text, at: int) -> bool:
    """Whether the words after the one at ``at`` are those of ``phrase``."""
    if at + len(phrase.slots) > len(text.words):
        return False
    return all(
        _fits(slot, text.words[place], phrase.particles)
        and all(char.isspace() or char in phrase.between for char in text.gap(place))
        for place, slot in enumerate(phrase.slots[1:], at + 1)
    )


def _fits(slot: Slot, word: str, particles: bool) -> bool:
    if slot.fits(word):
        return True
    return particles and any(slot.fits(rest) for rest in hebrew.rests(word, first=False))


def _spelt(phrase: Phrase, text: Text, at: int) -> bool:
    """Whether the words whose case counts have it as listed; endings may be small or not."""
    for place, listed in phrase.cases.items():
        begin, end = text.span(at + place, at + place)
        met = unicodedata.normalize("NFC", text.original[begin:end]).lstrip(hebrew.LETTERS)
        if any(a.isupper() != b.isupper() for a, b in zip(met, listed, strict=False)):
            return False
    return True


def _elsewhere(term: Term, text: Text) -> Span | None:
    """Where an account, a hashtag, a domain or a number stands."""
    if term.sort is Sort.NAME:
        return text.names.get(term.name)
    if term.sort is Sort.PHONE:
        return text.phones.get(term.name)
    for host, span in text.hosts.items():
        if within(host, term.name):
            return span
    return None


def close(one: Iterable[Hit], other: Iterable[Hit], words: int) -> Hit | None:
    """The first hit of ``one`` with at most ``words`` words between it and one of ``other``."""
    places = sorted({hit.words for hit in other if hit.words is not None})
    for hit in one:
        if hit.words is None:
            continue
        first, last = hit.words
        nearest = bisect_left(places, hit.words)
        for place in places[max(nearest - 1, 0) : nearest + 2]:
            between = max(place[0] - last, first - place[1]) - 1
            if between <= words and place != hit.words:
                return hit
    return None
