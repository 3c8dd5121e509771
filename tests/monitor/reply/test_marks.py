from __future__ import annotations

import pytest

from monitor.reply.marks import MOST_WORDS, spans
from monitor.reply.review import Review

SORE = Review(1, "The NHS CARD READER was off", "Ann")
GLAD = Review(5, "Lovely", "Ann")


def noticed(text: str, review: Review = SORE, profile: str | None = None) -> set[str]:
    return {span.move for span in spans(text, review, profile)}


@pytest.mark.parametrize(
    "text",
    ["WE ARE NOT AMUSED", "NO DOGS. NO EXCEPTIONS.", "МЫ НЕ ВИНОВАТЫ", "THIS IS A RULE FOR ALL"],
)
def test_three_words_in_capitals_are_shouting(text: str) -> None:
    assert noticed(text) == {"shouting"}


@pytest.mark.parametrize("text", ["The FAQ and VAT", "OK, Al", "I am A B C D", "סליחה על הכול"])
def test_short_forms_are_not_shouting(text: str) -> None:
    assert not noticed(text)


def test_capitals_known_from_review_or_shop_are_not_shouting() -> None:
    assert not noticed("The NHS CARD READER works again.")
    assert not noticed("THE BIG RED BAKERY", profile="THE BIG RED BAKERY")


@pytest.mark.parametrize("text", ["We are full!!", "Really?!", "Why??"])
def test_piled_marks_are_shouting_at_a_complaint_and_joy_at_praise(text: str) -> None:
    assert noticed(text) == {"shouting"}
    assert not noticed(text, GLAD)


@pytest.mark.parametrize("text", ["Sure 🙄", "Great taste ;)"])
def test_a_mocking_face_is_sarcasm_at_a_complaint(text: str) -> None:
    assert noticed(text) == {"sarcasm"}
    assert not noticed(text, GLAD)


@pytest.mark.parametrize(
    "text", ["Dear [Name]", "Hi {{first}}", "Dear <customer>", "Call XXX", "From: ____", "TODO"]
)
def test_a_gap_in_a_template_is_a_placeholder(text: str) -> None:
    assert "placeholder" in noticed(text, GLAD)


def test_a_long_reply_is_a_wall_of_text() -> None:
    assert not noticed("word " * MOST_WORDS)
    assert noticed("word " * (MOST_WORDS + 1)) == {"wall_of_text"}
