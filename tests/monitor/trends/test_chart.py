"""The picture: always drawn, always of the size a phone expects."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from matplotlib.image import imread

from monitor.trends.chart import HEIGHT, LAYERS, WIDTH, compact, draw
from monitor.trends.week import Week
from monitor.verdict import Sentiment
from tests.monitor.trends.test_week import count, week

NOTHING = week()
ONE_WEEK = week([count(0, 3), count(1, 1, Sentiment.NEGATIVE, stars=1)])
UNRATED = week([count(7 * back, back + 1, stars=None) for back in range(12)])
HUGE = week(
    [count(7 * back, 10**6 * (back + 1), feeling) for back in range(12) for feeling in Sentiment]
)


@pytest.mark.parametrize("drawn", [NOTHING, ONE_WEEK, UNRATED, HUGE])
def test_any_week_becomes_a_picture_for_a_phone(drawn: Week) -> None:
    picture = imread(io.BytesIO(draw(drawn)), format="png")
    assert picture.shape[:2] == (HEIGHT, WIDTH)
    assert picture.min() < picture.max()


def test_the_picture_shows_each_feeling_in_its_colour() -> None:
    picture = imread(io.BytesIO(draw(HUGE)), format="png")[:, :, :3]
    for _, _, colour in LAYERS:
        wanted = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        assert (abs(picture - wanted).max(axis=2) < 0.01).sum() > 500, colour


def test_the_same_week_gives_the_same_picture_whatever_the_shop_is_called() -> None:
    assert draw(ONE_WEEK) == draw(replace(ONE_WEEK, shop="לחם 🥖"))


@pytest.mark.parametrize(
    ("number", "written"),
    [(0, "0"), (9_999, "9999"), (10_000, "10k"), (999_499, "999k"), (999_500, "1.0M"),
     (3_400_000, "3.4M")],
)  # fmt: skip
def test_big_numbers_are_written_short(number: int, written: str) -> None:
    assert compact(number) == written
