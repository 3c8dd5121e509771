"""The learned weights made small, and how they are learned."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("scipy")

from monitor.understand import ngrams
from monitor.understand.model import Model
from monitor.understand.passage import prepare
from training import fit, matrix, meaning, pack

TEXTS = ["Hyvä kahvi", "Tyly myyjä", "Kävin eilen", "Hyvä myyjä", "Tyly kahvi", "Kävin kahvilla"]
LABELS = np.array([2, 0, 1, 2, 0, 1])


@pytest.fixture(scope="module")
def weights() -> fit.Weights:
    rows = matrix.build(TEXTS)
    return fit.fit(rows, LABELS, np.ones(6, np.float32), np.zeros(6, bool), epochs=40)


NOBODY = np.zeros(0, np.uint32)
SILENT = meaning.Learned(NOBODY, np.zeros((0, 3), np.uint8), (0.0, 0.0, 0.0), (0.0, 0.0, 0.0))

DEAF = pack.Packed(bytes(ngrams.BUCKETS), (0.0,) * 32, (0.0,) * 8, (0.0, 0.0))


def packed(weights: fit.Weights, keep: int = 10_000) -> pack.Packed:
    rows = matrix.build(TEXTS)
    return pack.pack(weights, np.bincount(rows.indices, minlength=rows.shape[1]), keep)


def test_what_was_learned_is_what_the_reader_says(weights: fit.Weights) -> None:
    reader = Model(
        pack.write(packed(weights), DEAF, SILENT, {"version": "t", "blend": {}, "taught": []})
    )
    logits = matrix.build(TEXTS) @ weights.table + weights.bias
    for text, (low, middle, high) in zip(TEXTS, logits, strict=True):
        weighed = reader.weigh(prepare(text), "fi")
        assert weighed.side == pytest.approx(high - low, abs=0.4)
        assert weighed.plain == pytest.approx(middle - (high + low) / 2, abs=0.4)


def test_learning_twice_gives_the_same_bytes(weights: fit.Weights) -> None:
    again = fit.fit(
        matrix.build(TEXTS), LABELS, np.ones(6, np.float32), np.zeros(6, bool), epochs=40
    )
    written = [pack.write(packed(each), DEAF, SILENT, {}) for each in (again, weights)]
    assert written[0] == written[1]


def test_only_the_heaviest_weights_are_kept(weights: fit.Weights) -> None:
    every, few = (sum(map(bool, packed(weights, keep).table)) for keep in (10_000, 20))
    # Weights as heavy as the lightest one kept are kept too.
    assert 20 <= few < every / 2


def test_nobody_asked_about_neutral_learns_nothing_about_neutral() -> None:
    rows, labels = matrix.build(TEXTS[:2]), np.array([2, 0])
    learned = fit.fit(rows, labels, np.ones(2, np.float32), np.ones(2, bool))
    assert not learned.table[:, fit.NEUTRAL].any()
    assert learned.table[:, 0].any()


def test_data_sets_and_labels_are_balanced() -> None:
    weights = fit.balance([4, 2], [[0, 0, 0, 2], [0, 2]], [1.0, 2.0])
    assert weights[0] * 3 == pytest.approx(weights[3])
    assert weights[4:].sum() / weights[:4].sum() == pytest.approx(2 * 2**0.75 / 4**0.75)
