"""What each word says of a text's aspects: "in with six buttons, home with four" names no quality.

``data/aspects.bin`` is a line of JSON and compressed ``rows``: for each word and beginning that
says something a byte for each aspect. ``training.wordwise`` makes it, from the project's own
sentences and word lists. Which way an aspect points is not learnt (``findings``).
"""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from monitor.understand import ngrams
from monitor.understand.aspects import LONGEST_QUOTE
from monitor.understand.memo import Memo
from monitor.understand.passage import Passage, Word
from monitor.understand.rows import Rows

FILE = resources.files(__package__) / "data" / "aspects.bin"
NOUGHT = 128
"""The byte that says nothing either way."""
CACHED_WORDS = 16_000


class Heard(NamedTuple):
    """The log odds of each column, and what each word says, by its place in the text; nothing
    where it is not known."""

    odds: list[float]
    rows: Sequence[bytes | None]

    def loudest(self, column: int) -> int:
        """The place of the word that says most of ``column``."""
        said = {at: row[column] for at, row in enumerate(self.rows) if row}
        return max(said, key=said.__getitem__)


class Reader:
    """The header names the ``columns``, what a ``step`` of each column is worth, where each sum
    has its ``start``, and how many words there are (``size``)."""

    def __init__(self, blob: bytes) -> None:
        line, _, packed = blob.partition(b"\n")
        header = json.loads(line)
        self.columns: list[str] = header["columns"]
        self._step: list[float] = header["step"]
        self._start: list[float] = header["start"]
        self._rows = Rows(zlib.decompress(packed), header["size"], len(self.columns))
        self._words = Memo(self._look_up, CACHED_WORDS)

    def hear(self, passage: Passage) -> Heard | None:
        """What the words of ``passage`` say together; None where none is known."""
        rows = list(map(self._words.__getitem__, ngrams.words(passage)))
        known = list(filter(None, rows))
        if not known:
            return None
        worth = (len(rows) - rows.count(None)) ** -0.5
        nought = NOUGHT * len(known)
        totals = map(sum, zip(*known, strict=True))
        columns = zip(self._start, totals, self._step, strict=True)
        return Heard(
            [start + (total - nought) * step * worth for start, total, step in columns], rows
        )

    def part(self, heard: Heard, column: int, places: range) -> float:
        """The log odds of ``column`` by the words at ``places`` alone."""
        rows = list(filter(None, heard.rows[places.start : places.stop]))
        said = sum([row[column] for row in rows]) - NOUGHT * len(rows)
        return self._start[column] + said * self._step[column] / math.sqrt(max(len(rows), 1))

    def _look_up(self, form: str) -> bytes | None:
        """The row of a word, or of what it begins with; empty where neither is known, None of what
        is no word."""
        return self._rows.of(ngrams.fold(form)) if form[:1].isalpha() else None


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
