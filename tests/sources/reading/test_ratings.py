"""Ratings in every spelling."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.mention import Rating
from sources.reading.ratings import read_rating


@pytest.mark.parametrize(
    ("value", "rating"),
    [
        (4, Rating(4)),
        (4.5, Rating(4.5)),
        ("5", Rating(5)),
        (" 4.5 ", Rating(4.5)),
        ("4,5", Rating(4.5)),
        ("FIVE", Rating(5)),
        ("one", Rating(1)),
        ("80%", Rating(80, 0, 100)),
        ("4/5", Rating(4)),
        ("8 / 10", Rating(8, 1, 10)),
        ("4 out of 5", Rating(4)),
        ("3.5 out of 5 stars", Rating(3.5)),
        ("4 stars", Rating(4)),
        ("★★★★☆", Rating(4)),
        ("⭐⭐⭐", Rating(3)),
        (0, Rating(0)),
    ],
)
def test_a_rating_is_read_in_its_own_scale(value: object, rating: Rating) -> None:
    assert read_rating(value) == rating


@pytest.mark.parametrize(
    ("value", "worst", "best", "rating"),
    [
        ("80", "0", "100", Rating(80, 0, 100)),
        (9, None, "10", Rating(9, 1, 10)),
        (4, "", "five", Rating(4)),
        (4, "rubbish", None, Rating(4)),
        (2, 5, 1, Rating(2, 1, 5)),
        ("8/10", None, 5, Rating(8, 1, 10)),
    ],
)
def test_the_stated_scale_counts_and_an_unreadable_one_is_one_to_five(
    value: object, worst: object, best: object, rating: Rating
) -> None:
    assert read_rating(value, worst, best) == rating


def test_a_value_outside_its_scale_is_kept_but_not_normalised() -> None:
    rating = read_rating("7")
    assert rating == Rating(7)
    assert rating.normalised is None


@pytest.mark.parametrize(
    "value",
    [
        "", " ", None, True, [], {}, "STAR_RATING_UNSPECIFIED", "1e999", "nan", "five stars of joy",
        float("nan"), float("inf"), 10**400, "9" * 1000,
    ],
)  # fmt: skip
def test_what_is_no_rating_is_none(value: object) -> None:
    assert read_rating(value) is None


@settings(max_examples=150, deadline=None)
@given(*[st.text(max_size=12) | st.floats() | st.integers() | st.none()] * 3)
def test_reading_a_rating_never_raises(value: object, worst: object, best: object) -> None:
    rating = read_rating(value, worst, best)
    if rating is not None:
        assert all(map(math.isfinite, (rating.value, rating.worst, rating.best)))
        assert rating.worst <= rating.best
