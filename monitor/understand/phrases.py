"""Words and phrases found in a text by dictionary, in one pass, whatever their number.

At each word the longest term (``term``) wins; an exact word goes before a stem.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, partial
from itertools import chain, compress
from threading import Lock
from typing import Any, Generic, NamedTuple, TypeVar

from monitor.understand.memo import CACHED_WORDS, Memo
from monitor.understand.term import (
    HEAD,
    choices,
    fits,
    head,
    of_number,
    stem_sizes,
    stems,
    unit_at,
)

Payload = TypeVar("Payload", covariant=True)

CACHED_STEPS = 20_000
"""Pairs of words are more than words, but few of them go on with a term."""


class Hit(NamedTuple, Generic[Payload]):
    """A term that stands at words ``start`` to ``end`` (exclusive), and what it means."""

    start: int
    end: int
    meanings: tuple[Payload, ...]


class _Node(Generic[Payload]):
    """The terms that begin with the words walked so far: what the one that ends here means (None
    where none does), and those that go on.

    ``heads`` are the first letters of what they go on with, in one string: seldom is a word's
    head among them, so few words need a closer look. Those in ``others`` take any letters.
    """

    __slots__ = ("ends", "heads", "longer", "others", "size")

    def __init__(
        self, terms: Iterable[str], size: int, meanings: Mapping[str, tuple[Payload, ...]]
    ) -> None:
        ending = (meanings[term] for term in terms if term.count(" ") < size)
        self.size = size
        self.ends = next(ending, None)
        self.longer = tuple([term for term in terms if term.count(" ") >= size])
        heads = [set(map(head, choices(unit_at(term, size)))) for term in self.longer]
        self.others = tuple(compress(self.longer, ["" in mine for mine in heads]))
        self.heads = " ".join(set().union(*heads))


_Opening = tuple[int, _Node[Payload]]
"""A place in a text, and where its word leads."""


class Phrases(Generic[Payload]):
    """``terms`` with what each means; ``numbers`` are the number words with their values;
    ``shelf`` is where lists stand that the same texts are looked up in."""

    def __init__(
        self,
        terms: Iterable[tuple[str, Payload]],
        numbers: Mapping[str, int] | None = None,
        shelf: Shelf | None = None,
    ) -> None:
        self._meanings: dict[str, tuple[Payload, ...]] = {}
        shared: dict[tuple[Payload, ...], tuple[Payload, ...]] = {}
        for term, meaning in terms:
            meant = self._meanings.get(term, ())
            if meaning not in meant:
                meant = (*meant, meaning)
                self._meanings[term] = shared.setdefault(meant, meant)
        # A term stays one string, cut anew whenever a unit of it is asked for, which is seldom.
        by_first: dict[str, list[str]] = {}
        for term in self._meanings:
            for first in choices(unit_at(term, 0)):
                by_first.setdefault(first, []).append(term)
        self._by_first = {first: tuple(begun) for first, begun in by_first.items()}
        self._first_stems = stem_sizes(self._by_first)
        self._numbers = dict(numbers or {})
        self._nodes = Memo(self._node, CACHED_STEPS)
        self._steps = Memo(self._step, CACHED_STEPS)
        self._shelf = Shelf() if shelf is None else shelf
        self._place = self._shelf.add(self)

    def find(self, forms: Sequence[str]) -> list[Hit[Payload]]:
        """The terms in ``forms`` (words in lower case) from left to right, never overlapping."""
        return self._walk(self._openings(forms), forms, len(forms))

    def within(
        self, forms: Sequence[str], parts: Iterable[tuple[int, int]]
    ) -> list[list[Hit[Payload]]]:
        """The terms in each of ``parts`` of ``forms`` (first word and end, exclusive; from left to
        right): none runs from one part into the next."""
        openings = self._openings(forms)
        places = [at for at, _ in openings]
        found = []
        for first, end in parts:
            mine = openings[bisect_left(places, first) : bisect_left(places, end)]
            found.append(self._walk(mine, forms, end) if mine else [])
        return found

    @cached_property
    def _units(self) -> frozenset[str]:
        units = set(chain.from_iterable(map(str.split, self._meanings)))
        return frozenset(chain.from_iterable(map(choices, units)))

    @cached_property
    def _stems(self) -> Mapping[str, Sequence[int]]:
        return stem_sizes(self._units)

    def knows(self, form: str) -> bool:
        """Whether ``form`` is a word, or begins with a stem, of some term."""
        return form in self._units or not self._units.isdisjoint(stems(form, self._stems))

    def spells(self, form: str) -> bool:
        """Whether ``form`` is a whole word of some term, or a term on its own."""
        node = self.opening(form)
        return form in self._units or (node is not None and node.ends is not None)

    def opening(self, form: str) -> _Node[Payload] | None:
        """The terms that begin with ``form``."""
        firsts = [form, *stems(form, self._first_stems), *of_number(self._value(form))]
        terms = tuple(chain.from_iterable([self._by_first.get(first, ()) for first in firsts]))
        return self._nodes[1, terms] if terms else None

    def heads(self) -> set[str]:
        """The first letters of the words, digits aside, that terms begin with."""
        words = {first[:HEAD] for first in self._by_first}
        if words.isdisjoint(("#", "##")):
            return words
        return words.union(number[:HEAD] for number in self._numbers)

    def _node(self, begun: tuple[int, tuple[str, ...]]) -> _Node[Payload]:
        size, terms = begun
        return _Node(terms, size, self._meanings)

    def _openings(self, forms: Sequence[str]) -> list[_Opening[Payload]]:
        """The places where terms may begin, and where their words lead."""
        return self._shelf.openings(forms)[self._place]

    def _walk(
        self, openings: Iterable[_Opening[Payload]], forms: Sequence[str], end: int
    ) -> list[Hit[Payload]]:
        """The longest terms that begin at ``openings`` and end before ``end``."""
        hits: list[Hit[Payload]] = []
        free = 0
        for start, opening in openings:
            if start < free:
                continue
            node, found, free = opening, opening.ends, start + 1
            place = start + 1
            while place < end and (node.others or forms[place][:HEAD] in node.heads):
                following = self._steps[node, forms[place]]
                if following is None:
                    break
                node = following
                place += 1
                if node.ends is not None:
                    found, free = node.ends, place
            if found is not None:
                hits.append(Hit(start, free, found))
        return hits

    def _step(self, step: tuple[_Node[Payload], str]) -> _Node[Payload] | None:
        """Where a form leads from a node."""
        node, form = step
        begun, at, value = form[:HEAD], node.size, self._value(form)
        likely = (term for term in node.longer if begun in term or term in node.others)
        terms = tuple([term for term in likely if fits(unit_at(term, at), form, value)])
        return self._nodes[at + 1, terms] if terms else None

    def _value(self, form: str) -> int | None:
        """The number that ``form`` says, by digits ("40", "1,500") or in words ("forty")."""
        if form.isalpha():
            return self._numbers.get(form)
        digits = form.partition(".")[0].replace(",", "")
        if digits.isdecimal():
            return int(digits) if len(digits) < 10 else 10**9
        return self._numbers.get(form)


_ByHead = dict[str, tuple[tuple[int, Phrases[object]], ...]]
"""Lists with their places, by the first letters of what their terms begin with."""


class Shelf:
    """Lists that stand together because the same texts are looked up in them, one after another:
    each word is looked up once for all of them, and each text once. Threads may share it."""

    def __init__(self) -> None:
        self._lists: tuple[Phrases[object], ...] = ()
        self._by_head: _ByHead = {}
        self._seen = Memo(partial(_opened, self._by_head, self._lists), CACHED_WORDS)
        self._last: tuple[Sequence[str], list[list[_Opening[Any]]]] = ((), [])
        self._adding = Lock()

    def add(self, phrases: Phrases[object]) -> int:
        """Put up one more list; returns its place."""
        with self._adding:
            place = len(self._lists)
            self._lists = (*self._lists, phrases)
            mine = dict.fromkeys(phrases.heads(), ((place, phrases),))
            both = {
                begun: self._by_head[begun] + mine[begun]
                for begun in self._by_head.keys() & mine.keys()
            }
            self._by_head = self._by_head | mine | both
            self._seen = Memo(partial(_opened, self._by_head, self._lists), CACHED_WORDS)
        return place

    def openings(self, forms: Sequence[str]) -> list[list[_Opening[Any]]]:
        """For each list, by its place, where in ``forms`` its terms may begin."""
        seen = self._seen
        known, found = self._last
        # The very same object, in which no list has been looked up that came later.
        if known is forms and len(found) == len(self._lists):
            return found
        found = [[] for _ in self._lists]
        opened = list(map(seen.__getitem__, forms))
        heads = [*[form[:HEAD] for form in forms[1:]], ""]
        for at, nodes in compress(enumerate(opened), opened):
            following = heads[at]
            for place, node in nodes:
                # Most words begin some term, and seldom does the next word go on with one.
                if node.ends is not None or node.others or following in node.heads:
                    found[place].append((at, node))
        self._last = (forms, found)
        return found


def _opened(
    by_head: _ByHead, lists: Sequence[Phrases[object]], form: str
) -> tuple[tuple[int, _Node[object]], ...]:
    """Those of ``lists`` that have terms beginning with ``form``, by their places."""
    number = form[:1].isdecimal()
    likely = enumerate(lists) if number else by_head.get(form[:HEAD], ())
    nodes = [(place, each.opening(form)) for place, each in likely]
    return tuple((place, node) for place, node in nodes if node is not None)


SHELVES: defaultdict[str, Shelf] = defaultdict(Shelf)
"""Where the lists of each language stand."""
