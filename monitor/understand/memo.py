"""What was worked out for a word, kept for the next time, in bounded memory.

A few thousand words make up most of all texts, so that nearly every question is one look-up in a
dictionary. A flood of new words may not grow the memory.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")

CACHED_WORDS = 16_000
"""The 1,867 Russian texts of ``bench.speed`` have 12,100 different words, more than any other
language's: who keeps so many forgets none of them."""


class Memo(dict[Key, Value]):
    """``memo[key]`` is ``work(key)``, worked out when first asked for; at most ``limit`` are kept.

    When it is full every other one is forgotten, so that half of the frequent ones stay. Some of
    the rest are asked for again and worked out once more, which is seldom enough: what is known
    costs one look-up and nothing beside it.
    Threads may share a memo: at worst something is worked out twice.
    """

    __slots__ = ("_limit", "_work")

    def __init__(self, work: Callable[[Key], Value], limit: int) -> None:
        super().__init__()
        self._work = work
        self._limit = limit

    def __missing__(self, key: Key) -> Value:
        if len(self) >= self._limit:
            for old in list(self)[::2]:
                self.pop(old, None)
        value = self[key] = self._work(key)
        return value
