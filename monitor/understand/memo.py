"""What was worked out for a word, kept for the next time, in bounded memory.

A few thousand words make up most of all texts, so that nearly every question is one look-up in a
dictionary. A flood of new words may neither grow the memory nor drive out the common ones.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar, cast

Key = TypeVar("Key")
Value = TypeVar("Value")

_NOTHING: Final = object()


class Memo(dict[Key, Value]):
    """``memo[key]`` is ``work(key)``, worked out when first asked for; at most ``limit`` are kept.

    They are kept in two halves. When the newer one is full it becomes the older one, what was in
    that is forgotten, and what is asked for again moves to the newer one. Threads may share a
    memo: at worst something is worked out twice.
    """

    __slots__ = ("_half", "_older", "_work")

    def __init__(self, work: Callable[[Key], Value], limit: int) -> None:
        super().__init__()
        self._work = work
        self._half = max(limit // 2, 1)
        self._older: dict[Key, Value | object] = {}

    def __missing__(self, key: Key) -> Value:
        if len(self) >= self._half:
            self._older = dict(self)
            self.clear()
        known = self._older.pop(key, _NOTHING)
        value = self._work(key) if known is _NOTHING else cast(Value, known)
        self[key] = value
        return value
