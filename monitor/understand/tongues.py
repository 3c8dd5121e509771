"""Telling languages of one script apart by short runs of letters, all languages at once.

Each run of one to four letters has a cost in each language: how unlikely it is there. The costs
of one run are kept as the digits of one large number, one digit a language, so that a single
addition adds them all, and a word seen before costs one look-up. ``data/tongues.bin`` is a line
of JSON and a compressed table; ``make model`` builds it.
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Iterable
from functools import cache
from importlib import resources
from zlib import crc32

from monitor.understand.memo import CACHED_WORDS, Memo

BUCKETS = 1 << 15
MASK = BUCKETS - 1
LONGEST = 4
LONGEST_WORD = 24
STEP = 0.1
"""One unit of cost, in nats."""
CACHED_ROWS = 8_000
"""Most words are made of few runs, and a row is a large number."""


def pieces(word: str) -> list[int]:
    """The buckets of ``word``: its runs of one to four letters, ends included."""
    marked = [char.encode(errors="replace") for char in f"<{word[:LONGEST_WORD]}>"]
    found = []
    for start in range(len(marked)):
        code = 0
        for letter in marked[start : start + LONGEST]:
            code = crc32(letter, code)
            found.append(code & MASK)
    return found


class Tongues:
    """What words cost in each of the languages ``codes``."""

    def __init__(self, blob: bytes) -> None:
        line, _, packed = blob.partition(b"\n")
        self.codes: tuple[str, ...] = tuple(json.loads(line)["codes"])
        self._table = zlib.decompress(packed)
        self._rows = Memo(self._row, CACHED_ROWS)
        self._words = Memo(self._total, CACHED_WORDS)

    def costs(self, forms: Iterable[str]) -> dict[str, float]:
        """How unlikely all ``forms`` together are in each language, in nats."""
        total = sum(map(self._words.__getitem__, forms))
        digits = array("I", total.to_bytes(4 * len(self.codes), "little"))
        return {code: cost * STEP for code, cost in zip(self.codes, digits, strict=True)}

    def _total(self, form: str) -> int:
        return sum(map(self._rows.__getitem__, pieces(form)))

    def _row(self, bucket: int) -> int:
        width = len(self.codes)
        digits = array("I", list(self._table[bucket * width : (bucket + 1) * width]))
        return int.from_bytes(digits.tobytes(), "little")


@cache
def load() -> Tongues:
    """The table that comes with the package."""
    return Tongues((resources.files(__package__) / "data" / "tongues.bin").read_bytes())
