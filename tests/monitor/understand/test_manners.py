"""What is asked for, who comes back, what delighted, why they came, and what is no review."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.understand.classify import classify
from monitor.understand.manners import Manners, read
from monitor.understand.passage import prepare
from monitor.verdict import CameFor, Sentiment, Suspect

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def said(text: str, lang: str = "en") -> Manners:
    return read(prepare(text), lang)


@pytest.mark.parametrize(
    "text",
    [
        "The kettle leaked on day two and I want my money back.",
        "Three weeks gone, still waiting for my refund",
        "How do I return it?",
    ],
)
def test_somebody_wants_their_money_back(text: str) -> None:
    assert said(text).asks_refund


def test_money_that_came_back_is_not_asked_for() -> None:
    assert not said("They refunded me within the hour, no questions.").asks_refund


@pytest.mark.parametrize(
    "text",
    ["Could somebody call me about my order?", "Who do I speak to?", "Please get back to me."],
)
def test_somebody_wants_an_answer(text: str) -> None:
    assert said(text).asks_contact


@pytest.mark.parametrize(
    "text", ["See you again soon", "Third time here", "We'll be back!", "Been coming since 1998"]
)
def test_somebody_was_here_before_or_comes_again(text: str) -> None:
    assert said(text).returning


@pytest.mark.parametrize(
    "text", ["We won't be back.", "Never again", "I had to come back twice", "Nice bread"]
)
def test_who_leaves_for_good_does_not_come_again(text: str) -> None:
    assert not said(text).returning


def test_a_kindness_nobody_asked_for_is_quoted_with_its_statement() -> None:
    text = "Bought two rolls, and she threw in a bun for my boy. Nice shop."
    assert said(text).delight == "and she threw in a bun for my boy"
    long = "a " * 20 + "stayed open " + "for us " * 20
    assert len(str(said(long).delight).split()) == 12


def test_free_of_charge_is_no_delight_where_all_else_is_bad() -> None:
    verdict = classify("Disgusting, awful. Got a cockroach on the house.", 1, "en", NOW)
    assert verdict.sentiment is Sentiment.NEGATIVE
    assert verdict.delight is None
    happy = classify("Lovely people, coffee on the house!", 5, "en", NOW)
    assert happy.delight == "coffee on the house"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Came for the lunch deal, half price on Tuesdays", CameFor.DEAL),
        ("The only place that stocks rye flour", CameFor.PRODUCT),
        ("I come here because they know my name", CameFor.TREATMENT),
        ("Half price, and they know my name", CameFor.UNKNOWN),
        ("Nice bread", CameFor.UNKNOWN),
    ],
)
def test_why_they_came_is_known_where_one_reason_leads(text: str, why: CameFor) -> None:
    assert said(text).came_for is why


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Earn money from home, dm me", Suspect.SPAM),
        ("You bunch of morons, rot in hell", Suspect.ABUSE),
        ("Oops wrong restaurant, this was meant for another", Suspect.WRONG_BUSINESS),
        ("The soup was cold and nobody came", Suspect.NONE),
    ],
)
def test_what_may_be_no_honest_review_is_doubted(text: str, doubt: Suspect) -> None:
    assert said(text).suspect is doubt


def test_of_a_language_without_a_list_nothing_is_said() -> None:
    assert said("I want a refund", "und") == Manners()
    assert said("I want a refund", "../en") == Manners()
