"""The trained reader of sentiment: one table of weights for every language it was trained on.

``data/model.bin`` is a line of JSON (what cannot be said in bytes) and three compressed tables. The
first two have one byte for each bucket of ``ngrams``, five bits for good or bad and three for plain
or felt: what the public texts taught, and what those from shops did. After them stand ``rows`` of
three bytes: what a word as a whole means in a shop, what it means elsewhere, and how much it
sounds of a shop (``training.meaning``). They are read when first needed.
``docs/model.md`` says what it was trained on and how well it does; ``make model`` builds it.
"""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from itertools import compress
from operator import itemgetter
from typing import NamedTuple

from monitor.understand import ngrams
from monitor.understand.blend import Blend, Blends, Weighed
from monitor.understand.memo import CACHED_WORDS, Memo
from monitor.understand.passage import Passage
from monitor.understand.rows import Rows

FILE = resources.files(__package__) / "data" / "model.bin"
FARTHEST = 30.0
"""A logit beyond this is as good as certain, and its exponential still a number."""
OVERHEARD = 0.2
"""So much of what the public ear hears counts in a shop."""


class Meanings(NamedTuple):
    """What a word as a whole, or a text, adds to the side of a text from a ``shop``, to the side
    of any other ``public`` text, and to the chance that it is from a shop; all as logits."""

    shop: float
    public: float
    gate: float


UNKNOWN = Meanings(0.0, 0.0, 0.0)


class Word(NamedTuple):
    """What a word adds on its own, to the side of a text and to its being plain, as either ear
    hears it: ``side`` and ``plain`` the public one, ``shop_side`` and ``shop_plain`` that of a
    shop; and how it opens a pair with a later one."""

    side: float
    plain: float
    shop_side: float
    shop_plain: float
    meanings: Meanings
    pieces: int
    coded: bytes
    neighbour: int
    gap: int


EMPTY: tuple[tuple[()], ...] = ((),) * len(Word._fields)
"""The columns of no words at all."""


class Ear:
    """One of the two tables of pieces, with what its bytes are worth and where its sums begin."""

    def __init__(self, table: bytes, side: Sequence[float], plain: Sequence[float]) -> None:
        self.table = table
        self.side = tuple(side[code >> 3] for code in range(256))
        self.plain = tuple(plain[code & 7] for code in range(256))

    def hear(self, codes: Sequence[int]) -> tuple[float, float]:
        """What the pieces with these ``codes``, two or more, add to side and plain."""
        weights = itemgetter(*codes)(self.table)
        return sum(itemgetter(*weights)(self.side)), sum(itemgetter(*weights)(self.plain))


class Model:
    """The header holds what each step of the tables is worth (``side``, ``plain``, ``meaning``),
    where each sum begins (``bias``, ``start``), and how many ``words`` have a row; what is of the
    pieces once for each ear. That of a shop is for the languages that it was ``taught`` in."""

    def __init__(self, blob: bytes) -> None:
        line, _, packed = blob.partition(b"\n")
        header = json.loads(line)
        self.blends = {
            code: Blends(Blend(**fitted["public"]), Blend(**fitted["shop"]))
            for code, fitted in header["blend"].items()
        }
        # One table after another, so that memory never holds them twice.
        unpacking = zlib.decompressobj()
        ears = []
        for side, plain in zip(header["side"], header["plain"], strict=True):
            ears.append(Ear(unpacking.decompress(packed, ngrams.BUCKETS), side, plain))
            packed = unpacking.unconsumed_tail
        self._ears = tuple(ears)
        self._bias: Sequence[tuple[float, float]] = header["bias"]
        self._taught = frozenset(header["taught"])
        self._steps = Meanings(*header["meaning"])
        self._start = Meanings(*header["start"])
        self._rows = Rows(unpacking.decompress(packed), header["words"], len(Meanings._fields))
        self._words = Memo(self._learn, CACHED_WORDS)

    def weigh(self, passage: Passage, lang: str) -> Weighed:
        """The feeling of ``passage``, in ``lang``, as a whole and word by word."""
        forms, cues = ngrams.tokens(passage)
        words = list(map(self._words.__getitem__, forms))
        columns = zip(*words, strict=True) if words else EMPTY
        sides, plains, own_sides, own_plains, meanings, pieces, *openings = columns
        known = 1 / max(len(words), 1) ** 0.5
        gate = self._start.gate + sum([gate for _, _, gate in meanings]) * known
        shop = 1 / (1 + math.exp(-max(min(gate, FARTHEST), -FARTHEST)))
        ear = shop if lang in self._taught else 0.0
        rest = 1 - ear * (1 - OVERHEARD)
        signs = list(map(self._words.__getitem__, cues))
        pulls = [rest * side + ear * own for side, own in zip(sides, own_sides, strict=True)]
        plain = rest * sum(plains) + ear * sum(own_plains)
        plain += sum([rest * sign.plain + ear * sign.shop_plain for sign in signs])
        aside = sum([rest * sign.side + ear * sign.shop_side for sign in signs])
        count = sum(pieces) + sum([sign.pieces for sign in signs])
        for distance, codes in enumerate(ngrams.pairs(*openings), start=1):
            for one, share in zip(self._ears, (rest, ear), strict=True):
                weights = list(map(one.table.__getitem__, codes)) if share else ()
                for at, weight in compress(enumerate(weights, start=distance), weights):
                    pulls[at] += share * one.side[weight]
                    plain += share * one.plain[weight]
            count += len(codes)
        worth = 1 / max(count, 1) ** 0.5
        pulls = [
            pull * worth + (public + shop * (own - public)) * known
            for pull, (own, public, _) in zip(pulls, meanings, strict=True)
        ]
        (side_start, plain_start), (shop_side, shop_plain) = self._bias
        start = self._start.public + shop * (self._start.shop - self._start.public)
        return Weighed(
            rest * side_start + ear * shop_side + start + sum(pulls) + aside * worth,
            rest * plain_start + ear * shop_plain + plain * worth,
            pulls,
            shop,
        )

    def _learn(self, form: str) -> Word:
        folded = ngrams.fold(form)
        codes = ngrams.pieces(folded)
        (side, plain), (shop_side, shop_plain) = (ear.hear(codes) for ear in self._ears)
        return Word(
            side,
            plain,
            shop_side,
            shop_plain,
            self._mean(folded) if form[0].isalpha() else UNKNOWN,
            len(codes),
            *ngrams.paired(folded),
        )

    def _mean(self, folded: str) -> Meanings:
        """What the word says as a whole; nothing where neither it nor its stem is known."""
        row = self._rows.of(folded)
        if not row:
            return UNKNOWN
        return Meanings(*((said - 128) * step for said, step in zip(row, self._steps, strict=True)))


@cache
def load() -> Model:
    """The model that comes with the package."""
    return Model(FILE.read_bytes())
