"""A text made ready to be read: one Unicode form, nothing invisible, cut into words once.

Every later part reads the same passage, so a verdict depends neither on trailing space nor on
whether an accent arrived as one character or as two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from monitor.understand.letters import fold

LIMIT = 8_000
"""How many characters of a text are read. What a reviewer feels is clear long before that."""

LONGEST_COMPOSITION = 4
"""At most so many characters of a decomposed text become one in its composed form."""

MARKS_IN_A_ROW = 32
"""Sorting a run of combining marks takes quadratic time in ``unicodedata``; no script needs more
than a few, and Unicode's own stream-safe format stops at 30."""

INVISIBLE = re.compile(
    "[\u00ad\u061c\u0640\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u0652]"
)
"""Joiners, direction marks, variation selectors; Hebrew and Arabic vowel points."""

WORD = re.compile(r"(\d+(?:[.,:]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*)")
"""A number, or a word with its apostrophes."""
STOPS = frozenset('.,;:!?…()[]\n"“”‘«»—–|/،؛؟。！？、，')


class Word(NamedTuple):
    """One word: ``form`` in lower case with a plain apostrophe; ``start`` and ``end`` in the text.

    ``opens`` says that punctuation or a line break stands between it and the word before.
    """

    form: str
    start: int
    end: int
    opens: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """``text`` is what is quoted; ``plain`` has its apostrophes straight; ``cut``: there was more.

    The two have the same length, so that positions hold in both. ``folded`` are the forms of
    the words, spelt as the word lists spell them.
    """

    text: str
    plain: str
    words: tuple[Word, ...]
    cut: bool
    folded: tuple[str, ...] = ()

    def quote(self, words: Sequence[Word]) -> str:
        """The stretch of text from the first of ``words`` to the last."""
        return self.text[words[0].start : words[-1].end]


def prepare(text: str) -> Passage:
    """Normalise ``text`` (NFKC), cap it at ``LIMIT`` characters and cut it into words."""
    whole = text.strip()
    known = _normalise(whole[: LIMIT * LONGEST_COMPOSITION])
    kept = known[:LIMIT].rstrip()
    cut = len(known) > LIMIT or len(whole) > LIMIT * LONGEST_COMPOSITION
    plain = kept.replace("’", "'")
    words = _words(plain)
    return Passage(kept, plain, words, cut, tuple(fold([word.form for word in words])))


def _normalise(text: str) -> str:
    if text.isascii():
        return text
    text = INVISIBLE.sub("", text)
    if not unicodedata.is_normalized("NFKC", text):
        text = INVISIBLE.sub("", unicodedata.normalize("NFKC", _thin(text)))
    return text.strip()


def _thin(text: str) -> str:
    """Leave out combining marks beyond ``MARKS_IN_A_ROW``."""
    kept: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= MARKS_IN_A_ROW:
            kept.append(char)
    return "".join(kept)


def _words(text: str) -> tuple[Word, ...]:
    cut = WORD.split(text)  # what stands between two words, a word, what stands between, ...
    bounds = list(accumulate(map(len, cut)))
    forms = "\n".join(cut[1::2]).lower().split("\n")
    opens = [between != " " and not STOPS.isdisjoint(between) for between in cut[::2]]
    opens[0] = True
    # As many as there are words: of what stands between them there is one more.
    return tuple(map(Word, forms, bounds[::2], bounds[1::2], opens))
