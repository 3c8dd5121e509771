"""What is told of a text: what its words name, borne out by all, and what they leave out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.shop_words import ShopWords
from monitor.understand import subjects
from monitor.understand.aspects import read
from monitor.understand.classify import classify
from monitor.understand.findings import findings
from monitor.understand.passage import prepare
from monitor.understand.reading import Reading
from monitor.understand.said import Named
from monitor.understand.subjects import Heard, towards
from monitor.verdict import ASPECTS, AspectFinding, Polarity, Sentiment

NOW = datetime(2026, 11, 22, tzinfo=UTC)
QUALITY, PARKING = "product_quality", "location_parking"
GOOD, BAD, BARE = Polarity.POSITIVE, Polarity.NEGATIVE, Polarity.NEUTRAL
SIDES = (GOOD, BAD)

Odds = Mapping[str, float]
"""The log odds of some columns; nothing speaks for the others."""


class Told:
    """A reader that makes the same of every text, and something else of every statement."""

    def __init__(self, whole: Odds, alone: Odds) -> None:
        self._whole = whole
        self._alone = alone

    def hear(self, passage: object) -> Heard | None:
        return _heard(self._whole) if self._whole else None

    def part(self, heard: object, places: range) -> Heard:
        return _heard(self._alone)

    def loudest(self, heard: object, column: str) -> int:
        return 0


def _heard(odds: Odds) -> Heard:
    columns = (*ASPECTS, *(towards(each, side) for each in ASPECTS for side in SIDES))
    return Heard({**dict.fromkeys(columns, -9.0), **odds}.__getitem__, [], [])


def told(
    whole: Odds,
    score: float,
    *named: AspectFinding,
    own: frozenset[str] = frozenset(),
    alone: Odds | None = None,
    sentiment: Sentiment = Sentiment.MIXED,
) -> list[tuple[str, Polarity, bool]]:
    """The aspects of "two buttons" if its words say so much of each column, and the statement that
    names something so much on its own; ``score`` is what the text feels."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subjects, "load", lambda: Told(whole, alone or {}))
        places = [Named(each, range(2)) for each in named]
        feeling = Reading(sentiment, score, 0.5)
        found = findings(prepare("two buttons"), feeling, places, own)
    return [(each.aspect, each.polarity, each.named) for each in found]


def quality(polarity: Polarity) -> AspectFinding:
    return AspectFinding(QUALITY, polarity, "buttons")


@pytest.mark.parametrize(("score", "polarity"), [(-0.5, BAD), (0.5, GOOD)])
def test_a_thing_that_is_not_named_points_as_the_whole_text_does(
    score: float, polarity: Polarity
) -> None:
    assert told({QUALITY: 1.0}, score) == [(QUALITY, polarity, False)]


def test_where_the_words_say_which_way_a_thing_points_that_counts_beside_the_whole() -> None:
    words = {QUALITY: 1.0, PARKING: 1.0, towards(QUALITY, GOOD): -7.0}
    assert told(words, -0.5) == [(QUALITY, GOOD, False), (PARKING, BAD, False)]


@pytest.mark.parametrize("sentiment", [Sentiment.NEUTRAL, Sentiment.UNKNOWN])
def test_a_text_that_feels_nothing_says_no_more_than_it_names(sentiment: Sentiment) -> None:
    both = {QUALITY: 1.0, PARKING: 1.0}
    assert told(both, 0.1, sentiment=sentiment) == []
    for polarity in (BAD, BARE):
        found = told(both, 0.1, quality(polarity), sentiment=sentiment)
        assert found == [(QUALITY, polarity, True)]


def test_what_an_event_names_is_told_once_and_first() -> None:
    both = told({QUALITY: 1.0, PARKING: 1.0}, -0.5, quality(BAD))
    assert both == [(QUALITY, BAD, True), (PARKING, BAD, False)]


def test_an_event_that_nothing_else_bears_out_is_not_told() -> None:
    assert told({QUALITY: -4.0}, -0.5, quality(BAD)) == []


def test_a_kindness_in_a_sad_text_stays_one() -> None:
    assert told({QUALITY: 0.5}, -1.0, quality(GOOD)) == [(QUALITY, GOOD, True)]


def test_an_event_that_text_and_statement_speak_clearly_against_is_taken_the_other_way() -> None:
    against = {QUALITY: 0.5, towards(QUALITY, BAD): -7.0}
    taken = told(against, -1.0, quality(GOOD), alone=against)
    assert taken == [(QUALITY, BAD, False)]
    assert told(against, -1.0, quality(GOOD)) == [(QUALITY, GOOD, True)]
    assert told(against, -1.0, quality(GOOD), quality(BAD), alone=against) == [(QUALITY, BAD, True)]


def test_a_thing_merely_named_gets_its_side_as_a_guess() -> None:
    assert told({QUALITY: -0.4}, -0.5) == []
    guess = told({QUALITY: -0.4}, -0.5, quality(BARE), alone={QUALITY: 0.4})
    assert guess == [(QUALITY, BAD, False)]


def test_a_thing_named_in_passing_is_told_without_a_side_if_there_is_nothing_else() -> None:
    assert told({QUALITY: -3.0}, -0.5, quality(BARE)) == [(QUALITY, BARE, True)]
    beside = told({QUALITY: -3.0, PARKING: 1.0}, -0.5, quality(BARE))
    assert beside == [(PARKING, BAD, False)]


def test_what_its_own_statement_bears_out_is_told_whatever_stands_beside_it() -> None:
    cake = told({QUALITY: -4.0}, -0.5, quality(GOOD), alone={QUALITY: 0.5})
    assert cake == [(QUALITY, GOOD, True)]
    verdict = classify("Lovely cake, rude waiter, 40 minutes", None, None, NOW)
    assert {(each.aspect, each.polarity) for each in verdict.aspects} == {
        (QUALITY, GOOD),
        ("staff_attitude", BAD),
        ("wait_time", BAD),
    }


def test_the_shops_own_words_are_not_doubted() -> None:
    own = frozenset({QUALITY})
    assert told({QUALITY: -9.0}, -0.5, quality(GOOD), own=own) == [(QUALITY, GOOD, True)]


def test_where_no_word_was_ever_met_the_lists_alone_speak() -> None:
    assert told({}, -0.5, quality(BAD)) == [(QUALITY, BAD, True)]
    assert told({}, -0.5) == []


def test_an_owners_word_for_a_dish_is_heard_in_the_whole_chain() -> None:
    shop = ShopWords.of((), {QUALITY: ["zwirbel*"]})
    verdict = classify("The zwirbels were awful.", None, "en", NOW, shop=shop)
    assert (QUALITY, BAD) in {(each.aspect, each.polarity) for each in verdict.aspects}


@given(st.text(max_size=300))
def test_any_text_gets_the_same_answer_each_time_and_a_quote_of_its_own(text: str) -> None:
    passage = prepare(text)
    named = read(passage, "en").named
    feeling = Reading(Sentiment.NEGATIVE, -0.5, 0.5)
    found = findings(passage, feeling, named)
    assert found == findings(prepare(f"{text} "), feeling, named)
    assert {each.aspect for each in found} <= set(ASPECTS)
    assert all(each.quote for each in found)
    assert len(found) == len({(each.aspect, each.polarity) for each in found})
