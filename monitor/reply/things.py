"""The things that a draft may name: recognised by word in any of its forms, named in one.

A language's table gives, by trade, the form in which its frames name a thing, and the words
that show it: ``"the roses" = "rose roses"``. A word may end in ``*`` for any ending and begin
with ``*`` for up to three Hebrew particles before it; ``flat_white`` is two words, and of all that
begin at one place the thing with the most words is meant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from monitor.reply.pattern import fold, plain

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_PARTICLES = frozenset("והבלמשכ")
_LONGEST_PREFIX = 3
_SHORTEST_STEM = 2
_SAYING = "sayings"


class Thing(NamedTuple):
    """One thing named in a review: as a draft names it, whose trade it is, and where it stands."""

    name: str
    trade: str
    start: int


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    trade: str


class Things:
    """Finds the things of one language in a text; ``sayings`` are words that name nothing ("from
    scratch"). Raises ValueError for a word given twice."""

    def __init__(self, table: Mapping[str, Mapping[str, str]], sayings: str = "") -> None:
        self._whole: dict[str, _Entry] = {}
        self._stems: dict[str, _Entry] = {}
        self._prefixed: dict[str, _Entry] = {}
        self._most_words = 1
        self.names: frozenset[str] = frozenset(name for trade in table.values() for name in trade)
        for trade, rows in table.items():
            for name, words in rows.items():
                for word in words.split():
                    self._add(word, _Entry(name, trade))
        for saying in sayings.split():
            self._add(saying, _Entry(saying, _SAYING))
        for where in (self._whole, self._stems):
            for bare, entry in [*where.items()]:
                # What is spelt so by right goes first.
                where.setdefault(plain(bare), entry)

    def _add(self, word: str, entry: _Entry) -> None:
        bare = fold(word.strip("*").replace("_", " ")).casefold()
        self._most_words = max(self._most_words, bare.count(" ") + 1)
        wheres = [self._stems if word.endswith("*") else self._whole]
        if word.startswith("*"):
            wheres = [self._prefixed]
            if word.endswith("*"):
                raise ValueError(f'"{word}" may have a * on one side only')
        for where in wheres:
            if not bare or where.setdefault(bare, entry).name != entry.name:
                raise ValueError(f'the word "{word}" is empty, or stands for two things')

    def __call__(self, text: str) -> tuple[Thing, ...]:
        """The things that ``text`` names, each once, in the order in which it names them."""
        found = [(one.group().casefold(), one.start()) for one in _WORD.finditer(fold(text))]
        words = [word for word, _ in found]
        told: dict[str, Thing] = {}
        at = 0
        while at < len(words):
            entry, count = self._first(words[at : at + self._most_words])
            if entry is not None and entry.trade != _SAYING:
                told.setdefault(entry.name, Thing(entry.name, entry.trade, found[at][1]))
            at += count
        return tuple(told.values())

    def _first(self, words: list[str]) -> tuple[_Entry | None, int]:
        """What the first of ``words`` stand for, and how many of them stand for it."""
        for count in range(len(words), 1, -1):
            before, run = " ".join(words[: count - 1]), " ".join(words[:count])
            entry = self._entry(run, beyond=len(before))
            if entry is not None:
                return entry, count
        for part in (words[0], *re.split(r"['’-]", words[0])):
            entry = self._entry(part)
            if entry is not None:
                return entry, 1
        return None, 1

    def _entry(self, word: str, beyond: int = _SHORTEST_STEM - 1) -> _Entry | None:
        """What ``word`` stands for; stems of no more than ``beyond`` letters do not count."""
        if word in self._whole:
            return self._whole[word]
        for cut in range(_LONGEST_PREFIX + 1):
            if word[cut:] in self._prefixed and _PARTICLES.issuperset(word[:cut]):
                return self._prefixed[word[cut:]]
        for length in range(len(word), beyond, -1):
            if word[:length] in self._stems:
                return self._stems[word[:length]]
        return None
