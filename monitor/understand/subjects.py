"""What the words of a text together say it speaks of: "in with six buttons, home with four" names
no quality, "her lips went the size of sausages" no allergy.

``data/subjects.bin`` is a line of JSON and compressed ``rows``: for each word and beginning that
says something a byte for each of some inner numbers, in which the words of a text meet. What they
come to there decides how likely each column is: the aspects, and the urgent matters. So "cold" can
say one thing beside "soup" and another beside "welcome". ``training.inner`` makes it, from the
project's own sentences and word lists. Which way an aspect points is not learnt (``findings``).
"""

from __future__ import annotations

import json
import math
import sys
import zlib
from array import array
from collections.abc import Sequence
from functools import cache
from importlib import resources
from operator import mul
from typing import NamedTuple

from monitor.understand import ngrams
from monitor.understand.aspects import LONGEST_QUOTE
from monitor.understand.memo import Memo
from monitor.understand.passage import Passage, Word
from monitor.understand.rows import Rows

FILE = resources.files(__package__) / "data" / "subjects.bin"
URGENT = "urgent"
"""The column of what is urgent in any matter."""
NOUGHT = 16
"""The byte that says nothing either way; none is twice as large, ..."""
LANE = "H"
"""... so that of as many words as are read the bytes add up to no more than two bytes hold."""
CACHED_WORDS = 16_000


class Heard(NamedTuple):
    """The inner numbers of a text, and what each word says, by its place there: its bytes as one
    number with a lane for each, so that many are added up at once. 0 where it is not known."""

    inner: list[float]
    rows: Sequence[int | None]


class Reader:
    """The header names the ``columns``, what a ``step`` of each inner number is worth and where its
    sum has its ``start``, what all of them say of each column (``outwards``) and what it begins
    with (``end``), and how many words there are (``size``)."""

    def __init__(self, blob: bytes) -> None:
        line, _, packed = blob.partition(b"\n")
        header = json.loads(line)
        self.columns: list[str] = header["columns"]
        self._step: list[float] = header["step"]
        self._start: list[float] = header["start"]
        self._outwards: list[list[float]] = header["outwards"]
        self._end: list[float] = header["end"]
        self._rows = Rows(zlib.decompress(packed), header["size"], len(self._step))
        self._words = Memo(self._look_up, CACHED_WORDS)
        self._last: tuple[Passage | None, Heard | None] = (None, None)

    def hear(self, passage: Passage) -> Heard | None:
        """What the words of ``passage`` say together; None where none is known."""
        known, heard = self._last
        # The very same object: what it speaks of is asked for the aspects, then for what is grave.
        if known is not passage:
            rows = list(map(self._words.__getitem__, ngrams.words(passage)))
            heard = Heard(self._meet(rows), rows) if any(rows) else None
            self._last = (passage, heard)
        return heard

    def odds(self, heard: Heard, column: int) -> float:
        """The log odds of ``column`` by all words."""
        return self._odds(heard.inner, column)

    def part(self, heard: Heard, column: int, places: range) -> float:
        """The same by the words at ``places`` alone."""
        return self._odds(self._meet(heard.rows[places.start : places.stop]), column)

    def loudest(self, heard: Heard, column: int) -> int:
        """The place of the word without which ``column`` would lose most, by its slope."""
        pairs = zip(self._outwards[column], heard.inner, self._step, strict=True)
        slopes = [weight * (1 - inner * inner) * step for weight, inner, step in pairs]
        # What is left out is the same for all: a row of bytes that say nothing.
        said = {row: sum(map(mul, self._lanes(row), slopes)) for row in {*heard.rows} if row}
        return heard.rows.index(max(said, key=said.__getitem__))

    def _meet(self, rows: Sequence[int | None]) -> list[float]:
        """The inner numbers of words with these ``rows``."""
        known = list(filter(None, rows))
        worth = max(len(rows) - rows.count(None), 1) ** -0.5
        nought = NOUGHT * len(known)
        columns = zip(self._start, self._lanes(sum(known)), self._step, strict=True)
        return [
            math.tanh(start + (total - nought) * step * worth) for start, total, step in columns
        ]

    def _odds(self, inner: Sequence[float], column: int) -> float:
        said: float = sum(map(mul, inner, self._outwards[column]))
        return self._end[column] + said

    def _lanes(self, row: int) -> array[int]:
        lanes = array(LANE)
        lanes.frombytes(row.to_bytes(len(self._step) * lanes.itemsize, sys.byteorder))
        return lanes

    def _look_up(self, form: str) -> int | None:
        """The row of a word, or of what it begins with; 0 where neither is known, None of what
        is no word."""
        if not form[:1].isalpha():
            return None
        row = self._rows.of(ngrams.fold(form))
        return int.from_bytes(array(LANE, list(row)).tobytes(), sys.byteorder)


def quote(passage: Passage, at: int) -> str:
    """The word at ``at`` with what stands beside it, up to the next stops."""
    words: Sequence[Word] = passage.words
    first = end = at
    while first > 0 and not words[first].opens and at - first < LONGEST_QUOTE // 2:
        first -= 1
    while end + 1 < len(words) and not words[end + 1].opens and end - first < LONGEST_QUOTE - 1:
        end += 1
    return passage.quote(words[first : end + 1])


@cache
def load() -> Reader:
    """The reader that comes with the package."""
    return Reader(FILE.read_bytes())
