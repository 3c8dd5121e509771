"""Stars and names."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from bot.screens.words import ASPECTS, FACES, SENTIMENTS, STATUSES, URGENCIES, aspect_name, stars
from monitor.mention import Rating, Status
from monitor.verdict import Sentiment, Urgency


@pytest.mark.parametrize(
    ("rating", "drawn"),
    [
        (Rating(2), "★★☆☆☆"),
        (Rating(4.5), "★★★★☆ 4.5"),
        (Rating(0, worst=0), "☆☆☆☆☆"),
        (Rating(7, 1, 10), "7/10"),
        (Rating(80, 0, 100), "80/100"),
        (Rating(9), "9/5"),
        (Rating(float("nan")), ""),
        (None, ""),
    ],
)
def test_stars_are_drawn_in_the_sites_own_scale(rating: Rating | None, drawn: str) -> None:
    assert stars(rating) == drawn


def test_everything_that_is_shown_has_a_name() -> None:
    assert set(SENTIMENTS) == set(FACES) == set(Sentiment)
    assert set(URGENCIES) == set(Urgency) - {Urgency.NONE}
    assert set(STATUSES) == set(Status)


def test_an_aspect_without_a_name_is_told_readably() -> None:
    assert aspect_name("wait_time") == "the wait"
    assert aspect_name("gift_wrapping") == "gift wrapping"


def test_every_aspect_that_goodword_finds_has_a_name() -> None:
    lexicon = files("monitor.understand") / "data" / "en" / "aspects.toml"
    known = tomllib.loads(lexicon.read_text(encoding="utf-8"))["aspects"]
    assert set(known) <= set(ASPECTS)
