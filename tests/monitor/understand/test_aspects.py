"""What was talked about, which way, in which words."""

from __future__ import annotations

import pytest

from monitor.shop_words import ShopWords
from monitor.understand import aspects
from monitor.understand.event import EVENT
from monitor.understand.passage import prepare
from monitor.understand.said import Said
from monitor.understand.statement import LONGEST_QUOTE
from monitor.understand.vader import analyser
from monitor.verdict import AspectFinding, Polarity
from tests.monitor.understand.named import named


def said(text: str) -> set[tuple[str, str]]:
    return {(each.aspect, each.polarity.value) for each in named(text)}


def value(text: str) -> float:
    return sum(event.value for event in aspects.read(prepare(text), "en").events)


CASES = [
    ("The croissants were still warm and delicious.", ("product_quality", "pos")),
    ("yoghurts a week out of date AGAIN", ("product_quality", "neg")),
    ("My soup was cold.", ("product_quality", "neg")),
    ("Sole came off after two days", ("product_quality", "neg")),
    ("Nine quid for a sandwich? Daylight robbery.", ("price", "neg")),
    ("and it was worth every penny", ("price", "pos")),
    ("still waiting for somebody to take our order", ("wait_time", "neg")),
    ("forty minutes for two coffees", ("wait_time", "neg")),
    ("an hour and a half in the cold", ("wait_time", "neg")),
    ("served immediately", ("wait_time", "pos")),
    ("She rolled her eyes when I asked", ("staff_attitude", "neg")),
    ("they remembered my name", ("staff_attitude", "pos")),
    ("stayed open for us although it was past six", ("staff_attitude", "pos")),
    ("The lad hadn't a clue which filter fits", ("staff_knowledge", "neg")),
    ("he really knows his stuff", ("staff_knowledge", "pos")),
    ("sticky tables and a hair in my salad", ("cleanliness", "neg")),
    ("spotless", ("cleanliness", "pos")),
    ("closed. sign on the door says open til 4. it is 2.15", ("opening_hours", "neg")),
    ("Sold out by ten, every single day", ("stock", "neg")),
    ("ordered it in for me", ("stock", "pos")),
    ("they refused to refund me", ("returns_refunds", "neg")),
    ("full refund, no questions asked", ("returns_refunds", "pos")),
    ("parcel never arrived", ("delivery", "neg")),
    ("delivery was quick", ("delivery", "pos")),
    ("brought us the wrong pizza", ("order_accuracy", "neg")),
    ("exactly what I ordered", ("order_accuracy", "pos")),
    ("music far too loud", ("atmosphere", "neg")),
    ("such a cosy little place", ("atmosphere", "pos")),
    ("Nowhere to park", ("location_parking", "neg")),
    ("5 minutes from the station", ("location_parking", "pos")),
    ("I was charged twice", ("payment", "neg")),
    ("Rang three times, no answer", ("communication", "neg")),
    ("they got back to me", ("communication", "pos")),
    ("They promised it for Friday", ("promise_broken", "neg")),
    ("a piece of glass in my bread", ("safety", "neg")),
    ("wouldn't accept my voucher", ("loyalty_programme", "neg")),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_an_owner_hears_what_it_is_about(text: str, expected: tuple[str, str]) -> None:
    assert expected in said(text)


def test_each_statement_is_taken_by_itself() -> None:
    found = named("lovely cake, rude waiter, 40 minutes")
    assert found == (
        AspectFinding("product_quality", Polarity.POSITIVE, "lovely cake"),
        AspectFinding("staff_attitude", Polarity.NEGATIVE, "rude waiter"),
        AspectFinding("wait_time", Polarity.NEGATIVE, "40 minutes"),
    )


def test_but_parts_what_was_good_from_what_was_bad() -> None:
    assert said("The coffee is great but the staff are rude") == {
        ("product_quality", "pos"),
        ("staff_attitude", "neg"),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the soup wasn't cold", ("product_quality", "pos")),
        ("the bread is never fresh", ("product_quality", "neg")),
        ("I never felt ignored", ("staff_attitude", "pos")),
        ("not very friendly", ("staff_attitude", "neg")),
        ("no queue", ("wait_time", "pos")),
    ],
)
def test_a_negation_turns_an_event_round(text: str, expected: tuple[str, str]) -> None:
    assert said(text) == {expected}


def test_a_negation_does_not_reach_over_a_comma_or_a_but() -> None:
    assert ("product_quality", "neg") in said("No, the soup was cold")
    assert ("product_quality", "neg") in said("not rude but cold soup")


def test_a_question_is_about_something_without_taking_a_side() -> None:
    assert said("Do you sell gluten-free bread?") == {("product_quality", "neu")}


def test_what_is_merely_named_stays_beside_what_takes_a_side() -> None:
    assert said("I came for bread. The girl was rude.") == {
        ("product_quality", "neu"),
        ("staff_attitude", "neg"),
    }
    assert said("I came for bread. The bread was stale.") == {("product_quality", "neg")}


def test_an_aspect_is_told_once_each_way() -> None:
    found = named("Stale bread. Stale buns. Rude. Stale pie. Lovely tea.")
    assert [(each.aspect, each.polarity.value) for each in found] == [
        ("product_quality", "neg"),
        ("staff_attitude", "neg"),
        ("product_quality", "pos"),
    ]


def test_a_long_statement_is_quoted_around_the_words_that_matter() -> None:
    text = "so " * 40 + "the bread was stale " + "today " * 40
    (finding,) = named(text)
    assert "stale" in finding.quote or "bread" in finding.quote
    assert len(finding.quote.split()) <= LONGEST_QUOTE


def test_events_weigh_what_vader_does_not_already_count() -> None:
    assert value("never again") < 0
    assert value("remembered my name") > 0
    assert value("rude") == 0
    assert value("no queue") > 0


def test_a_word_that_vader_takes_the_wrong_way_is_put_right() -> None:
    assert value("tasted like cardboard") < -EVENT


@pytest.mark.parametrize("text", ["would not hesitate to recommend", "couldn't be happier"])
def test_a_kindness_worded_with_a_negation_outweighs_what_vader_makes_of_it(text: str) -> None:
    assert value(text) + sum(weight for _, weight in analyser().explain(text).words) > 0


def test_a_trouble_that_did_not_happen_counts_less_than_a_kindness() -> None:
    assert 0 < value("they did not keep you waiting") <= value("they remembered my name")


def test_an_empty_text_says_nothing() -> None:
    assert aspects.read(prepare(""), "en") == Said()


def test_a_language_without_a_list_says_nothing() -> None:
    assert aspects.read(prepare("the bread was stale"), "und") == Said()


def test_the_shops_own_words_are_read_like_those_of_the_list() -> None:
    shop = ShopWords.of(
        [], {"product_quality": ["Sun-Roll", "kringl*"], "atmosphere": ["blue room", " "]}
    )
    (roll, room) = named("The sun-roll was lovely, the Blue Room awful", shop=shop)
    assert (roll.aspect, roll.polarity) == ("product_quality", Polarity.POSITIVE)
    assert (room.aspect, room.polarity) == ("atmosphere", Polarity.NEGATIVE)
    assert named("The sun-roll was lovely") == ()
    assert named("Kringles!", shop=shop)[0].aspect == "product_quality"


def test_a_negation_that_ends_a_term_turns_what_follows() -> None:
    text = "Palvelu ei ollut kovin ystävällistä"
    told = {(each.aspect, each.polarity) for each in named(text, "fi")}
    assert ("staff_attitude", Polarity.POSITIVE) not in told
