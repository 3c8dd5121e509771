from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.reply.things import Thing, Things

KNOWN = Things(
    {
        "food": {
            "the bread": "bread",
            "the flat white": "flat_white",
            "the cakes": "cake*",
            "fish and chips": "fish_and_chip*",
        },
        "home": {"the flat": "flat*", "the cakewalk": "cakewalk*"},
        "general": {"הלחם": "*לחם"},
    }
)


def test_a_saying_names_nothing() -> None:
    things = Things({"home": {"the drawer": "drawer"}}, "top_drawer")
    assert things("Top drawer service.") == ()
    assert [one.name for one in things("Top drawer service. A drawer stuck.")] == ["the drawer"]


def names(text: str) -> list[str]:
    return [thing.name for thing in KNOWN(text)]


def test_a_thing_is_found_by_any_of_its_words_and_named_in_one_form() -> None:
    assert KNOWN("Bread and CAKES!") == (
        Thing("the bread", "food", 0),
        Thing("the cakes", "food", 10),
    )


def test_two_words_are_one_thing() -> None:
    assert names("A flat white in a flat") == ["the flat white", "the flat"]


def test_the_most_words_are_meant() -> None:
    assert names("Fish and chips, and bread") == ["fish and chips", "the bread"]
    assert names("fish and bread") == ["the bread"]


def test_the_longest_stem_wins() -> None:
    assert names("cakewalks") == ["the cakewalk"]


def test_particles_may_stand_before_a_word() -> None:
    assert names("והלחם") == ["הלחם"]
    assert names("אבגדלחם") == []


def test_what_is_elided_or_joined_does_not_hide_a_thing() -> None:
    assert names("l'bread bread-like the flat's") == ["the bread", "the flat"]


def test_a_thing_is_named_once() -> None:
    assert names("bread, bread, bread") == ["the bread"]


def test_a_word_never_matches_inside_another() -> None:
    assert names("gingerbread") == []


@pytest.mark.parametrize(
    "table", [{"a": "x", "b": "x"}, {"a": "*"}, {"a": "x*", "b": "x*"}, {"a": "*x*"}]
)
def test_a_word_that_is_empty_or_twofold_is_refused(table: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"word|side"):
        Things({"food": table})


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    for thing in KNOWN(text):
        assert thing.name in KNOWN.names


def test_kazakh_things_are_known_without_kazakh_letters_and_not_mixed_up_with_others() -> None:
    things = Things({"food": {"торт": "торт*", "құймақ": "құймақ*", "нан": "нан"}})
    assert [one.name for one in things("куймак пен нан")] == ["құймақ", "нан"]
    assert things("төртінші келуім") == ()
