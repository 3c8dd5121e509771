"""The trained reader of sentiment: one table of weights for every language it was trained on.

``data/model.bin`` is a line of JSON (what cannot be said in bytes) and a compressed table with one
byte for each bucket of ``ngrams``: five bits for good or bad, three for plain or felt. It is read
when first needed. ``docs/model.md`` says what it was trained on and how well it does;
``make model`` builds it.
"""

from __future__ import annotations

import json
import zlib
from functools import cache
from importlib import resources
from typing import NamedTuple

from monitor.understand import ngrams
from monitor.understand.blend import Blend, Weighed
from monitor.understand.passage import Passage

CACHED_WORDS = 30_000
"""Words seen before are weighed once; a flood of new ones must not grow the memory."""


class Word(NamedTuple):
    """What a word adds on its own, and how it opens a pair with a later one."""

    side: float
    plain: float
    pieces: int
    coded: bytes
    neighbour: int
    gap: int


class Model:
    """``header`` holds ``side`` and ``plain`` (the value of each step) and ``bias``."""

    def __init__(self, blob: bytes) -> None:
        line, _, packed = blob.partition(b"\n")
        header = json.loads(line)
        self.version: str = header["version"]
        self.blends = {code: Blend(**fitted) for code, fitted in header["blend"].items()}
        self._bias: tuple[float, float] = tuple(header["bias"])
        self._side = tuple(header["side"][code >> 3] for code in range(256))
        self._plain = tuple(header["plain"][code & 7] for code in range(256))
        self._table = zlib.decompress(packed)
        self._words: dict[str, Word] = {}

    def weigh(self, passage: Passage) -> Weighed:
        """The feeling of ``passage`` as a whole and word by word."""
        forms, cues = ngrams.tokens(passage)
        words = [self._words.get(form) or self._learn(form) for form in forms]
        pulls = [word.side for word in words]
        plain = sum(word.plain for word in words)
        count = sum(word.pieces for word in words)
        table, sides, plains = self._table, self._side, self._plain
        for at, code in ngrams.pairs(words):
            weight = table[code]
            if weight:
                pulls[at] += sides[weight]
                plain += plains[weight]
        count += max(2 * len(words) - 3, 0)
        signs = [self._words.get(cue) or self._learn(cue) for cue in cues]
        side = sum(pulls) + sum(sign.side for sign in signs)
        plain += sum(sign.plain for sign in signs)
        count += sum(sign.pieces for sign in signs)
        worth = 1 / max(count, 1) ** 0.5
        return Weighed(
            self._bias[0] + side * worth,
            self._bias[1] + plain * worth,
            [pull * worth for pull in pulls],
        )

    def _learn(self, form: str) -> Word:
        if len(self._words) >= CACHED_WORDS:
            self._words.clear()
        folded = ngrams.fold(form)
        codes = ngrams.pieces(folded)
        weights = [weight for code in codes if (weight := self._table[code])]
        word = self._words[form] = Word(
            sum(self._side[weight] for weight in weights),
            sum(self._plain[weight] for weight in weights),
            len(codes),
            folded.encode(errors="replace"),
            ngrams.opening(folded, ngrams.NEIGHBOUR),
            ngrams.opening(folded, ngrams.GAP),
        )
        return word


@cache
def load() -> Model:
    """The model that comes with the package."""
    return Model((resources.files(__package__) / "data" / "model.bin").read_bytes())
