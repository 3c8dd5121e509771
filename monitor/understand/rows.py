"""What single words say: a few bytes for each, found by the word or by what it begins with.

The codes (``ngrams.names``) of the words and beginnings that say something stand in rising order,
and beside them a row of bytes for each. A code is as wide as its hash, so that a word never met is
not taken for another one.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from monitor.understand import ngrams

CODES: Final = "I"
WIDTH = 4
"""Of a code: four bytes, the lowest first."""


class Rows:
    """``packed`` holds ``size`` codes and as many rows of ``width`` bytes."""

    def __init__(self, packed: bytes, size: int, width: int) -> None:
        # Views: a copy would hold everything twice.
        table = memoryview(packed)
        cut = size * WIDTH
        self._codes: Sequence[int] = table[:cut].cast(CODES)
        if sys.byteorder == "big":
            turned = array(CODES, self._codes)
            turned.byteswap()
            self._codes = turned
        self._rows = table[cut:]
        self._width = width

    def of(self, folded: str) -> bytes:
        """The row of a word, or of the longest of its beginnings that is known; empty where none
        is."""
        for code in ngrams.names(folded):
            at = bisect_left(self._codes, code)
            if at < len(self._codes) and self._codes[at] == code:
                return bytes(self._rows[at * self._width : (at + 1) * self._width])
        return b""
