from __future__ import annotations

import pytest

from monitor.reply import topics
from monitor.reply.phrases import Choice, Teller, languages, phrases, topic_of
from monitor.verdict import Urgency

ASPECTS = (
    "product_quality price wait_time staff_attitude staff_knowledge cleanliness opening_hours "
    "stock returns_refunds delivery order_accuracy atmosphere location_parking payment "
    "communication promise_broken safety loyalty_programme"
)


@pytest.mark.parametrize("code", languages())
def test_every_language_answers_every_aspect_of_a_complaint(code: str) -> None:
    table = phrases(code).complaint
    assert [name for name in ASPECTS.split() if topic_of(name, table) is None] == []


@pytest.mark.parametrize("code", languages())
def test_every_language_has_a_word_for_every_urgency(code: str) -> None:
    urgent = {one.value for one in Urgency} - {"none"}
    assert set(phrases(code).hold_sorry) == urgent
    assert set(phrases(code).flag) == {"abuse", "spam"}


@pytest.mark.parametrize("code", sorted(set(languages()) & set(topics.languages())))
def test_every_topic_that_is_recognised_can_be_answered(code: str) -> None:
    known, says = topics.topics(code), phrases(code)
    assert set(known.complaint) <= set(says.complaint)
    assert set(known.praise) <= set(says.praise)


def test_brackets_are_left_out_without_a_name() -> None:
    options = ["[{name}, ]thank you[, {name}]."]
    assert Teller(1, {"name": "Ana"}).tell("x", options) == "Ana, thank you, Ana."
    assert Teller(1, {"name": None}).tell("x", options) == "Thank you."


def test_what_is_filled_in_is_not_filled_in_again() -> None:
    teller = Teller(1, {"name": "Ana", "contact": "{name}"})
    assert teller.tell("x", ["Call {contact}."]) == "Call {name}."


def test_stars_fall_back_on_the_sentences_for_text() -> None:
    assert Choice(text=("a",)).of(has_text=False) == ("a",)
    assert Choice(text=("a",), stars=("b",)).of(has_text=False) == ("b",)
    assert Choice(text=("a",), stars=("b",)).of(has_text=True) == ("a",)
