"""Multinomial logistic regression over hashed pieces, by Adagrad on small batches."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Floats = NDArray[np.float32]

CLASSES = 3
NEUTRAL = 1
EPOCHS = 5
RATE = 1.0
BATCH = 1024
SEED = 20261122


@dataclass(frozen=True, slots=True)
class Weights:
    """``table`` has a row for each bucket and a column for each class; ``bias`` one a class."""

    table: Floats
    bias: Floats


def softmax(logits: Floats) -> Floats:
    """Shares that add up to one in each row."""
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: Floats = shifted / shifted.sum(axis=1, keepdims=True)
    return shares


def fit(
    rows: csr_matrix,
    labels: NDArray[np.int64],
    weights: Floats,
    binary: NDArray[np.bool_],
    epochs: int = EPOCHS,
    rate: float = RATE,
) -> Weights:
    """Learn from ``rows``; where ``binary`` holds, the neutral class takes no part in the loss."""
    dice = np.random.default_rng(SEED)
    table = np.zeros((rows.shape[1], CLASSES), np.float32)
    pace = np.full(rows.shape[1], 1e-6, np.float32)
    bias = np.zeros(CLASSES, np.float32)
    for epoch in range(epochs):
        order = dice.permutation(rows.shape[0])
        step = rate * (1 - epoch / epochs)
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            batch = rows[chosen]
            columns, inverse = np.unique(batch.indices, return_inverse=True)
            small = csr_matrix(
                (batch.data, inverse, batch.indptr), shape=(len(chosen), len(columns))
            )
            logits = small @ table[columns] + bias
            logits[binary[chosen], NEUTRAL] = -1e9
            slope = softmax(logits)
            slope[np.arange(len(chosen)), labels[chosen]] -= 1
            slope *= weights[chosen, None] / len(chosen)
            gradient = small.T @ slope
            pace[columns] += (gradient**2).mean(axis=1)
            table[columns] -= step * gradient / np.sqrt(pace[columns])[:, None]
            bias -= step * 0.1 * slope.sum(axis=0)
    return Weights(table, bias)


def balance(
    sizes: list[int], labels: list[list[int]], boosts: list[float], power: float = 0.75
) -> Floats:
    """A weight for each row: data sets by their size to ``power``, labels alike within each."""
    parts = []
    for size, given, boost in zip(sizes, labels, boosts, strict=True):
        counts = np.bincount(given, minlength=CLASSES)
        present = int((counts > 0).sum())
        shares = np.divide(
            size**power * boost, counts * present, where=counts > 0, out=np.zeros(CLASSES)
        )
        parts.append(shares[np.asarray(given)])
    flat = np.concatenate(parts)
    mean: Floats = (flat / flat.mean()).astype(np.float32)
    return mean
