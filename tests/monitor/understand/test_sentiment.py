"""What the words say."""

from __future__ import annotations

import pytest

from monitor.understand import aspects, sentiment
from monitor.understand.blend import known_words
from monitor.understand.event import Event
from monitor.understand.language import Language, detect
from monitor.understand.passage import prepare
from monitor.understand.reading import Reading
from monitor.understand.vader import analyser
from monitor.verdict import Sentiment

ENGLISH = Language("en", 0.9)


def read(text: str, *events: Event, language: Language = ENGLISH) -> Reading:
    return sentiment.read(prepare(text), language, events)


def test_in_english_the_words_named_are_vaders_own() -> None:
    text = "The cake was great, but the waiter was rude!"
    known = known_words(prepare(text), "en", ())
    assert known.score == analyser().polarity_scores(text)["compound"]
    assert read(text).reasons == ("“rude” pulls it down.", "“great” pulls it up.")


def test_the_model_speaks_where_english_holds_no_word_that_is_known() -> None:
    reading = read("Flavourless, greasy and undercooked")
    assert reading.sentiment is Sentiment.NEGATIVE
    assert "down" in reading.reasons[0]


def test_another_language_is_explained_by_the_words_that_weigh_most() -> None:
    reading = read("Ruoka oli huonoa", language=Language("fi", 0.9))
    assert reading.sentiment is Sentiment.NEGATIVE
    assert "“huonoa”" in reading.reasons[0]


def test_an_event_speaks_where_no_word_feels() -> None:
    reading = read("It is two and they are closed", Event("closed", -2.2))
    assert reading.sentiment is Sentiment.NEGATIVE
    assert reading.reasons == ("“closed” pulls it down.",)


def test_the_heaviest_words_of_each_side_are_named_the_deciding_side_first() -> None:
    reading = read("Lovely, great, excellent, wonderful cake and one rude waiter")
    assert reading.reasons == (
        "“great”, “lovely” and “excellent” pull it up.",
        "“rude” pulls it down.",
    )


def test_a_word_turned_round_is_shown_with_its_negation() -> None:
    assert read("it was not very good").reasons == ("“not very good” pulls it down.",)


def test_a_word_turned_round_by_an_idiom_is_shown_alone() -> None:
    assert read("that was the kiss of death").reasons == ("“kiss” and “death” pull it down.",)


def test_curly_apostrophes_negate_too() -> None:
    assert read("I don’t like it").score == read("I don't like it").score < 0


def test_both_sides_in_balance_are_mixed() -> None:
    passage = prepare("Good bread, terrible coffee")
    said = aspects.read(passage, "en")
    assert said.both
    mixed = sentiment.read(passage, ENGLISH, said.events, both=said.both)
    assert mixed.sentiment is Sentiment.MIXED
    assert not aspects.read(prepare("Good bread"), "en").both


def test_a_clear_text_is_surer_than_a_faint_one() -> None:
    assert read("Excellent, wonderful, perfect!").confidence > read("It was fine").confidence


def test_doubt_about_the_language_is_doubt_about_the_reading() -> None:
    doubtful = read("great cake", language=Language("en", 0.4))
    assert doubtful.confidence < read("great cake").confidence


def test_what_merely_asks_takes_no_side_and_that_not_surely() -> None:
    reading = read("Does this come in blue?")
    assert reading.sentiment is Sentiment.NEUTRAL
    assert reading.confidence < 0.4
    assert reading.reasons


@pytest.mark.parametrize("text", ["", "kettle", "5/5", "..."])
def test_too_little_to_go_by_is_unknown_not_neutral(text: str) -> None:
    passage = prepare(text)
    language = ENGLISH if any(map(str.isalpha, text)) else detect(passage)
    assert sentiment.read(passage, language, ()).sentiment is Sentiment.UNKNOWN


@pytest.mark.parametrize("code", ["pl", "cs", "el", "hy", "ka"])
def test_a_language_it_cannot_read_is_unknown_and_says_so(code: str) -> None:
    reading = read("great great great", language=Language(code, 0.9))
    assert reading.sentiment is Sentiment.UNKNOWN
    assert code in reading.reasons[0]


def test_a_language_that_could_not_be_told_is_unknown_and_says_so() -> None:
    reading = read("super", language=Language("und", 0.0))
    assert reading.sentiment is Sentiment.UNKNOWN
    assert "could not be told" in reading.reasons[0]


def test_emoji_are_read_without_any_language() -> None:
    bare = Language("und", 0.0, letters=False)
    assert read("😍😍", language=bare).sentiment is Sentiment.POSITIVE
    assert read("👎", Event("👎", -2.2), language=bare).sentiment is Sentiment.NEGATIVE


def test_emoji_of_both_sides_are_mixed_and_faint_ones_neutral() -> None:
    bare = Language("und", 0.0, letters=False)
    both = read("👍👎", Event("👍", 2.2), Event("👎", -2.2), language=bare)
    assert both.sentiment is Sentiment.MIXED
    assert read("🙁😀", language=bare).sentiment is Sentiment.NEUTRAL
