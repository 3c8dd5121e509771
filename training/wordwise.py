"""What single words say of a text, as logistic regressions side by side, one for each column.

They are fitted over the words of a text, over their beginnings and over where the encoder of
``training.meaning`` places them, so that what is learnt in one language holds in the others. What
comes out is a number for each word and column, and no encoder is needed to add them up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from monitor.understand import ngrams
from monitor.understand.letters import fold_term
from monitor.understand.passage import prepare
from training.encoded import Floats, Places

Double = NDArray[np.float64]
Value = TypeVar("Value", Floats, Double)

NEAR = 3.0
"""Places are scaled down by so much, beside words that count for themselves."""
EPOCHS = 12
BATCH = 128
RATE, PLACE_RATE, START_RATE = 0.25, 0.02, 0.05
LOUDER = 8.0
HOLD, PLACE_HOLD = 1e-5, 2e-4
SEED = 20261122
STEPS = 127
LOUDEST = 0.9999
"""The few rows beyond this share of all are taken for that loud."""
STEM_OF = 3
"""From so many words on what they have in common stands for others that begin alike."""


@dataclass(frozen=True, slots=True)
class Learned:
    """``codes`` are those of ``ngrams.names`` in rising order, ``rows`` a byte for each column of
    each: its distance from 128 times the column's ``step``; ``start`` is added once a text."""

    codes: NDArray[np.uint32]
    rows: NDArray[np.uint8]
    step: Floats
    start: Floats


Row = tuple[str, frozenset[str], float]
"""A text, the columns that hold of it, and what it counts."""


def words_of(text: str) -> list[str]:
    """The words of ``text`` as the reader looks them up."""
    return [ngrams.fold(form) for form in ngrams.words(prepare(text)) if form[:1].isalpha()]


def spellings(words: Iterable[str]) -> dict[str, list[str]]:
    """Those of ``words`` that the reader spells alike, by that spelling; in rising order."""
    found: dict[str, list[str]] = {}
    for word in sorted(words):
        found.setdefault(ngrams.fold(fold_term(word)), []).append(word)
    return found


def numbered(texts: Iterable[Iterable[str]]) -> dict[int, int]:
    """A number for each code by which a word of ``texts`` may be known, in rising order."""
    codes = {code for words in texts for word in words for code in ngrams.names(word)}
    return {code: at for at, code in enumerate(sorted(codes))}


def learn(places: Places, rows: Sequence[Row], columns: Sequence[str]) -> Learned:
    """What each word of ``places`` and ``rows`` says about each of ``columns``."""
    middle: Double = np.mean(list(places.values()), axis=0, dtype=np.float64)
    where = {
        spelt: np.mean([places[word] - middle for word in alike], axis=0)
        for spelt, alike in spellings(places).items()
    }
    texts = [words_of(text) for text, _, _ in rows]
    sums = np.stack([_sum(words, where, len(middle)) for words in texts]).astype(np.float32)
    spread = sums[: sum(weight == 1.0 for _, _, weight in rows)].std(axis=0) * NEAR
    labels = np.array([[column in told for column in columns] for _, told, _ in rows], np.float32)
    weights = np.array([weight for _, _, weight in rows], np.float32)
    column = numbered(texts)
    known_by, slope, start = _fit(_counts(texts, column), sums / spread, labels, weights)
    slope /= spread[:, None]
    known: dict[str, Floats] = {}
    for word in sorted({*where, *(word for words in texts for word in words)}):
        met = [column[code] for code in ngrams.names(word) if code in column]
        known[word] = known_by[met].sum(axis=0)
        if word in where:
            known[word] = known[word] + (where[word] @ slope).astype(np.float32)
    return Learned(*rounded(known, STEPS, LOUDEST), start)


def table(codes: NDArray[np.uint32], rows: NDArray[np.uint8]) -> bytes:
    """``codes`` in rising order and a row for each, as ``monitor.understand.rows`` reads them."""
    return codes.astype("<u4").tobytes() + rows.tobytes()


def _sum(words: Sequence[str], where: Mapping[str, Double], width: int) -> Double:
    """The places of a text's words added up, over the root of how many words it has."""
    own = [where[word] for word in words if word in where]
    total: Double = np.sum(own, axis=0) if own else np.zeros(width)
    total /= max(len(words), 1) ** 0.5
    return total


def _counts(texts: Sequence[Sequence[str]], column: Mapping[int, int]) -> csr_matrix:
    """How often each word and each beginning stands in each text, over the same root; which
    ``column`` is a code's own."""
    values: list[float] = []
    columns: list[int] = []
    ends = [0]
    for words in texts:
        counted = Counter(column[code] for word in words for code in ngrams.names(word))
        columns += counted
        values += [times / len(words) ** 0.5 for times in counted.values()]
        ends.append(len(columns))
    shape = (len(texts), len(column))
    return csr_matrix((np.array(values, np.float32), columns, ends), shape=shape)


def _fit(
    known: csr_matrix, placed: Floats, labels: Floats, weights: Floats
) -> tuple[Floats, Floats, Floats]:
    """Logistic regressions side by side, by Adagrad on small batches: what each bucket, each
    direction among the places, and a text as such adds to each aspect."""
    dice = np.random.default_rng(SEED)
    width = labels.shape[1]
    table, slope = (np.zeros((of.shape[1], width), np.float32) for of in (known, placed))
    share = np.average(labels, axis=0, weights=weights)
    start = np.log((share + 1e-4) / (1 - share)).astype(np.float32)
    paces = [np.full(of.shape, 1e-2, np.float32) for of in (table, slope, start)]
    for _ in range(EPOCHS):
        order = dice.permutation(len(labels))
        for begin in range(0, len(order), BATCH):
            chosen = order[begin : begin + BATCH]
            batch = known[chosen]
            columns = np.unique(batch.indices)
            small = batch[:, columns]
            logits = small @ table[columns] + placed[chosen] @ slope + start
            wrong = (1 / (1 + np.exp(-logits)) - labels[chosen]) * weights[chosen, None]
            step = small.T @ wrong * LOUDER / len(chosen) + HOLD * table[columns]
            paces[0][columns] += step**2
            table[columns] -= RATE * step / np.sqrt(paces[0][columns])
            step = placed[chosen].T @ wrong * LOUDER / len(chosen) + PLACE_HOLD * slope
            paces[1] += step**2
            slope -= PLACE_RATE * step / np.sqrt(paces[1])
            step = wrong.mean(axis=0)
            paces[2] += step**2
            start -= START_RATE * step / np.sqrt(paces[2])
    return table, slope, start


def rounded(
    known: Mapping[str, Floats], steps: int, loudest: float
) -> tuple[NDArray[np.uint32], NDArray[np.uint8], Floats]:
    """The codes of words that are ``known`` and of beginnings that enough share, in rising order;
    a row of bytes for each, ``steps`` levels on either side of the byte that says nothing; and
    what a step of each column is worth, the few beyond ``loudest`` of all taken for that loud."""
    rows = by_code(known)
    codes = sorted(rows)
    every = np.stack([rows[code] for code in codes])
    step = (np.quantile(np.abs(every), loudest, axis=0) / steps).astype(np.float32)
    levels = np.clip(np.rint(every / step), -steps, steps) + steps + 1
    return np.array(codes, np.uint32), levels.astype(np.uint8), step


def by_code(rows: Mapping[str, Value]) -> dict[int, Value]:
    """The row of each folded word by its code, and the mean of those that begin alike."""
    found: dict[int, Value] = {}
    stems: dict[int, list[Value]] = {}
    for word, row in rows.items():
        own, *shorter = ngrams.names(word)
        found[own] = row
        for stem in shorter:
            stems.setdefault(stem, []).append(row)
    for stem, listed in stems.items():
        if len(listed) >= STEM_OF:
            found.setdefault(stem, np.mean(listed, axis=0))
    return found
