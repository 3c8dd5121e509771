"""What the words of a text together say it speaks of: "in with six buttons, home with four" names
no quality, "her lips went the size of sausages" no allergy.

``data/subjects.bin`` is a line of JSON and compressed ``rows``: for each word and beginning that
says something a byte for each of some inner numbers, in which the words of a text meet. What they
come to there decides how likely each column is: that an aspect is spoken of, that well or ill is
spoken of it, that a text is urgent, and in which matter, and how whoever wrote it feels. So "cold"
can say one thing beside "soup", another beside "welcome" and a third beside "beer".
``training.inner`` makes it, from the project's own sentences and word lists.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Sequence
from functools import cache, partial
from importlib import resources
from math import tanh
from operator import mul
from typing import NamedTuple

from monitor.understand import lanes, ngrams
from monitor.understand.memo import CACHED_WORDS, Memo
from monitor.understand.passage import Passage, Word
from monitor.understand.rows import WIDTH, Rows
from monitor.understand.statement import LONGEST_QUOTE
from monitor.verdict import Polarity

FILE = resources.files(__package__) / "data" / "subjects.bin"
URGENT = "urgent"
"""The column of what is urgent in any matter."""
HURT, PLEASED = "hurt", "pleased"
"""The columns of how whoever wrote it feels."""
NOUGHT = 16
"""The byte that says nothing either way; none is twice as large, so that those of as many words as
are read add up to no more than a short lane holds."""
FINE = 1 << 12
"""An inner number, from -1 to 1, is counted in so many steps on each side of 0, and what it says of
a column too, so that up to 64 of them come to no more than a long lane holds."""


class Heard(NamedTuple):
    """What a text says: the log ``odds`` of any column; its ``inner`` numbers, from 0 to twice
    ``FINE``; and the bytes of each word, by its place, in lanes of one number: 0 where it is not
    known, None of what is no word."""

    odds: Callable[[str], float]
    inner: Sequence[int]
    rows: Sequence[int | None]


class Reader:
    """The header names the ``columns``, what a ``step`` of each inner number is worth and where its
    sum has its ``start``, what all of them say of each column (``outwards``) and what it begins
    with (``end``), and how many words there are (``size``)."""

    def __init__(self, blob: bytes) -> None:
        end = blob.index(b"\n")
        header = json.loads(blob[:end])
        self.columns: list[str] = header["columns"]
        self._places = {column: place for place, column in enumerate(self.columns)}
        self._step: list[float] = header["step"]
        self._start: list[float] = header["start"]
        outwards: list[list[float]] = header["outwards"]
        loudest = max(abs(weight) for column in outwards for weight in column)
        self._outwards = [
            [round(weight / loudest * (FINE - 1)) for weight in column] for column in outwards
        ]
        self._worth: float = loudest / (FINE - 1) / FINE
        self._end: list[float] = [
            end - sum(column) * FINE * self._worth
            for end, column in zip(header["end"], self._outwards, strict=True)
        ]
        # What one inner number says of all columns, none of it below 0.
        self._sayings = [
            lanes.pack([weight + FINE for weight in said], lanes.LONG)
            for said in zip(*self._outwards, strict=True)
        ]
        # Neither what is packed nor what comes out is copied: both are large.
        size, width = header["size"], len(self._step)
        unpacked = zlib.decompress(memoryview(blob)[end + 1 :], bufsize=size * (WIDTH + width))
        self._rows = Rows(unpacked, size, width)
        self._words = Memo(self._look_up, CACHED_WORDS)
        self._last: tuple[Passage | None, Heard | None] = (None, None)

    def hear(self, passage: Passage) -> Heard | None:
        """What the words of ``passage`` say together; None where none is known."""
        known, heard = self._last
        # The very same object: what it speaks of is asked for the aspects, then for what is grave.
        if known is not passage:
            rows = list(map(self._words.__getitem__, ngrams.words(passage)))
            heard = self._hear(rows) if any(rows) else None
            self._last = (passage, heard)
        return heard

    def part(self, heard: Heard, places: range) -> Heard:
        """What the words at ``places`` say alone."""
        rows = heard.rows[places.start : places.stop]
        return heard if len(rows) == len(heard.rows) else self._hear(rows)

    def loudest(self, heard: Heard, column: str) -> int:
        """The place of the word without which ``column`` would lose most, by its slope."""
        outwards = self._outwards[self._places[column]]
        triples = zip(outwards, heard.inner, self._step, strict=True)
        slopes = [weight * inner * (2 * FINE - inner) * step for weight, inner, step in triples]
        # What is left out is the same for all: a row of bytes that say nothing.
        said = {row: sum(map(mul, self._bytes(row), slopes)) for row in {*heard.rows} if row}
        return heard.rows.index(max(said, key=said.__getitem__))

    def _hear(self, rows: Sequence[int | None]) -> Heard:
        inner = self._meet(rows)
        said = lanes.unpack(sum(map(mul, inner, self._sayings)), len(self._end), lanes.LONG)
        # Of many columns few are asked for.
        return Heard(partial(self._odds, said, FINE * sum(inner)), inner, rows)

    def _odds(self, said: Sequence[int], nought: int, column: str) -> float:
        place = self._places[column]
        return self._end[place] + (said[place] - nought) * self._worth

    def _meet(self, rows: Sequence[int | None]) -> list[int]:
        """The inner numbers of words with these ``rows``."""
        known = list(filter(None, rows))
        worth = max(len(rows) - rows.count(None), 1) ** -0.5
        nought = NOUGHT * len(known)
        columns = zip(self._start, self._bytes(sum(known)), self._step, strict=True)
        return [
            int(tanh(start + (total - nought) * step * worth) * FINE) + FINE
            for start, total, step in columns
        ]

    def _bytes(self, row: int) -> Sequence[int]:
        return lanes.unpack(row, len(self._step), lanes.SHORT)

    def _look_up(self, form: str) -> int | None:
        """The row of a word, or of what it begins with; 0 where neither is known, None of what
        is no word."""
        if not form[:1].isalpha():
            return None
        return lanes.pack(self._rows.of(ngrams.fold(form)), lanes.SHORT)


def towards(aspect: str, polarity: Polarity) -> str:
    """The column of what speaks well, or ill, of ``aspect``."""
    return f"{aspect}:{polarity}"


def felt(odds: Callable[[str], float]) -> float:
    """How much likelier somebody is pleased than hurt, a logit, by the log ``odds`` of columns."""
    return odds(PLEASED) - odds(HURT)


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
