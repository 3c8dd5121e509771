"""The learned weights made small: the lightest left out, the rest rounded to a few levels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.fit import Weights
from training.meaning import Learned
from training.outcome import packed
from training.wordwise import table

KEEP = 1_500_000
"""So many buckets keep a weight, those with the largest weight times root of occurrences."""
SIDE_STEPS = 15
PLAIN_STEPS = 3
"""Levels on each side of nought: five and three bits, one byte a bucket."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Packed:
    """``table`` has a byte a bucket; ``side`` and ``plain`` are what its steps are worth."""

    table: bytes
    side: tuple[float, ...]
    plain: tuple[float, ...]
    bias: tuple[float, float]


def pack(weights: Weights, counts: NDArray[np.int64], keep: int = KEEP) -> Packed:
    """Three classes become two numbers: good against bad, and neither against one of them."""
    negative, neutral, positive = weights.table.astype(np.float64).T
    side, plain = positive - negative, neutral - (positive + negative) / 2
    worth = np.maximum(np.abs(side), np.abs(plain) / 2) * np.sqrt(counts)
    if (worth > 0).sum() > keep:
        light = worth < np.partition(worth, -keep)[-keep]
        side[light] = plain[light] = 0
    sides, side_steps = _levels(side, SIDE_STEPS)
    plains, plain_steps = _levels(plain, PLAIN_STEPS)
    low, middle, high = (float(each) for each in weights.bias)
    return Packed(
        (side_steps.astype(np.uint8) << 3 | plain_steps.astype(np.uint8)).tobytes(),
        sides,
        plains,
        (round(high - low, 5), round(middle - (high + low) / 2, 5)),
    )


def write(public: Packed, shop: Packed, learned: Learned, header: dict[str, object]) -> bytes:
    """The file: one line of JSON, then the tables of both ears and the rows, compressed."""
    ears = (public, shop)
    steps = {
        "side": [each.side for each in ears],
        "plain": [each.plain for each in ears],
        "bias": [each.bias for each in ears],
        "meaning": learned.step,
        "start": learned.start,
        "words": len(learned.codes),
    }
    tables = public.table + shop.table + table(learned.codes, learned.rows)
    return packed(header | steps, tables)


def _levels(values: Floats, steps: int) -> tuple[tuple[float, ...], NDArray[np.int64]]:
    """Levels that lie where the values do (Lloyd), and the level of each value.

    Level 0 is nought, 1 to ``steps`` are positive, the rest negative.
    """
    heights = np.abs(values[values != 0])
    centres = np.quantile(heights, (np.arange(steps) + 0.5) / steps)
    for _ in range(25):
        nearest = np.searchsorted((centres[1:] + centres[:-1]) / 2, heights)
        sums = np.bincount(nearest, heights, steps)
        sizes = np.bincount(nearest, minlength=steps)
        centres = np.where(sizes > 0, sums / np.maximum(sizes, 1), centres)
    edges = np.concatenate([[centres[0] / 2], (centres[1:] + centres[:-1]) / 2])
    chosen = np.searchsorted(edges, np.abs(values))
    chosen = np.where((values < 0) & (chosen > 0), chosen + steps, chosen)
    rounded = [round(float(centre), 4) for centre in centres]
    levels = [0.0, *rounded, *(-each for each in rounded)]
    return (*levels, *[0.0] * ((1 << (2 * steps).bit_length()) - len(levels))), chosen
