"""Words and stars together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.understand.fusion import fuse
from monitor.understand.reading import UNREAD, Reading
from monitor.understand.stars import read as read_stars
from monitor.verdict import Sentiment

GOOD = Reading(Sentiment.POSITIVE, 0.7, 0.95, ("“lovely” pulls it up.",))
BAD = Reading(Sentiment.NEGATIVE, -0.7, 0.95, ("“rude” pulls it down.",))
FAINT = Reading(Sentiment.NEGATIVE, -0.1, 0.45, ("“wait” pulls it down.",))
PLAIN = Reading(Sentiment.NEUTRAL, 0.0, 0.3)
BOTH = Reading(Sentiment.MIXED, -0.1, 0.4)


def test_without_stars_the_words_decide() -> None:
    assert fuse(BAD, UNREAD) == BAD


def test_without_readable_words_the_stars_decide() -> None:
    assert fuse(UNREAD, read_stars(2)) == read_stars(2)


def test_with_neither_it_stays_unknown() -> None:
    reading = fuse(UNREAD, UNREAD)
    assert reading.sentiment is Sentiment.UNKNOWN
    assert reading.confidence == 0.0
    assert reading.reasons


def test_agreement_is_surer_than_either_alone() -> None:
    stars = read_stars(5)
    reading = fuse(GOOD, stars)
    assert reading.sentiment is Sentiment.POSITIVE
    assert reading.confidence > max(GOOD.confidence, stars.confidence)


@pytest.mark.parametrize(("words", "stars"), [(BAD, 5.0), (BAD, 4.0), (GOOD, 1.0), (GOOD, 2.0)])
def test_contradiction_is_mixed_and_shows_both_readings(words: Reading, stars: float) -> None:
    reading = fuse(words, read_stars(stars))
    assert reading.sentiment is Sentiment.MIXED
    assert set(words.reasons) < set(reading.reasons)
    assert f"{stars:g} of 5 stars." in reading.reasons
    assert "but the words sound" in reading.reasons[0]


@pytest.mark.parametrize("sure", [0.3, 0.6, 0.89])
def test_words_that_are_not_clear_leave_the_stars_their_say_but_cost_confidence(
    sure: float,
) -> None:
    reading = fuse(replace(BAD, confidence=sure), read_stars(5))
    assert reading.sentiment is Sentiment.POSITIVE
    assert set(BAD.reasons) < set(reading.reasons)
    assert "the words may sound bad" in reading.reasons[0]
    assert reading.confidence <= read_stars(5).confidence


def test_the_surer_the_words_are_the_less_the_stars_are_believed_against_them() -> None:
    sure = [
        fuse(replace(BAD, confidence=each), read_stars(5)).confidence for each in (0.3, 0.6, 0.8)
    ]
    assert read_stars(5).confidence == pytest.approx(sure[0])
    assert sure[0] > sure[1] > sure[2]


@pytest.mark.parametrize("words", [GOOD, BAD, BOTH])
def test_three_stars_lean_on_the_words(words: Reading) -> None:
    reading = fuse(words, read_stars(3))
    assert reading.sentiment is words.sentiment
    assert abs(reading.score) < abs(words.score)


def test_three_stars_and_plain_words_are_neutral_and_agree() -> None:
    reading = fuse(PLAIN, read_stars(3))
    assert reading.sentiment is Sentiment.NEUTRAL
    assert reading.confidence > read_stars(3).confidence


def test_plain_words_leave_the_stars_their_say() -> None:
    assert fuse(PLAIN, read_stars(1)).sentiment is Sentiment.NEGATIVE


def test_mixed_words_make_middling_stars_mixed_but_not_the_clearest_ones() -> None:
    assert fuse(BOTH, read_stars(4)).sentiment is Sentiment.MIXED
    assert fuse(BOTH, read_stars(5)).sentiment is Sentiment.POSITIVE
