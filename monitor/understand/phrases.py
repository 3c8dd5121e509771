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
CACHED_PAIRS = 200
CACHED_WORDS = 8_000
"""Words seen before are looked up once; a flood of new ones must not grow the memory."""


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


class _Openings(Generic[Payload]):
    """The terms that may begin with one word: the one that is that word alone, and the longer
    ones, the longest first, with those that may go on with a word met before."""

    def __init__(self, entries: Sequence[_Entry[Payload]]) -> None:
        self.alone = next((each for each in entries if len(each.units) == 1), None)
        self.longer = sorted(
            (each for each in entries if len(each.units) > 1), key=lambda each: -len(each.units)
        )
        self.going_on: dict[str, tuple[_Entry[Payload], ...]] = {}


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
        self._seen: dict[str, _Openings[Payload] | None] = {}

    def find(self, forms: Sequence[str]) -> list[Hit[Payload]]:
        """The terms in ``forms`` (words in lower case) from left to right, never overlapping."""
        hits: list[Hit[Payload]] = []
        free = 0
        for at, openings in enumerate(self._openings(forms)):
            if openings is not None and at >= free:
                hit = self._best(openings, forms, at)
                if hit is not None:
                    hits.append(hit)
                    free = hit.end
        return hits

    def _openings(self, forms: Sequence[str]) -> list[_Openings[Payload] | None]:
        """What each of ``forms`` may open; most texts hold only words seen before."""
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
        openings = self._look_up(forms[position])
        return None if openings is None else self._best(openings, forms, position)

    def _best(
        self, openings: _Openings[Payload], forms: Sequence[str], at: int
    ) -> Hit[Payload] | None:
        if openings.longer and at + 1 < len(forms):
            second = forms[at + 1]
            entries = openings.going_on.get(second)
            for entry in self._go_on(openings, second) if entries is None else entries:
                if len(entry.units) == 2 or self._follow(entry.units, forms, at):
                    return Hit(at, at + len(entry.units), entry.meanings)
        alone = openings.alone
        return None if alone is None else Hit(at, at + 1, alone.meanings)

    def _go_on(self, openings: _Openings[Payload], second: str) -> tuple[_Entry[Payload], ...]:
        """The longer terms that may go on with ``second``, the longest first."""
        if len(openings.going_on) >= CACHED_PAIRS:
            openings.going_on.clear()
        entries = tuple(each for each in openings.longer if self._is(each.units[1], second))
        openings.going_on[second] = entries
        return entries

    def _follow(self, units: tuple[str, ...], forms: Sequence[str], at: int) -> bool:
        """Whether what comes after the second word is as ``units`` say."""
        if at + len(units) > len(forms):
            return False
        return all(self._is(units[i], forms[at + i]) for i in range(2, len(units)))

    def _is(self, unit: str, form: str) -> bool:
        return unit == form or self._fits(unit, form)

    def _look_up(self, form: str) -> _Openings[Payload] | None:
        if form not in self._seen:
            firsts = [form, *(f"{form[:size]}*" for size in self._stem_sizes(form))]
            firsts += [unit for unit in ("##", "#") if self._fits(unit, form)]
            entries = [entry for first in firsts for entry in self._by_first.get(first, ())]
            if len(self._seen) >= CACHED_WORDS:
                self._seen.clear()
            self._seen[form] = _Openings(entries) if entries else None
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
