"""The trained reader of sentiment: one table of weights for every language it was trained on.

``data/model.bin`` is a line of JSON (what cannot be said in bytes) and four compressed tables. The
first has one byte for each bucket of ``ngrams``: five bits for good or bad, three for plain or
felt. The others have one byte for each bucket of ``ngrams.names``: what a word as a whole means
in a shop, what it means elsewhere, and how much it sounds of a shop (``training.meaning``). They
are read when first needed. ``docs/model.md`` says what it was trained on and how well it does;
``make model`` builds it.
"""

from __future__ import annotations

import json
import math
import zlib
from functools import cache
from importlib import resources
from itertools import compress
from typing import NamedTuple

from monitor.understand import ngrams
from monitor.understand.blend import Blend, Blends, Weighed
from monitor.understand.memo import Memo
from monitor.understand.passage import Passage

FILE = resources.files(__package__) / "data" / "model.bin"
FARTHEST = 30.0
"""A logit beyond this is as good as certain, and its exponential still a number."""
CACHED_WORDS = 20_000
"""Words seen before are weighed once; a flood of new ones must not grow the memory."""


class Meanings(NamedTuple):
    """What a word as a whole, or a text, adds to the side of a text from a ``shop``, to the side
    of any other ``public`` text, and to the chance that it is from a shop; all as logits."""

    shop: float
    public: float
    gate: float


UNKNOWN = Meanings(0.0, 0.0, 0.0)


class Word(NamedTuple):
    """What a word adds on its own, and how it opens a pair with a later one."""

    side: float
    plain: float
    meanings: Meanings
    pieces: int
    coded: bytes
    neighbour: int
    gap: int


NO_WORDS: tuple[tuple[()], ...] = ((),) * len(Word._fields)


class Model:
    """The header holds what each step of the tables is worth (``side``, ``plain``, ``meaning``),
    and where each sum begins (``bias``, ``start``)."""

    def __init__(self, blob: bytes) -> None:
        line, _, packed = blob.partition(b"\n")
        header = json.loads(line)
        self.version: str = header["version"]
        self.blends = {
            code: Blends(Blend(**fitted["public"]), Blend(**fitted["shop"]))
            for code, fitted in header["blend"].items()
        }
        self._bias: tuple[float, float] = tuple(header["bias"])
        self._side = tuple(header["side"][code >> 3] for code in range(256))
        self._plain = tuple(header["plain"][code & 7] for code in range(256))
        self._steps = Meanings(*header["meaning"])
        self._start = Meanings(*header["start"])
        self._table = zlib.decompress(packed)
        self._words = Memo(self._learn, CACHED_WORDS)

    def weigh(self, passage: Passage) -> Weighed:
        """The feeling of ``passage`` as a whole and word by word."""
        forms, cues = ngrams.tokens(passage)
        words = list(map(self._words.__getitem__, forms))
        sides, plains, meanings, pieces, *openings = zip(*words, strict=True) if words else NO_WORDS
        pulls = list(sides)
        plain = sum(plains)
        count = sum(pieces)
        for distance, codes in enumerate(ngrams.pairs(*openings), start=1):
            weights = list(map(self._table.__getitem__, codes))
            for at, weight in compress(enumerate(weights, start=distance), weights):
                pulls[at] += self._side[weight]
                plain += self._plain[weight]
            count += len(weights)
        signs = list(map(self._words.__getitem__, cues))
        plain += sum([sign.plain for sign in signs])
        count += sum([sign.pieces for sign in signs])
        worth = 1 / max(count, 1) ** 0.5
        known = 1 / max(len(words), 1) ** 0.5
        gate = self._start.gate + sum([gate for _, _, gate in meanings]) * known
        shop = 1 / (1 + math.exp(-max(min(gate, FARTHEST), -FARTHEST)))
        pulls = [
            pull * worth + (public + shop * (own - public)) * known
            for pull, (own, public, _) in zip(pulls, meanings, strict=True)
        ]
        start = self._start.public + shop * (self._start.shop - self._start.public)
        aside = sum([sign.side for sign in signs]) * worth
        return Weighed(
            self._bias[0] + start + sum(pulls) + aside, self._bias[1] + plain * worth, pulls, shop
        )

    def _learn(self, form: str) -> Word:
        folded = ngrams.fold(form)
        codes = ngrams.pieces(folded)
        weights = list(map(self._table.__getitem__, codes))
        return Word(
            sum(map(self._side.__getitem__, weights)),
            sum(map(self._plain.__getitem__, weights)),
            self._mean(folded) if form[0].isalpha() else UNKNOWN,
            len(codes),
            folded.encode(errors="replace"),
            ngrams.opening(folded, ngrams.NEIGHBOUR),
            ngrams.opening(folded, ngrams.GAP),
        )

    def _mean(self, folded: str) -> Meanings:
        """What the word says as a whole; nothing where neither it nor its stem is known."""
        for code in ngrams.names(folded):
            first = ngrams.BUCKETS + code
            if self._table[first]:
                places = range(first, len(self._table), ngrams.NAMES)
                values = zip(places, self._steps, strict=True)
                return Meanings(*((self._table[at] - 128) * step for at, step in values))
        return UNKNOWN


@cache
def load() -> Model:
    """The model that comes with the package."""
    return Model(FILE.read_bytes())
