"""Small networks over where a sentence stands (``training.encoded``): they learn in seconds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from training.encoded import Floats
from training.outcome import packed

Flags = NDArray[np.bool_]
Parts = tuple[Floats, ...]
"""Weights and starts, inwards and outwards, of one network."""

FOLDS = 5
BATCH = 128
RATE, HOLD = 2e-3, 1e-4
FADE, FADE_SQUARED, TINY = 0.9, 0.999, 1e-8
SEED = 20261122


class Manner(NamedTuple):
    """How networks are taught: how many are heard together, how many ``inner`` numbers each has,
    how often it hears everything, and how large a share of numbers is left out at random
    meanwhile, so that none is relied on."""

    networks: int
    inner: int
    rounds: int
    dropped: float


def network(even: Floats, labels: Floats, worth: Floats, seed: int, manner: Manner) -> Parts:
    """Weights and starts, inwards and outwards, of one network; ``labels`` has a column for each
    that it tells, and ``worth`` what each label counts."""
    dice = np.random.default_rng(seed)
    width, inner, columns = even.shape[1], manner.inner, labels.shape[1]
    parts = [
        drawn(dice, width, inner),
        np.zeros(inner, np.float32),
        drawn(dice, inner, columns),
        np.zeros(columns, np.float32),
    ]
    paces = [(np.zeros_like(part), np.zeros_like(part)) for part in parts]
    done = 0
    for turn in range(manner.rounds):
        order = dice.permutation(len(even))
        for begin in range(0, len(order), BATCH):
            at = order[begin : begin + BATCH]
            done += 1
            slopes = _slopes(parts, even[at], labels[at], worth[at], manner.dropped, dice)
            for part, slope, (mean, square) in zip(parts, slopes, paces, strict=True):
                mean += (1 - FADE) * (slope - mean)
                square += (1 - FADE_SQUARED) * (slope**2 - square)
                sure = np.sqrt(square / (1 - FADE_SQUARED**done)) + TINY
                part -= RATE * (1 - turn / manner.rounds) * mean / (1 - FADE**done) / sure
    return tuple(parts)


def drawn(dice: np.random.Generator, inwards: int, outwards: int) -> Floats:
    """Weights to begin with: by chance, and such that what comes out is as loud as what goes in."""
    found: Floats = (dice.normal(size=(inwards, outwards)) / inwards**0.5).astype(np.float32)
    return found


def alike(labels: Flags) -> tuple[Floats, Floats]:
    """One column, in which both classes weigh the same: labels and what each counts."""
    share = labels.mean()
    worth = np.where(labels, 0.5 / share, 0.5 / (1 - share))
    return labels[:, None].astype(np.float32), worth[:, None].astype(np.float32)


def _slopes(
    parts: Sequence[Floats],
    even: Floats,
    labels: Floats,
    worth: Floats,
    dropped: float,
    dice: np.random.Generator,
) -> Parts:
    """Which way each part should go, some numbers left out."""
    inwards, start, outwards, end = parts
    kept = 1 - dropped
    seen = even * (dice.random(even.shape) < kept) / kept
    inner = np.maximum(seen @ inwards + start, 0)
    mask = (dice.random(inner.shape) < kept) / kept
    logits = (inner * mask) @ outwards + end
    wrong = (1 / (1 + np.exp(-logits)) - labels) * worth / len(even)
    back = (wrong @ outwards.T) * mask * (inner > 0)
    found = (seen.T @ back + HOLD * inwards, back.sum(0), (inner * mask).T @ wrong, wrong.sum(0))
    return tuple(each.astype(np.float32) for each in found)


def heard(parts: Sequence[Parts], even: Floats) -> Floats:
    """The log odds of each column by all networks together."""
    said = [
        np.maximum(even @ inwards + start, 0) @ outwards + end
        for inwards, start, outwards, end in parts
    ]
    mean: Floats = np.mean(said, axis=0)
    return mean


def teach(even: Floats, labels: Floats, worth: Floats, manner: Manner) -> list[Parts]:
    """As many networks as are heard together."""
    return [network(even, labels, worth, SEED + at, manner) for at in range(manner.networks)]


def unheard(
    even: Floats, labels: Floats, worth: Floats, groups: Sequence[str], manner: Manner
) -> Floats:
    """The log odds of each sentence by a network that has heard nothing of its group."""
    folds = np.array([crc32(group.encode()) % FOLDS for group in groups])
    odds = np.zeros_like(labels)
    for fold in range(FOLDS):
        rest = folds != fold
        taught = network(even[rest], labels[rest], worth[rest], SEED, manner)
        odds[~rest] = heard([taught], even[~rest])
    return odds


def area(odds: Floats, labels: Flags) -> float:
    """How often a labelled sentence has higher odds than another (the area under ROC)."""
    order = np.argsort(np.argsort(odds, kind="stable"), kind="stable") + 1
    many = int(labels.sum())
    of_pairs = many * (len(odds) - many)
    return float((order[labels].sum() - many * (many + 1) / 2) / max(of_pairs, 1))


def tell(langs: Sequence[str], odds: Floats, labels: Flags) -> None:
    """Print how well ``odds`` tell the labelled from the others, for all and by language."""
    for lang in ("", *sorted(set(langs))):
        of = np.array([each.startswith(lang) for each in langs])
        right = area(odds[of], labels[of])
        print(f"{lang or 'all':4}{of.sum():6} sentences, auc {right:.3f}")


def write(taught: Sequence[Parts], named: Mapping[str, object], *tables: Floats) -> bytes:
    """A file as ``monitor.networks`` reads it: what is ``named``, then all numbers, compressed."""
    every = [*tables, *(part for parts in taught for part in parts)]
    header = {**named, "shapes": [part.shape for part in every]}
    numbers = b"".join(part.astype("<f2").tobytes() for part in every)
    return packed(header, numbers)
