"""What is told of a text: what its words name, borne out by all, and what they leave out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.shop_words import ShopWords
from monitor.understand import findings as room
from monitor.understand import subjects
from monitor.understand.aspects import read
from monitor.understand.classify import classify
from monitor.understand.findings import findings
from monitor.understand.passage import prepare
from monitor.understand.said import Named
from monitor.understand.subjects import Heard
from monitor.verdict import ASPECTS, AspectFinding, Polarity, Sentiment

NOW = datetime(2026, 11, 22, tzinfo=UTC)


class Told:
    """A reader that makes the same of every text."""

    columns = ("product_quality", "location_parking")

    def __init__(self, odds: Sequence[float], alone: float) -> None:
        self._odds = [*odds]
        self._alone = alone

    def hear(self, passage: object) -> Heard | None:
        return Heard(self._odds, []) if self._odds else None

    def odds(self, heard: object, column: int) -> float:
        return self._odds[column]

    def part(self, heard: object, column: int, places: range) -> float:
        return self._alone

    def loudest(self, heard: object, column: int) -> int:
        return 0


def told(
    odds: tuple[float, ...],
    sentiment: Sentiment,
    *named: AspectFinding,
    own: frozenset[str] = frozenset(),
    alone: float = -9.0,
) -> list[tuple[str, Polarity, bool]]:
    """The aspects of "two buttons" if its words say so much of quality and of parking, and the
    statement that names something so much on its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subjects, "load", lambda: Told(odds, alone))
        places = [Named(each, range(2)) for each in named]
        found = findings(prepare("two buttons"), sentiment, places, own)
    return [(each.aspect, each.polarity, each.named) for each in found]


def quality(polarity: Polarity) -> AspectFinding:
    return AspectFinding("product_quality", polarity, "buttons")


GOOD, BAD, BARE = Polarity.POSITIVE, Polarity.NEGATIVE, Polarity.NEUTRAL


@pytest.mark.parametrize(
    ("sentiment", "polarity"), [(Sentiment.NEGATIVE, BAD), (Sentiment.POSITIVE, GOOD)]
)
def test_a_thing_that_is_not_named_points_as_the_whole_text_does(
    sentiment: Sentiment, polarity: Polarity
) -> None:
    assert told((1.0, -9.0), sentiment) == [("product_quality", polarity, False)]


@pytest.mark.parametrize("sentiment", [Sentiment.MIXED, Sentiment.NEUTRAL, Sentiment.UNKNOWN])
def test_a_text_without_a_side_says_no_more_than_it_names(sentiment: Sentiment) -> None:
    assert told((1.0, 1.0), sentiment) == []
    assert told((1.0, 1.0), sentiment, quality(BAD)) == [("product_quality", BAD, True)]
    assert told((1.0, 1.0), sentiment, quality(BARE)) == [("product_quality", BARE, True)]


def test_what_an_event_names_is_told_once_and_first() -> None:
    both = told((1.0, 1.0), Sentiment.NEGATIVE, quality(BAD))
    assert both == [("product_quality", BAD, True), ("location_parking", BAD, False)]


def test_an_event_that_nothing_else_bears_out_is_not_told() -> None:
    assert told((-4.0, -9.0), Sentiment.NEGATIVE, quality(BAD)) == []


def test_what_speaks_against_the_whole_text_needs_more_to_be_believed() -> None:
    assert told((-1.0, -9.0), Sentiment.NEGATIVE, quality(BAD)) == [("product_quality", BAD, True)]
    assert told((-1.0, -9.0), Sentiment.NEGATIVE, quality(GOOD)) == []
    assert told((0.5, -9.0), Sentiment.NEGATIVE, quality(GOOD)) == [("product_quality", GOOD, True)]


def test_a_thing_merely_named_gets_its_side_from_the_text_as_a_guess() -> None:
    assert told((-0.4, -9.0), Sentiment.NEGATIVE) == []
    guess = told((-0.4, -9.0), Sentiment.NEGATIVE, quality(BARE))
    assert guess == [("product_quality", BAD, False)]


def test_a_thing_named_in_passing_is_told_without_a_side_if_there_is_nothing_else() -> None:
    assert told((-3.0, -9.0), Sentiment.NEGATIVE, quality(BARE)) == [
        ("product_quality", BARE, True)
    ]
    assert told((-3.0, 1.0), Sentiment.NEGATIVE, quality(BARE)) == [
        ("location_parking", BAD, False)
    ]


def test_what_its_own_statement_bears_out_is_told_whatever_stands_beside_it() -> None:
    cake = told((-4.0, -9.0), Sentiment.NEGATIVE, quality(GOOD), alone=0.5)
    assert cake == [("product_quality", GOOD, True)]
    verdict = classify("Lovely cake, rude waiter, 40 minutes", None, None, NOW)
    assert {(each.aspect, each.polarity) for each in verdict.aspects} == {
        ("product_quality", GOOD),
        ("staff_attitude", BAD),
        ("wait_time", BAD),
    }


def test_the_shops_own_words_are_not_doubted() -> None:
    own = frozenset({"product_quality"})
    assert told((-9.0, -9.0), Sentiment.NEGATIVE, quality(GOOD), own=own) == [
        ("product_quality", GOOD, True)
    ]


def test_where_no_word_was_ever_met_the_lists_alone_speak() -> None:
    assert told((), Sentiment.NEGATIVE, quality(BAD)) == [("product_quality", BAD, True)]
    assert told((), Sentiment.NEGATIVE) == []


def test_an_owners_word_for_a_dish_is_heard_in_the_whole_chain() -> None:
    shop = ShopWords.of((), {"product_quality": ["zwirbel*"]})
    verdict = classify("The zwirbels were awful.", None, "en", NOW, shop=shop)
    assert ("product_quality", BAD) in {(each.aspect, each.polarity) for each in verdict.aspects}


@given(st.text(max_size=300))
def test_any_text_gets_the_same_answer_each_time_and_a_quote_of_its_own(text: str) -> None:
    passage = prepare(text)
    named = read(passage, "en").named
    found = room.findings(passage, Sentiment.NEGATIVE, named)
    assert found == room.findings(prepare(f"{text} "), Sentiment.NEGATIVE, named)
    assert {each.aspect for each in found} <= set(ASPECTS)
    assert all(each.quote for each in found)
    assert len(found) == len({(each.aspect, each.polarity) for each in found})
