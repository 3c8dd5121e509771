from __future__ import annotations

import pytest

from monitor.reply.wording import Teller, expanded, filled


def test_every_alternative_is_a_wording_of_its_own() -> None:
    assert expanded(["(So|How) good(, thanks|)."]) == (
        "So good, thanks.",
        "So good.",
        "How good, thanks.",
        "How good.",
    )


def test_parentheses_without_alternatives_stay() -> None:
    assert expanded(["At once (today)."]) == ("At once (today).",)


def test_the_same_wording_is_kept_once() -> None:
    assert expanded(["(a|a)", "a"]) == ("a",)


def test_brackets_are_left_out_where_a_field_is_empty() -> None:
    sentence = "[{name}, ]thank you[ for {things}]."
    assert filled(sentence, {"name": "Ana", "things": ""}) == "Ana, thank you."
    assert filled(sentence, {"things": "it"}) == "Thank you for it."


def test_a_sentence_that_lacks_a_field_is_none() -> None:
    assert filled("Call {contact}.", {}) is None


def test_what_is_filled_in_is_not_filled_in_again() -> None:
    assert filled("Call {contact}.", {"name": "Ana", "contact": "{name}"}) == "Call {name}."


def test_every_sentence_begins_with_a_capital() -> None:
    assert filled("[{name}, ]hello. how are you? élan.", {}) == "Hello. How are you? Élan."


LONG = ["One two three four five six.", "Six five four three two one."]


def test_a_long_sentence_is_not_told_twice_by_one_teller() -> None:
    teller = Teller("1", {})
    assert {teller.tell("x", LONG), teller.tell("x", LONG)} == set(LONG)
    assert teller.tell("x", LONG) is None
    assert teller.insist("x", LONG) in LONG


def test_what_was_said_of_late_is_passed_over() -> None:
    teller = Teller("1", {}, frozenset({"one two three four five six"}))
    assert teller.tell("x", LONG) == LONG[1]


def test_a_short_sentence_may_come_again() -> None:
    teller = Teller("1", {})
    assert teller.tell("x", ["Thank you."]) == teller.tell("x", ["Thank you."]) == "Thank you."


def test_without_a_usable_wording_nothing_is_said() -> None:
    assert Teller("1", {}).tell("x", ["{text}"]) is None
    assert Teller("1", {}).insist("x", ["{text}"]) == ""
    assert Teller("1", {}).tell("x", []) is None


@pytest.mark.parametrize("length", [1, 2, 3, 5, 7, 11, 13, 15, 30, 105])
def test_every_wording_is_reached(length: int) -> None:
    teller = Teller("1", {})
    options = [f"{number} is a number of many more words." for number in range(length)]
    assert {teller.tell("x", options) for _ in options} == set(options)
