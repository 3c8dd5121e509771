"""A draft says what the owner told, and nothing beyond it."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.facts import Fact, FactKind, Facts, Happened
from monitor.reply.compose import compose
from monitor.reply.phrases import Part, phrases
from monitor.reply.platforms import PlatformProfile
from monitor.reply.wording import filled
from tests.monitor.reply.mentions import NOW, SHOP, mention

BURNT = mention("The sourdough was burnt, the queue long.", 1)


def text(facts: Facts, of: object = BURNT, rules: PlatformProfile | None = None) -> str:
    assert hasattr(of, "verdict")
    more = {} if rules is None else {"rules": rules}
    return compose(of, SHOP, NOW, facts=facts, **more).text  # type: ignore[arg-type]


def says(part: Part, within: str) -> bool:
    wordings = (filled(one, {"text": "x"}) for one in phrases("en").parts[part].text)
    return any(one is not None and one in within for one in wordings)


@pytest.mark.parametrize(
    ("happened", "part"),
    [
        (Happened.TRUE, "owned"),
        (Happened.NOT_US, "not_us"),
        (Happened.REFUNDED, "refunded"),
        (Happened.FIXED, "fixed"),
        (Happened.UNKNOWN, "clarify"),
    ],
)
def test_what_happened_is_said_as_the_owner_said_it(happened: Happened, part: Part) -> None:
    said = text(Facts(happened))
    assert says(part, said)
    others: set[Part] = {"owned", "not_us", "refunded", "fixed"} - {part}  # type: ignore[assignment]
    shared = {one for one in others if says(one, said) and part == "owned"}
    assert not shared


def test_without_an_answer_nothing_is_claimed() -> None:
    said = text(Facts())
    assert says("ownership", said)
    assert not any(says(part, said) for part in ("owned", "refunded", "fixed", "not_us"))


def test_where_it_was_not_us_nothing_is_owned() -> None:
    said = text(Facts(Happened.NOT_US))
    assert not says("ownership", said)
    assert "?" in said


def test_what_was_put_right_is_said_in_the_owners_words() -> None:
    said = text(Facts(Happened.FIXED, put_right="a new oven.\nTested"))
    assert "a new oven. Tested." in said


def test_where_money_may_not_be_spoken_of_it_is_said_to_be_settled() -> None:
    said = text(Facts(Happened.REFUNDED), rules=PlatformProfile(money=False))
    assert says("settled", said)
    assert "money" not in said


def test_a_contact_of_the_fact_book_goes_before_that_of_the_settings() -> None:
    book = (Fact(FactKind.CONTACT, "owner@corner.example"),)
    assert "owner@corner.example" in text(Facts(book=book))


def test_links_are_left_out_where_the_site_forbids_them() -> None:
    book = (Fact(FactKind.CONTACT, "www.corner.example"),)
    assert "www" in text(Facts(book=book))
    said = text(Facts(book=book), rules=PlatformProfile(links=False))
    assert "www" not in said


def test_hours_and_policy_are_told_where_they_answer_a_complaint() -> None:
    book = (
        Fact(FactKind.HOURS, "Monday to Friday 9 to 18"),
        Fact(FactKind.POLICY, "we exchange within 30 days, with or without a receipt"),
    )
    facts = Facts(book=book)
    assert "9 to 18" in text(facts, mention("The door was locked in opening hours.", 1))
    assert "30 days" in text(facts, mention("No exchange without receipt.", 1))
    assert "30 days" not in text(facts)


def test_what_the_site_forbids_or_is_out_of_date_is_not_told() -> None:
    link = Fact(FactKind.HOURS, "see www.corner.example")
    old = Fact(FactKind.HOURS, "9 to 18", until=date(2026, 1, 1))
    locked = mention("The door was locked in opening hours.", 1)
    assert "www" not in text(Facts(book=(link,)), locked, PlatformProfile(links=False))
    assert "9 to 18" not in text(Facts(book=(old,)), locked)


def test_what_was_mended_for_good_is_told_to_those_who_met_it() -> None:
    book = (
        Fact(FactKind.FIXED, "a second till since March, so that nobody must queue"),
        Fact(FactKind.FIXED, "a ramp at the door"),
        Fact(FactKind.FIXED, "new queue signs", lang="fi"),
    )
    assert "a second till since March" in text(Facts(book=book))
    assert "a second till" not in text(Facts(book=book), mention("So rude.", 1))


def test_what_was_done_beside_the_money_is_not_called_a_change() -> None:
    facts = Facts(Happened.REFUNDED, put_right="we sent a fresh loaf")
    assert says("refunded", text(facts))
    assert any(lead in text(facts) for lead in ("did: we", "done: we", "exact: we"))
    assert "changed" not in text(facts)


@pytest.mark.parametrize("told", ["8 euros given back on Monday", "We refunded all of it."])
def test_money_given_back_is_left_out_where_the_site_forbids_to_speak_of_it(told: str) -> None:
    facts = Facts(Happened.REFUNDED, put_right=told)
    assert told.rstrip(".") in text(facts)
    assert told.rstrip(".") not in text(facts, rules=PlatformProfile(money=False))


OFFERS = Facts(
    book=(
        Fact(FactKind.POLICY, "Gluten-free bread on Tuesdays"),
        Fact(FactKind.POLICY, "We exchange flowers within a week"),
    )
)


def test_a_question_is_answered_by_the_fact_that_names_the_same_thing() -> None:
    asks = mention("Do you bake bread without gluten?", question=True)
    assert "Gluten-free bread on Tuesdays" in text(OFFERS, asks)


def test_a_question_about_something_else_is_not_answered_by_whatever_fact_there_is() -> None:
    said = text(OFFERS, mention("Do you sell gift cards?", question=True))
    assert "Gluten" not in said
    assert "exchange" not in said
