"""What a text speaks of without naming it: "in with six buttons, home with four" is about quality.

``data/aspects.bin`` is a line of JSON and two compressed tables: the buckets (``ngrams.names``) of
the words and beginnings that say something, in rising order, and for each of them a byte for
each aspect. ``training.wordwise`` makes it, from the project's own sentences and word lists. Which
way an aspect points is not learnt: the text as a whole says it.
"""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from monitor.understand import ngrams
from monitor.understand.aspects import LONGEST_QUOTE
from monitor.understand.memo import Memo
from monitor.understand.passage import Passage, Word
from monitor.verdict import AspectFinding, Polarity, Sentiment

FILE = resources.files(__package__) / "data" / "aspects.bin"
NOUGHT = 128
"""The byte that says nothing either way."""
LIKELY = -0.3
"""From this logit on an aspect is told. At even odds a third fewer of those that are meant would be
heard, and hardly more of those told would be right (docs/model.md)."""
CACHED_WORDS = 12_000
POLARITY = {Sentiment.POSITIVE: Polarity.POSITIVE, Sentiment.NEGATIVE: Polarity.NEGATIVE}


class Hunch(NamedTuple):
    """An aspect, and the place among the words of the text of the one that says most of it."""

    aspect: str
    at: int


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
        tables = zlib.decompress(packed)
        self._codes = array("I")
        self._codes.frombytes(tables[: header["size"] * self._codes.itemsize])
        if sys.byteorder == "big":
            self._codes.byteswap()
        self._rows = tables[header["size"] * self._codes.itemsize :]
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

    def hunches(self, passage: Passage) -> Iterator[Hunch]:
        """What ``passage`` seems to speak of."""
        heard = self.hear(passage)
        if heard is None:
            return
        for column, odds in enumerate(heard.odds):
            if odds > LIKELY:
                yield Hunch(self.columns[column], heard.loudest(column))

    def _look_up(self, form: str) -> bytes | None:
        """The row of a word, or of what it begins with; empty where neither is known, None of what
        is no word."""
        if not form[:1].isalpha():
            return None
        for code in ngrams.names(ngrams.fold(form)):
            at = bisect_left(self._codes, code)
            if at < len(self._codes) and self._codes[at] == code:
                width = len(self.columns)
                return self._rows[at * width : (at + 1) * width]
        return b""


def findings(
    passage: Passage, sentiment: Sentiment, named: Sequence[AspectFinding]
) -> tuple[AspectFinding, ...]:
    """``named``, and the aspects of ``passage`` beyond them; nothing of a text without a side, nor
    of one whose words are all named already."""
    polarity = POLARITY.get(sentiment)
    if polarity is None:
        return tuple(named)
    told = {each.aspect for each in named}
    return (
        *named,
        *(
            AspectFinding(hunch.aspect, polarity, quote(passage, hunch.at), named=False)
            for hunch in load().hunches(passage)
            if hunch.aspect not in told
        ),
    )


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
