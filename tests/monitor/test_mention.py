"""Items and ratings as values."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from monitor.mention import Item, Kind, OwnerReply, Precision, Rating, Translation
from tests.fakes.clock import START

ITEM = Item("1", Kind.REVIEW, title="Soup", text="Cold.", rating=Rating(2))


@pytest.mark.parametrize(
    ("rating", "stars"),
    [
        (Rating(1), 1.0),
        (Rating(4.5), 4.5),
        (Rating(10, 0, 10), 5.0),
        (Rating(50, 0, 100), 3.0),
        (Rating(1, 0, 1), 5.0),
        (Rating(7), None),
        (Rating(0), None),
        (Rating(3, 3, 3), None),
    ],
)
def test_every_scale_becomes_one_to_five_stars_or_honestly_nothing(
    rating: Rating, stars: float | None
) -> None:
    assert rating.stars == stars


def test_the_content_hash_follows_words_and_rating_only() -> None:
    same = [
        replace(ITEM, reply=OwnerReply("Sorry")),
        replace(ITEM, translation=Translation("Froid.")),
        replace(ITEM, url="https://a.example"),
        replace(ITEM, updated_at=START),
    ]
    other = [
        replace(ITEM, text="Cold!"),
        replace(ITEM, title=None),
        replace(ITEM, rating=None),
        replace(ITEM, rating=Rating(2, 1, 10)),
    ]
    assert {item.content_hash for item in same} == {ITEM.content_hash}
    assert ITEM.content_hash not in {item.content_hash for item in other}
    assert len({item.side_hash for item in [ITEM, *same]}) == 5


def test_a_lone_surrogate_does_not_break_the_hash() -> None:
    assert replace(ITEM, text="\ud800").content_hash


def test_words_are_title_and_text() -> None:
    assert ITEM.words == "Soup\nCold."
    assert replace(ITEM, title=None, text=None).words == ""


def test_an_item_without_an_id_or_with_a_naive_date_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="id"):
        replace(ITEM, id="")
    with pytest.raises(ValueError, match="aware"):
        replace(ITEM, published_at=datetime(2026, 1, 1), precision=Precision.DAY)  # noqa: DTZ001
    with pytest.raises(ValueError, match="precision"):
        replace(ITEM, published_at=START)
