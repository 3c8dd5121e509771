"""Words and phrases found in a text by dictionary, in one pass, whatever their number.

A term is one or more units, separated by spaces: ``fresh`` is that word, ``mould*`` any word
that begins so, ``#`` a number, ``##`` a number of ten or more, ``old|young*`` either of the two.
At each word the longest term wins; an exact word goes before a stem.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from sys import intern
from typing import Generic, TypeVar

Payload = TypeVar("Payload")

SHORTEST_STEM = 2
CACHED_WORDS = 8_000
"""Words seen before are looked up once; a flood of new ones must not grow the memory, ..."""
CACHED_STEPS = 40_000
"""... nor one of new pairs of them."""


@dataclass(frozen=True, slots=True)
class Hit(Generic[Payload]):
    """A term that stands at words ``start`` to ``end`` (exclusive), and what it means."""

    start: int
    end: int
    meanings: tuple[Payload, ...]


@dataclass(frozen=True, slots=True)
class _Entry(Generic[Payload]):
    units: tuple[str, ...]
    meanings: tuple[Payload, ...]


class _Node(Generic[Payload]):
    """The terms that begin with the words walked so far: what the one that ends here means (None
    where none does), those that go on, and where each word met before leads."""

    __slots__ = ("ends", "longer", "next", "size")

    def __init__(self, entries: Sequence[_Entry[Payload]], size: int) -> None:
        ending = (each.meanings for each in entries if len(each.units) == size)
        self.size = size
        self.ends = next(ending, None)
        self.longer = tuple(each for each in entries if len(each.units) > size)
        self.next: dict[str, _Node[Payload] | None] = {}


class Phrases(Generic[Payload]):
    """``terms`` with what each means; ``numbers`` are the number words with their values."""

    def __init__(
        self, terms: Iterable[tuple[str, Payload]], numbers: Mapping[str, int] | None = None
    ) -> None:
        meanings: dict[tuple[str, ...], list[Payload]] = {}
        for term, meaning in terms:
            # Interned: the lists say the same small words thousands of times.
            meant = meanings.setdefault(tuple(map(intern, term.split())), [])
            if meaning not in meant:
                meant.append(meaning)
        self._numbers = dict(numbers or {})
        self._by_first: dict[str, list[_Entry[Payload]]] = {}
        self._units = frozenset(chain.from_iterable(map(_choices, chain.from_iterable(meanings))))
        for units, meant in meanings.items():
            entry = _Entry(units, tuple(meant))
            for first in _choices(units[0]):
                self._by_first.setdefault(first, []).append(entry)
        self._longest_stem = max(map(len, self._units), default=0)
        self._seen: dict[str, _Node[Payload] | None] = {}
        self._steps = 0

    def find(self, forms: Sequence[str]) -> list[Hit[Payload]]:
        """The terms in ``forms`` (words in lower case) from left to right, never overlapping."""
        hits: list[Hit[Payload]] = []
        free = 0
        for at, node in enumerate(self._opened(forms)):
            if node is not None and at >= free:
                hit = self._longest(node, forms, at)
                if hit is not None:
                    hits.append(hit)
                    free = hit.end
        return hits

    def _opened(self, forms: Sequence[str]) -> list[_Node[Payload] | None]:
        """Where each of ``forms`` leads; most texts hold only words seen before."""
        try:
            return list(map(self._seen.__getitem__, forms))
        except KeyError:
            return list(map(self._look_up, forms))

    def knows(self, form: str) -> bool:
        """Whether ``form`` is a word, or begins with a stem, of some term."""
        if form in self._units:
            return True
        return any(f"{form[:size]}*" in self._units for size in self._stem_sizes(form))

    def spells(self, form: str) -> bool:
        """Whether ``form`` is a whole word of some term, or a term on its own."""
        return form in self._units or self.at([form], 0) is not None

    def at(self, forms: Sequence[str], position: int) -> Hit[Payload] | None:
        """The longest term that begins at ``position``."""
        node = self._look_up(forms[position])
        return None if node is None else self._longest(node, forms, position)

    def _longest(self, node: _Node[Payload], forms: Sequence[str], at: int) -> Hit[Payload] | None:
        """The longest term that begins at ``at``, whose word leads to ``node``."""
        found, end = node.ends, at + 1
        following: _Node[Payload] | None = node
        for place in range(at + 1, len(forms)):
            if following is None or not following.longer:
                break
            form = forms[place]
            known = following.next
            following = known[form] if form in known else self._step(following, form)
            if following is not None and following.ends is not None:
                found, end = following.ends, place + 1
        return None if found is None else Hit(at, end, found)

    def _step(self, node: _Node[Payload], form: str) -> _Node[Payload] | None:
        """Where ``form`` leads from ``node``; remembered, up to a limit."""
        if self._steps >= CACHED_STEPS:
            self._steps = 0
            self._seen.clear()
        entries = [each for each in node.longer if self._is(each.units[node.size], form)]
        self._steps += 1
        node.next[form] = following = _Node(entries, node.size + 1) if entries else None
        return following

    def _is(self, unit: str, form: str) -> bool:
        return unit == form or self._fits(unit, form)

    def _look_up(self, form: str) -> _Node[Payload] | None:
        if form not in self._seen:
            firsts = [form, *(f"{form[:size]}*" for size in self._stem_sizes(form))]
            firsts += [unit for unit in ("##", "#") if self._fits(unit, form)]
            entries = [entry for first in firsts for entry in self._by_first.get(first, ())]
            if len(self._seen) >= CACHED_WORDS:
                self._seen.clear()
            self._seen[form] = _Node(entries, 1) if entries else None
        return self._seen[form]

    def _stem_sizes(self, form: str) -> range:
        return range(min(len(form), self._longest_stem), SHORTEST_STEM - 1, -1)

    def _fits(self, unit: str, form: str) -> bool:
        """Whether ``form`` is what ``unit`` stands for, where the two are not the same."""
        if "|" in unit:
            return any(self._is(each, form) for each in _choices(unit))
        if unit[-1] == "*":
            return form.startswith(unit[:-1])
        if unit[-1] == "#":
            value = self._value(form)
            return value is not None and (unit == "#" or value >= 10)
        return False

    def _value(self, form: str) -> int | None:
        """The number that ``form`` says, by digits ("40", "1,500") or in words ("forty")."""
        digits = form.partition(".")[0].replace(",", "")
        if digits.isdecimal():
            return int(digits) if len(digits) < 10 else 10**9
        return self._numbers.get(form)


@cache
def _choices(unit: str) -> tuple[str, ...]:
    """The forms that ``unit`` lets one choose from, mostly a single one."""
    return tuple(filter(None, unit.split("|")))
