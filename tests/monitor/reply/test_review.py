from __future__ import annotations

import pytest

from monitor.mention import Author, Item, Kind, Rating
from monitor.reply.review import Review
from monitor.verdict import Sentiment, Verdict


@pytest.mark.parametrize(
    ("stars", "complaint"), [(1, True), (3, True), (3.5, False), (5, False), (None, False)]
)
def test_up_to_three_stars_are_a_complaint(stars: float | None, complaint: bool) -> None:
    assert Review(stars, "x", None).complaint is complaint


def test_a_review_is_read_off_an_item_on_the_scale_of_five() -> None:
    item = Item(
        "1", Kind.REVIEW, Author("Ann"), Rating(10, 0, 10), title="T", text="Hm", about="Shoe"
    )
    review = Review.of(item)
    assert review == Review(5.0, "Hm", "Ann", "T", "Shoe")
    assert review.words == "Ann\nT\nShoe\nHm"


def test_an_item_without_rating_is_a_review_without_stars() -> None:
    assert Review.of(Item("1", Kind.MENTION)).stars is None


def test_without_stars_the_verdict_tells_a_complaint() -> None:
    bad, mixed, good = (
        Verdict(each, 0.0, 1.0)
        for each in (Sentiment.NEGATIVE, Sentiment.MIXED, Sentiment.POSITIVE)
    )
    item = Item("1", Kind.MENTION, text="Hm")
    assert Review.of(item, bad).complaint
    assert Review.of(item, mixed).complaint
    assert not Review.of(item, good).complaint
    praised = Item("1", Kind.REVIEW, Author("Ann"), Rating(5.0), text="Hm")
    assert not Review.of(praised, bad).complaint
