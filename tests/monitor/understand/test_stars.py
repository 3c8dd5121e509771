"""The stars on their own."""

from __future__ import annotations

import math

import pytest

from monitor.understand.stars import read
from monitor.verdict import Sentiment


@pytest.mark.parametrize(
    ("stars", "sentiment", "score"),
    [
        (1.0, Sentiment.NEGATIVE, -1.0),
        (2.0, Sentiment.NEGATIVE, -0.5),
        (2.5, Sentiment.NEGATIVE, -0.25),
        (3.0, Sentiment.NEUTRAL, 0.0),
        (3.5, Sentiment.POSITIVE, 0.25),
        (4.0, Sentiment.POSITIVE, 0.5),
        (5.0, Sentiment.POSITIVE, 1.0),
    ],
)
def test_stars_are_a_reading_too(stars: float, sentiment: Sentiment, score: float) -> None:
    reading = read(stars)
    assert (reading.sentiment, reading.score) == (sentiment, score)
    assert reading.reasons == (f"{stars:g} of 5 stars.",)


def test_the_ends_of_the_scale_are_surer_than_the_middle() -> None:
    assert read(1).confidence > read(2).confidence > read(3).confidence


@pytest.mark.parametrize("stars", [0, 0.9, 5.1, -1, 100, math.nan, math.inf, -math.inf])
def test_a_rating_off_the_scale_is_unread_and_says_so(stars: float) -> None:
    reading = read(stars)
    assert reading.sentiment is Sentiment.UNKNOWN
    assert reading.reasons


def test_no_rating_is_unread_without_a_word() -> None:
    assert read(None).reasons == ()
