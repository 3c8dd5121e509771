"""The linter's second voice: what it learns, and from where on it is believed."""

from __future__ import annotations

import numpy as np

from training.voice import SURE, Row, fit, matrix, threshold

NAMES = ["answers", "bare"]


def row(answers: float, bare: float, *, defensive: bool) -> Row:
    return Row("en", 1, defensive, False, {"answers": answers, "bare": bare})


ROWS = [
    *(row(0, n, defensive=True) for n in range(1, 9)),
    *(row(n, 1, defensive=False) for n in range(1, 9)),
]


def test_what_answers_gets_a_negative_weight_and_the_same_one_at_every_run() -> None:
    weights = fit(ROWS, NAMES)
    assert weights[0] < 0
    assert (fit(ROWS, NAMES) == weights).all()
    odds = matrix(ROWS, NAMES) @ weights
    assert odds[:8].min() > odds[8:].max()


def test_the_threshold_is_precise_and_never_lower_than_sure() -> None:
    odds = np.array([3.0, 2.5, 2.0, -1.0])
    nobody = np.zeros(4, bool)
    assert threshold(odds, nobody, np.array([True, True, False, False])) == 2.5
    assert threshold(odds, nobody, np.array([True, True, True, False])) == 2.0
    assert threshold(odds, nobody, np.array([True, True, True, True])) == SURE
