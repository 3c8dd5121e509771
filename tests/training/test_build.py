"""Which rows teach and which are set aside."""

from __future__ import annotations

import pytest

pytest.importorskip("scipy")

from training import build, corpus


def test_about_a_tenth_is_set_aside_and_a_text_always_on_the_same_side() -> None:
    rows = tuple((f"text {at}", at % 3) for at in range(2_000))
    sets = [corpus.DataSet("en.a", "en", rows), corpus.DataSet("en.b", "en", rows[::2])]
    training, aside = build.divide(sets)
    teaching, measuring = (
        {text for each in part for text, _ in each.rows} for part in (training, aside)
    )
    assert not teaching & measuring
    assert teaching | measuring == {text for text, _ in rows}
    assert 0.08 < len(measuring) / len(rows) < 0.12


def test_a_set_that_is_all_on_one_side_is_missing_on_the_other() -> None:
    (training,), aside = build.divide([corpus.DataSet("en.a", "en", (("text 1", 0),))])
    assert training.rows == (("text 1", 0),)
    assert aside == []
