"""Known words and trained weights put together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.understand.blend import (
    FEW,
    MANY,
    Blend,
    KnownWords,
    Met,
    Weighed,
    estimate,
    heed,
    known_words,
)
from monitor.understand.event import Event
from monitor.understand.passage import prepare

BLEND = Blend(side=0.8, words=3.0, plain=0.8, start=0.0, clear=-1.0)
logits = st.floats(-1e6, 1e6)


@given(logits, logits, st.floats(-1, 1))
@settings(max_examples=100)
def test_the_chances_are_chances_and_add_up(side: float, plain: float, score: float) -> None:
    chances = estimate(BLEND, Weighed(side, plain, ()), score)
    assert sum(chances) == pytest.approx(1.0)
    assert all(0.0 <= chance <= 1.0 for chance in chances)


def test_good_and_bad_mirror_each_other() -> None:
    good = estimate(BLEND, Weighed(1.2, 0.3, ()), 0.4)
    bad = estimate(BLEND, Weighed(-1.2, 0.3, ()), -0.4)
    assert good == pytest.approx(bad[::-1])


def test_a_known_word_outweighs_a_faint_opinion() -> None:
    chances = estimate(BLEND, Weighed(0.5, 0.0, ()), -0.49)
    assert chances.negative > chances.positive


def test_words_that_mean_another_thing_together_turn_a_faint_opinion() -> None:
    faint = Weighed(-0.5, 0.0, (), shop=1.0)
    assert estimate(BLEND, faint, 0.0, Met(4.0, MANY)).positive > 0.5
    assert estimate(BLEND, faint, 0.0, Met(-4.0, MANY)).positive < estimate(BLEND, faint, 0.0)[2]


def test_a_word_or_two_and_what_is_no_shops_text_are_read_word_by_word() -> None:
    faint = Weighed(-0.5, 0.0, (), shop=1.0)
    assert estimate(BLEND, faint, 0.0, Met(4.0, 1)).positive < 0.5
    public = Weighed(-0.5, 0.0, (), shop=0.0)
    assert estimate(BLEND, public, 0.0, Met(4.0, MANY)) == estimate(BLEND, public, 0.0)


def test_in_few_words_a_known_one_weighs_more() -> None:
    doubted = Weighed(-3.5, 0.0, (), shop=1.0)
    assert estimate(BLEND, doubted, 0.8, Met(0.0, FEW)).positive < 0.5
    assert estimate(BLEND, doubted, 0.8, Met(0.0, 3)).positive > 0.5


def test_loud_words_make_neither_unlikely() -> None:
    quiet, loud = (estimate(BLEND, Weighed(0.0, 0.5, ()), score) for score in (0.0, 0.9))
    assert loud.neutral < quiet.neutral


def test_a_phrase_silences_what_its_words_say_on_their_own() -> None:
    passage = prepare("Can't fault them, lovely")
    weighed = Weighed(-1.0, 0.0, [-1.0, -0.8, 0.1, 0.7])
    heard = heed(passage, weighed, KnownWords((("Can't fault", 2.2),), 0.5))
    assert heard.pulls == [0.0, 0.0, 0.1, 0.7]
    assert heard.side == pytest.approx(0.8)


def test_where_all_words_are_turned_round_nothing_is_left_of_the_models_opinion() -> None:
    passage = prepare("Не плохо")
    weighed = Weighed(-4.0, 0.0, [-2.0, -1.0])
    heard = heed(passage, weighed, KnownWords((("Не плохо", 2.2),), 0.5))
    assert (heard.pulls, heard.side) == ([0.0, 0.0], 0.0)


def test_a_single_known_word_leaves_the_model_its_opinion() -> None:
    weighed = Weighed(-1.0, 0.0, [-1.0])
    assert heed(prepare("mad"), weighed, KnownWords((("mad", 2.2),), 0.5)) == weighed


def test_only_english_is_read_by_vader() -> None:
    passage = prepare("Great, super, awesome")
    assert known_words(passage, "fi", ()).weights == ()
    assert known_words(passage, "en", ()).score > 0.5
    assert known_words(passage, "fi", (Event("super", 2.2),)).score == pytest.approx(
        0.494, abs=0.01
    )


def test_a_hyphen_inside_a_phrase_hides_none_of_its_words() -> None:
    passage = prepare("nu-i rău")
    weighed = Weighed(-3.0, 0.0, [-2.0, 0.5, -1.5], 0.5)
    heard = heed(passage, weighed, KnownWords((("nu-i rău", 2.2),), 0.5))
    assert list(heard.pulls) == [0.0, 0.5, 0.0]
