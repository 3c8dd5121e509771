"""The linear analyser says what stock vaderSentiment says, to the bit, in linear time."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    NEGATE,
    SPECIAL_CASES,
    SentimentIntensityAnalyzer,
)

from monitor.understand.vader import LinearAnalyser, analyser
from tests.monitor.understand.work import calls

STOCK = SentimentIntensityAnalyzer()
LINEAR = LinearAnalyser()
CORPUS = Path(__file__).parents[4] / "shared/data/sentiment/dev"

LEXICON = sorted(STOCK.lexicon)
EMOJI = sorted(STOCK.emojis)
RULES = sorted(
    {*NEGATE, *BOOSTER_DICT, *SPECIAL_CASES}
    | {"but", "no", "or", "nor", "so", "this", "without", "doubt", "least", "at", "of", "great"}
)
PLAIN = [
    "the",
    "shop",
    "a",
    "was",
    "İ",
    "ΑΣ",
    "ß",
    "é",
    "don’t",
    "…",
    "!",
    "?",
    "???",
    "!!!!!",
    ".",
]
GAPS = [" ", "  ", "\n", "\t", "\u00a0", "\u3000", "", ", ", "! "]

words = st.one_of(
    st.sampled_from(LEXICON),
    st.sampled_from(RULES),
    st.sampled_from(PLAIN),
    st.sampled_from(EMOJI),
    st.text(max_size=4),
)
shapes: list[Callable[[str], str]] = [str, str, str.upper, str.title]
pieces = st.tuples(words, st.sampled_from(shapes), st.sampled_from(GAPS))
texts = st.lists(pieces, max_size=30).map(
    lambda parts: "".join(shape(word) + gap for word, shape, gap in parts)
)


@given(texts)
@settings(max_examples=400)
def test_any_text_scores_as_stock_scores_it(text: str) -> None:
    expected = STOCK.polarity_scores(text)
    assert LINEAR.polarity_scores(text) == expected
    assert LINEAR.compound(text) == LINEAR.explain(text).compound == expected["compound"]


def test_ten_thousand_seeded_texts_score_as_stock_scores_them() -> None:
    draw = random.Random(20_261_122)
    pools = [LEXICON, LEXICON, RULES, RULES, RULES, PLAIN, EMOJI]
    for _ in range(10_000):
        parts = []
        for _ in range(draw.randrange(1, 16)):
            word = draw.choice(draw.choice(pools))
            parts.append(word.upper() if draw.random() < 0.2 else word)
        text = " ".join(parts)
        assert LINEAR.polarity_scores(text) == STOCK.polarity_scores(text), text


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "but",
        "good but good but bad but good",
        "great great great BUT bad bad bad great",
        "not never so good",
        "I doubt without a doubt good",
        "no good or bad, nor nice",
        "the least good, at least good, very least good",
        "to die for, kiss of death, the bomb, yeah right, sort of good, just enough good",
        "kind of kind kind of kind",
        "😀😀 😀but😀",
        "©®😀!",
        "VERY GOOD",
        "very GOOD and VERY good",
    ],
)
def test_each_rule_and_each_quirk_is_kept(text: str) -> None:
    assert LINEAR.polarity_scores(text) == STOCK.polarity_scores(text)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the labelled texts are not here")
def test_real_english_texts_score_as_stock_scores_them() -> None:
    for file in sorted(CORPUS.glob("en.*.tsv")):
        for row in file.read_text(encoding="utf-8").split("\n")[1:500]:
            text = row.partition("\t")[0]
            expected = STOCK.polarity_scores(text)
            assert LINEAR.polarity_scores(text) == expected, text
            assert LINEAR.compound(text) == expected["compound"], text


UNITS = [
    "not a very good shop ",
    "good but bad and never so nice ",
    "😀",
    "so so so ",
    "GREAT great ",
]


@pytest.mark.parametrize("unit", UNITS)
def test_twice_the_text_is_at_most_twice_the_work(unit: str) -> None:
    short, long = (calls(LINEAR.polarity_scores, unit * n) for n in (200, 400))
    assert long <= 2.05 * short


def test_the_count_of_work_would_notice_a_square() -> None:
    short, long = (calls(STOCK.polarity_scores, "not a very good shop " * n) for n in (20, 40))
    assert long > 3 * short


class Compared(float):
    """A valence that counts how often it is compared."""

    count = 0

    def __eq__(self, other: object) -> bool:
        Compared.count += 1
        return float.__eq__(self, other)

    def __hash__(self) -> int:
        return float.__hash__(self)


def test_but_does_not_look_every_valence_up_from_the_start() -> None:
    analyser = LinearAnalyser()
    names = [f"word{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(500)]
    analyser.lexicon = {name: Compared(1 + i / 1000) for i, name in enumerate(names)}
    Compared.count = 0
    analyser.polarity_scores(" the the the ".join(names) + " but")
    assert Compared.count < 10 * len(names)


def test_words_are_explained_with_the_valence_that_counted() -> None:
    scores = LINEAR.explain("The waiter was not nice, but the cake was great 😀")
    by_word = dict(scores.words)
    assert by_word["nice"] < 0 < by_word["great"]
    assert by_word["waiter"] == 0
    assert "grinning" in by_word
    expected = STOCK.polarity_scores("The waiter was not nice, but the cake was great 😀")
    assert scores.compound == expected["compound"]


def test_words_that_the_caller_adds_to_the_lexicon_count() -> None:
    own, stock = LinearAnalyser(), SentimentIntensityAnalyzer()
    for each in (own, stock):
        each.lexicon.update({"mouldy": -3.0, "dry": -1.2})
    text = "mouldy bread, not dry but good"
    assert own.polarity_scores(text) == stock.polarity_scores(text)
    assert own.polarity_scores(text) != LINEAR.polarity_scores(text)


def test_a_process_reads_the_lexicon_once() -> None:
    assert analyser() is analyser()
