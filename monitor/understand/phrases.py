"""Words and phrases found in a text by dictionary, in one pass, whatever their number.

A term is one or more units, separated by spaces: ``fresh`` is that word, ``mould*`` any word
that begins so, ``#`` a number, ``##`` a number of ten or more. At each word the longest term
wins; an exact word goes before a stem.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Payload = TypeVar("Payload")

SHORTEST_STEM = 2
CACHED_WORDS = 20_000
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


class Phrases(Generic[Payload]):
    """``terms`` with what each means; ``numbers`` are the number words with their values."""

    def __init__(
        self, terms: Iterable[tuple[str, Payload]], numbers: Mapping[str, int] | None = None
    ) -> None:
        meanings: dict[tuple[str, ...], list[Payload]] = {}
        for term, meaning in terms:
            meanings.setdefault(tuple(term.split()), []).append(meaning)
        self._numbers = dict(numbers or {})
        self._by_first: dict[str, list[_Entry[Payload]]] = {}
        for units, meant in meanings.items():
            entry = _Entry(units, tuple(meant))
            self._by_first.setdefault(units[0], []).append(entry)
        self._longest_stem = max(map(len, self._by_first), default=0)
        self._seen: dict[str, tuple[_Entry[Payload], ...]] = {}

    def find(self, forms: Sequence[str]) -> list[Hit[Payload]]:
        """The terms in ``forms`` (words in lower case) from left to right, never overlapping."""
        hits: list[Hit[Payload]] = []
        at = 0
        while at < len(forms):
            hit = self._hit(forms, at)
            if hit is None:
                at += 1
            else:
                hits.append(hit)
                at = hit.end
        return hits

    def _hit(self, forms: Sequence[str], at: int) -> Hit[Payload] | None:
        for entry in self._candidates(forms[at]):
            end = at + len(entry.units)
            if end <= len(forms) and all(map(self._fits, entry.units[1:], forms[at + 1 : end])):
                return Hit(at, end, entry.meanings)
        return None

    def _candidates(self, form: str) -> tuple[_Entry[Payload], ...]:
        """The terms that may begin with ``form``, best first."""
        found = self._seen.get(form)
        if found is None:
            firsts = [form, *(f"{form[:size]}*" for size in self._stem_sizes(form))]
            firsts += [unit for unit in ("##", "#") if self._fits(unit, form)]
            entries = [entry for first in firsts for entry in self._by_first.get(first, ())]
            entries.sort(key=lambda entry: -len(entry.units))
            if len(self._seen) >= CACHED_WORDS:
                self._seen.clear()
            found = self._seen[form] = tuple(entries)
        return found

    def _stem_sizes(self, form: str) -> range:
        return range(min(len(form), self._longest_stem), SHORTEST_STEM - 1, -1)

    def _fits(self, unit: str, form: str) -> bool:
        if unit == form:
            return True
        if unit.endswith("*"):
            return form.startswith(unit[:-1])
        if unit in ("#", "##"):
            value = self._value(form)
            return value is not None and (unit == "#" or value >= 10)
        return False

    def _value(self, form: str) -> int | None:
        """The number that ``form`` says, by digits ("40", "1,500") or in words ("forty")."""
        digits = form.partition(".")[0].replace(",", "")
        if digits.isdecimal():
            return int(digits) if len(digits) < 10 else 10**9
        return self._numbers.get(form)
