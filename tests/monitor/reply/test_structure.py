from __future__ import annotations

import pytest

from monitor.reply import structure
from monitor.reply.pattern import fold
from monitor.reply.reading import Reading
from monitor.reply.review import Review
from monitor.reply.rules import Language, Words, language

REVIEW = Review(1, "The soup was cold and the card machine did not work.", "Ann")


def english() -> Language:
    known = language("en")
    assert known is not None
    return known


def moves(reply: str, review: Review = REVIEW, known: Language | None = None) -> set[str]:
    reading = Reading(fold(reply), known or english(), review)
    return {span.move for span in (*structure.spans(reading), *structure.hints(reading))}


@pytest.mark.parametrize(
    "reply",
    [
        "We are sorry, but lunch is our busiest hour.",
        "I apologise for the soup; however, nobody eats it boiling.",
        "I am sorry if it was not to your taste.",
        "Our apologies in case somebody was short with you.",
    ],
)
def test_an_apology_taken_back_or_hung_on_an_if_is_none(reply: str) -> None:
    assert moves(reply) == {"nonapology"}


@pytest.mark.parametrize(
    "reply",
    [
        "I am sorry about the soup. Lunch is our busiest hour.",
        "I am sorry, but I could not find the evening. Could you tell me the day?",
        "I am sorry, but it was our mistake alone.",
        "That was our mistake and I am sorry, but the card machine was still dead.",
        "I am sorry that the soup was lukewarm, and if you tell me the day, I will ask.",
        "However you look at it, I am sorry.",
    ],
)
def test_an_apology_that_stands_is_left_alone(reply: str) -> None:
    assert not moves(reply)


@pytest.mark.parametrize("reply", ["The soup was not cold.", "It never was a cold soup."])
def test_a_word_of_the_complaint_denied_hints_at_a_denial(reply: str) -> None:
    assert moves(reply) == {"denial"}


@pytest.mark.parametrize(
    "reply",
    [
        "The soup should not be cold.",
        "I am sorry, it was not a cold soup that you ordered.",
        "The machine did not work, true.",
        "That was not nice.",
    ],
)
def test_regret_and_the_reviews_own_negation_deny_nothing(reply: str) -> None:
    assert not moves(reply)


def test_praise_and_reviews_without_words_cannot_be_denied() -> None:
    assert not moves("The soup was not cold.", Review(5, REVIEW.text, None))
    assert not moves("The soup was not cold.", Review(1, None, None))


def test_a_language_without_small_words_gives_no_findings() -> None:
    known = english()
    none = Words(None, None, None, None, None)
    bare = Language(known.rules, None, known.cues, {}, none, frozenset())
    said = "I am sorry, but the soup was not cold. Sorry if it was."
    assert not moves(said, known=bare)
    mute = Language(known.rules, None, {}, {}, known.words, frozenset())
    assert moves(said, known=mute) == {"denial"}
