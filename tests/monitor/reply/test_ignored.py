from __future__ import annotations

import pytest

from monitor.reply.ignored import empty
from monitor.reply.review import Review
from monitor.reply.spans import Span
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


def test_set_phrases_that_fill_an_answer_to_a_complaint_are_no_answer() -> None:
    text = "Your opinion is important to us."
    noticed = [Span("boilerplate", 0, len(text))]
    assert list(empty(text, REVIEW, noticed)) == [Span("ignores_point", 0, len(text))]
    assert list(empty(text, REVIEW, [])) == []
    assert list(empty(text, Review(5, REVIEW.text, None), noticed)) == []


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


LONG = (
    "Thank you for your message about the jacket. We looked at the jacket and the zip with the "
    "colleague who sold it, we looked at the box it came in, at the shelf where it hung, at the "
    "list of the day and at the one of the day before, and at the papers of the maker, who has "
    "made jackets for us for many years and whose zips come from a firm that everybody in the "
    "trade knows, which we then called, where a friendly lady explained how a zip is made, how "
    "it is tested, how it is packed and how it travels, and that cold, damp, salt and sand are "
    "all things that a zip meets in its life, of which the one in the jacket met some, it seems, "
    "on its way to the shop, in the van, in the rain of that week, and on the hanger by the door, "
    "as happens to jackets that hang by a door in a town at the sea."
)


def test_going_on_and_on_before_owning_anything_is_an_excuse() -> None:
    assert "excuse" in {one.move for one in lint(LONG, lang="en", review=REVIEW)}
    owned = f"That was our mistake. {LONG}"
    assert "excuse" not in {one.move for one in lint(owned, lang="en", review=REVIEW)}


def test_where_nothing_is_written_nothing_can_be_shown() -> None:
    assert not lint("", lang="en", review=REVIEW)
