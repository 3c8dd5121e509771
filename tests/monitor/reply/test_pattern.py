from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.reply import rules, topics
from monitor.reply.pattern import PatternError, compile_phrases, fold, trimmed


def found(phrase: str, text: str) -> list[str]:
    return [
        text[slice(*trimmed(match))] for match in compile_phrases([phrase]).finditer(fold(text))
    ]


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
        ("^ read", "Read it. We read it. Hello Tom, read it.", ["Read", "read"]),
        ("*ספר", "והספר שלי, בספר, ספרים", ["והספר", "בספר"]),
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
    ["", "(a|b", "a)", "(a|)", "[]", "a | b", "*", "a*b", ".. a", "a ..", "a .. b .. c .. d .. e"],
)
def test_a_phrase_that_makes_no_sense_is_refused_when_read(phrase: str) -> None:
    with pytest.raises(PatternError, match="cannot be read"):
        compile_phrases([phrase])


def test_a_list_without_phrases_is_refused() -> None:
    with pytest.raises(PatternError, match="no phrases"):
        compile_phrases([])


@given(st.text(max_size=200))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


def every_pattern() -> list[re.Pattern[str]]:
    patterns: list[re.Pattern[str]] = []
    for code in rules.languages():
        known = rules.language(code)
        assert known is not None
        patterns += [rule.pattern for rule in known.rules]
        patterns += [rule.unless for rule in known.rules if rule.unless is not None]
        patterns += known.cues.values()
    for code in topics.languages():
        words = topics.topics(code)
        patterns += [*words.complaint.values(), *words.praise.values(), *words.grave.values()]
    return patterns


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


@settings(max_examples=12, deadline=None)
@given(st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=4))
def test_matching_takes_time_in_proportion_to_the_length(parts: list[str]) -> None:
    unit = "".join(parts)

    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        begun = time.process_time()
        for pattern in every_pattern():
            for _ in pattern.finditer(text):
                pass
        return time.process_time() - begun

    short, long = seconds(1_000), seconds(8_000)
    assert long < 8 * 4 * max(short, 0.01)
