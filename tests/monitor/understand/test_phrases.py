"""Terms found by dictionary."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.understand.memo import CACHED_WORDS
from monitor.understand.phrases import CACHED_STEPS, Hit, Phrases, Shelf

UNITS = st.sampled_from(["a", "ab", "abc", "b", "ba", "ab*", "ba*", "a|ba", "#|ab", "#", "##"])


def fits(unit: str, form: str) -> bool:
    if "|" in unit:
        return any(fits(each, form) for each in unit.split("|"))
    if unit.startswith("#"):
        return form.isdigit() and (unit == "#" or int(form) >= 10)
    return form.startswith(unit[:-1]) if unit.endswith("*") else form == unit


def found(phrases: Phrases[str], text: str) -> list[tuple[str, str]]:
    words = text.split()
    return [(" ".join(words[hit.start : hit.end]), hit.meanings[0]) for hit in phrases.find(words)]


def test_the_longest_term_wins_and_its_words_are_spent() -> None:
    phrases = Phrases([("out", "a"), ("out of", "b"), ("out of date", "c"), ("date", "d")])
    assert found(phrases, "out of date out of") == [("out of date", "c"), ("out of", "b")]


def test_a_stem_matches_any_ending_and_gives_way_to_the_exact_word() -> None:
    phrases = Phrases([("mould*", "stem"), ("mouldy", "exact")])
    assert found(phrases, "mould mouldy mouldiest moul") == [
        ("mould", "stem"),
        ("mouldy", "exact"),
        ("mouldiest", "stem"),
    ]


def test_a_stem_may_stand_anywhere_in_a_term() -> None:
    phrases = Phrases([("made my * ill", "any"), ("points expir*", "end")])
    assert found(phrases, "made my daughter ill") == [("made my daughter ill", "any")]
    assert found(phrases, "points expired") == [("points expired", "end")]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("40 minutes", 1),
        ("forty minutes", 1),
        ("1,500 minutes", 1),
        ("10.5 minutes", 1),
        ("9 minutes", 0),
        ("9 hours", 1),
        ("three hours", 1),
        ("some minutes", 0),
        (f"{'9' * 5000} minutes", 1),
        ("²³ minutes", 0),
    ],
)
def test_numbers_are_read_in_digits_and_in_words(text: str, hits: int) -> None:
    phrases = Phrases([("## minutes", "long"), ("# hours", "any")], {"forty": 40, "three": 3})
    assert len(found(phrases, text)) == hits


def test_one_term_may_mean_several_things() -> None:
    phrases = Phrases([("late", "delivery"), ("late", "wait")])
    assert phrases.find(["late"]) == [Hit(0, 1, ("delivery", "wait"))]


def test_a_term_never_runs_past_the_end() -> None:
    assert Phrases([("never again", "x"), ("# of *", "y")]).find(["never"]) == []
    assert Phrases([("never again", "x"), ("# of *", "y")]).find(["5", "of"]) == []


def test_a_term_never_runs_from_one_part_of_a_text_into_the_next() -> None:
    phrases = Phrases([("cold", "a"), ("cold soup", "b"), ("soup", "c")])
    forms = ["cold", "soup", "cold", "tea", "soup"]
    assert phrases.within(forms, [(0, 1), (1, 4), (4, 4), (4, 5)]) == [
        [Hit(0, 1, ("a",))],
        [Hit(1, 2, ("c",)), Hit(2, 3, ("a",))],
        [],
        [Hit(4, 5, ("c",))],
    ]


def test_lists_on_one_shelf_find_what_each_would_find_alone() -> None:
    shelf = Shelf()
    drinks = Phrases([("cold beer", "drink"), ("# beers", "many")], {"two": 2}, shelf)
    forms = ("two", "beers", "cold", "beer")
    assert drinks.find(forms) == [Hit(0, 2, ("many",)), Hit(2, 4, ("drink",))]
    late = Phrases([("cold*", 1), ("beer beer", 2)], shelf=shelf)
    assert late.find(forms) == [Hit(2, 3, (1,))]
    assert drinks.find(forms) == [Hit(0, 2, ("many",)), Hit(2, 4, ("drink",))]
    assert late.find(("beer", "beer")) == [Hit(0, 2, (2,))]


def test_a_flood_of_new_words_does_not_grow_the_memory() -> None:
    shelf = Shelf()
    phrases = Phrases([("word1", "x")], shelf=shelf)
    phrases.find([f"word{n}" for n in range(CACHED_WORDS + 5)])
    assert len(shelf._seen) <= CACHED_WORDS
    assert len(phrases.find(["word1"])) == 1


def test_a_word_of_a_term_may_be_one_of_several() -> None:
    phrases = Phrases([("threw|chucked it|them away", "bad"), ("cold|cool* beer*|wine", "drink")])
    assert phrases.find(["chucked", "them", "away"]) == [Hit(0, 3, ("bad",))]
    assert phrases.find(["cooler", "beers"]) == [Hit(0, 2, ("drink",))]
    assert phrases.find(["cold", "wine"]) == [Hit(0, 2, ("drink",))]
    assert phrases.find(["chucked", "him", "away"]) == []
    assert phrases.find(["cold", "tea"]) == []
    assert phrases.knows("flung") is False
    assert phrases.knows("chucked") is True


def test_a_flood_of_pairs_does_not_grow_the_memory() -> None:
    phrases = Phrases([("not *", True)])
    for number in range(CACHED_STEPS + 5):
        assert phrases.find(["not", f"w{number}"])
    assert len(phrases._steps) <= CACHED_STEPS


def test_what_a_term_goes_on_with_may_be_short_or_begin_anyhow() -> None:
    phrases = Phrases([("not a*", "stem"), ("not i", "word"), ("not #|at* all", "number")])
    assert phrases.find(["not", "any"]) == [Hit(0, 2, ("stem",))]
    assert phrases.find(["not", "i"]) == [Hit(0, 2, ("word",))]
    assert phrases.find(["not", "it"]) == []
    assert phrases.find(["not", "40", "all"]) == [Hit(0, 3, ("number",))]
    assert phrases.find(["not", "attic", "all"]) == [Hit(0, 3, ("number",))]


@given(
    st.lists(st.lists(UNITS, min_size=1, max_size=3), min_size=1, max_size=6),
    st.lists(st.sampled_from(["a", "ab", "abc", "b", "ba", "7", "12"]), max_size=8),
)
def test_any_terms_are_found_as_by_looking_at_every_one(
    terms: list[list[str]], forms: list[str]
) -> None:
    """The leftmost and longest first, none overlapping; which of two alike wins is not asked."""
    phrases = Phrases((" ".join(units), True) for units in terms)
    expected, at = [], 0
    while at < len(forms):
        fitting = [
            len(units)
            for units in terms
            if len(units) <= len(forms) - at
            if all(fits(unit, form) for unit, form in zip(units, forms[at:], strict=False))
        ]
        if fitting:
            expected.append((at, at + max(fitting)))
        at += max(fitting, default=1)
    assert [(hit.start, hit.end) for hit in phrases.find(forms)] == expected


def test_a_term_cut_short_by_the_end_leaves_the_shorter_one() -> None:
    phrases = Phrases([("not", "no"), ("not at all", "never"), ("not at", "place")])
    assert phrases.find(["not", "at"]) == [Hit(0, 2, ("place",))]
    assert phrases.find(["not", "at", "home"]) == [Hit(0, 2, ("place",))]
    assert phrases.find(["not", "all"]) == [Hit(0, 1, ("no",))]
    assert phrases.find(["not"]) == [Hit(0, 1, ("no",))]
