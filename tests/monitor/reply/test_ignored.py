from __future__ import annotations

import pytest

from monitor.reply.review import Review
from monitor.reply.tone import lint

REVIEW = Review(1, "The zip of the new jacket jammed on the first day.", "Ann")


def ignored(reply: str, review: Review = REVIEW, lang: str = "en") -> bool:
    return "ignores_point" in {one.move for one in lint(reply, lang=lang, review=review)}


@pytest.mark.parametrize(
    "reply",
    [
        "Thank you for the comment. Our workshop was founded by my grandfather.",
        "Sorry to read this. Our workshop was founded by my grandfather and has been in the "
        "family ever since, through three generations and two moves, with the same old bench.",
        "Every jacket is sewn by hand from wool of the region.",
    ],
)
def test_a_reply_that_does_nothing_and_hardly_touches_the_review_ignores_the_point(
    reply: str,
) -> None:
    assert ignored(reply)


@pytest.mark.parametrize(
    "reply",
    [
        "Sorry about the jacket.",
        "That was our mistake.",
        "You are right.",
        "What happened?",
        "Bring it in and we will see to it.",
        "A jacket with a jammed zip is no joy.",
    ],
)
def test_a_reply_that_owns_agrees_asks_acts_or_speaks_to_it_does_not(reply: str) -> None:
    assert not ignored(reply)


def test_praise_and_reviews_without_a_point_cannot_be_ignored() -> None:
    assert not ignored("Thank you.", Review(5, REVIEW.text, None))
    assert not ignored("Thank you.", Review(1, "Bad!", None))
    assert not ignored("Thank you.", Review(1, None, None))


def test_a_reply_of_set_phrases_ignores_the_point_in_any_language() -> None:
    assert ignored(
        "Arvoisa asiakas, asiakastyytyväisyys on meille tärkeää.",
        Review(2, "Takin vetoketju hajosi heti.", None),
        "fi",
    )


def test_one_set_phrase_beside_an_answer_does_not() -> None:
    assert not ignored(
        "Arvoisa asiakas, takin vetoketju vaihdetaan uuteen ja korjaamme sen samalla käynnillä.",
        Review(2, "Takin vetoketju hajosi heti.", None),
        "fi",
    )


LONG = "On the day the van left the yard at seven and reached the bridge at eight. " * 12


def test_an_answer_that_goes_on_and_on_before_it_owns_anything_is_an_excuse() -> None:
    assert "excuse" in {one.move for one in lint(LONG, lang="en", review=REVIEW)}
    owned = f"That was our mistake. {LONG}"
    assert "excuse" not in {one.move for one in lint(owned, lang="en", review=REVIEW)}


def test_thanks_alone_are_no_answer_to_a_complaint() -> None:
    assert ignored("Thank you for your message.")
