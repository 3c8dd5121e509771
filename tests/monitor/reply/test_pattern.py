from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.reply import rules, topics
from monitor.reply.pattern import Finder, PatternError, fold, sentences


def found(phrase: str, text: str) -> list[str]:
    folded = fold(text)
    matches = Finder([phrase]).matches(folded, sentences(folded))
    return [text[match.start : match.end] for match in matches]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("bot", "A bottom, a robot, a bot.", ["bot"]),
        (
            "our polic*",
            "It is our policy, our policies; ourpolicy.",
            ["our policy", "our policies"],
        ),
        ("(you|they) lie", "You lie, they lie, we lie.", ["You lie", "they lie"]),
        (
            "you [really] are",
            "you are; you really are; you never are",
            ["you are", "you really are"],
        ),
        ("sorry .. if", "Sorry to hear it, if so. Sorry. But if", ["Sorry to hear it, if"]),
        ("order #", "Order 88213, order 7.2 and my order", ["Order 88213", "order 7.2"]),
        ("order ##", "Order 88213, order 12 and order 1,234", ["Order 88213"]),
        ("^ read", "Read it. We read it. Hello Tom, read it.", ["Read", "read"]),
        ("*ספר", "והספר שלי, בספר, ספרים", ["והספר", "בספר"]),
        ("*תור", "כפתור, בתור, התור", ["בתור", "התור"]),
        ("don't", "I don’t know", ["don’t"]),
        ("gasit", "Am găsit", ["găsit"]),
        ("еще", "Ещё раз", ["Ещё"]),
    ],
)
def test_a_phrase_finds_whole_words_only(phrase: str, text: str, expected: list[str]) -> None:
    assert found(phrase, text) == expected


def test_a_gap_holds_at_most_five_words_and_a_long_gap_twelve() -> None:
    assert found("a .. b", "a 1 2 3 4 5 b")
    assert not found("a .. b", "a 1 2 3 4 5 6 b")
    twelve = " ".join("xyzuvwxyzuvw")
    assert found("a ... b", f"a {twelve} b")
    assert not found("a ... b", f"a {twelve} x b")


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "(a|b",
        "a)",
        "(a|)",
        "[]",
        "a | b",
        "*",
        "a*b",
        "* a",
        "*(a",
        ".. a",
        "a ..",
        "a .. b .. c .. d .. e",
        "(was|is) (not|n't)",
        "(was|is)n't",
    ],
)
def test_a_phrase_that_makes_no_sense_is_refused_when_read(phrase: str) -> None:
    with pytest.raises(PatternError, match="cannot be read"):
        Finder([phrase]).occurs("a", sentences("a"))


def test_letters_may_stand_before_each_of_several_words() -> None:
    finder = Finder(["*(טעות|שגיאה) שלנו"])
    assert finder.occurs("זו הטעות שלנו", sentences("זו הטעות שלנו"))
    assert finder.occurs("שגיאה שלנו", sentences("שגיאה שלנו"))
    assert not finder.occurs("הטעות שלכם", sentences("הטעות שלכם"))


def test_a_list_without_phrases_is_refused() -> None:
    with pytest.raises(PatternError, match="no phrases"):
        Finder([])


@given(st.text(max_size=200))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_sentences_end_at_marks_and_at_blanked_quotations_but_not_inside_numbers() -> None:
    text = "One 7.2 is. Two? \0\0three… Four"
    assert [text[slice(*one)].strip() for one in sentences(text)] == [
        "One 7.2 is",
        "Two",
        "",
        "three",
        "Four",
    ]


def every_finder(lang: str) -> list[Finder]:
    known = rules.language(lang)
    assert known is not None
    finders = [rule.finder for rule in known.rules]
    finders += [rule.unless for rule in known.rules if rule.unless is not None]
    words = topics.topics(lang)
    return [
        *(*finders, *known.cues.values()),
        *(*words.complaint.values(), *words.praise.values(), *words.grave.values()),
    ]


HOSTILE = [
    "you ",
    "you should ",
    "a",
    " ",
    "sorry that ",
    "your review ",
    "never ,",
    "not (",
    "é-'",
]


@pytest.mark.timeout(60)
@pytest.mark.parametrize("unit", HOSTILE)
def test_a_text_of_any_length_is_searched_to_its_end(unit: str) -> None:
    # A second or two for all phrases of English; one that goes back over what it has read takes
    # minutes by itself.
    text = (unit * 60_000)[:60_000]
    within = sentences(text)
    for finder in every_finder("en"):
        for _ in finder.matches(text, within):
            pass


def test_a_word_begins_after_what_french_elides_before_it() -> None:
    found = Finder(["addition", "essuie*"])
    text = "L'addition, qu'essuient n'addition mal'addition"
    starts = [match.start for match in found.matches(text, sentences(text))]
    assert starts == [2, 15]


def test_kazakh_phrases_are_found_without_kazakh_letters_but_not_the_other_way_round() -> None:
    late = Finder(["кешікті"])
    assert all(late.occurs(text, sentences(text)) for text in ("кешікті", "кешикти", "КЕШІКТІ"))
    assert not Finder(["торт"]).occurs("төрт", sentences("төрт"))
