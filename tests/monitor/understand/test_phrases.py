"""Terms found by dictionary."""

from __future__ import annotations

import pytest

from monitor.understand.phrases import CACHED_STEPS, CACHED_WORDS, Hit, Phrases


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


def test_a_term_can_be_asked_for_at_one_place_only() -> None:
    phrases = Phrases([("do you", "question")])
    assert phrases.at(["what", "do", "you"], 0) is None
    assert phrases.at(["what", "do", "you"], 1) == Hit(1, 3, ("question",))


def test_a_flood_of_new_words_does_not_grow_the_memory() -> None:
    phrases = Phrases([("word1", "x")])
    phrases.find([f"word{n}" for n in range(CACHED_WORDS + 5)])
    assert len(phrases._seen) <= CACHED_WORDS
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
    node = phrases._seen["not"]
    assert node is not None
    assert len(node.next) <= CACHED_STEPS


def test_a_term_cut_short_by_the_end_leaves_the_shorter_one() -> None:
    phrases = Phrases([("not", "no"), ("not at all", "never"), ("not at", "place")])
    assert phrases.find(["not", "at"]) == [Hit(0, 2, ("place",))]
    assert phrases.find(["not", "at", "home"]) == [Hit(0, 2, ("place",))]
    assert phrases.find(["not", "all"]) == [Hit(0, 1, ("no",))]
    assert phrases.find(["not"]) == [Hit(0, 1, ("no",))]
