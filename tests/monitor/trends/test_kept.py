"""Whether a kept promise has helped, honestly told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from monitor.mention import Item, Kind, Mention, Status
from monitor.trends.kept import Change, Effect, complained_of, effect, measurable, spans
from monitor.verdict import AspectFinding, Polarity, Sentiment, Verdict

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def complaint(number: int, *aspects: str, polarity: Polarity = Polarity.NEGATIVE) -> Mention:
    found = tuple(AspectFinding(aspect, polarity, "slow") for aspect in aspects)
    verdict = Verdict(Sentiment.NEGATIVE, -0.5, 0.8, aspects=found)
    item = Item(str(number), Kind.REVIEW, text="Slow.")
    return Mention(number, "site", item, verdict, Status.OPEN, NOW, NOW, NOW.date())


WAIT = complaint(1, "wait_time", "price", "wait_time")


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (2, 0, Change.UNCLEAR),
        (4, 0, Change.UNCLEAR),
        (5, 0, Change.CHANCE),
        (6, 0, Change.FEWER),
        (0, 6, Change.MORE),
        (10, 8, Change.CHANCE),
        (30, 12, Change.FEWER),
    ],
)
def test_a_difference_counts_only_beyond_chance(before: int, after: int, change: Change) -> None:
    assert Effect(("wait_time",), before, after).change is change


def test_complaints_about_the_same_thing_are_counted_without_the_one_that_was_answered() -> None:
    before = [WAIT, complaint(2, "price"), complaint(3, "cleanliness"), complaint(4)]
    after = [complaint(5, "wait_time"), complaint(6, "wait_time", polarity=Polarity.POSITIVE)]
    assert effect(WAIT, before, after) == Effect(("wait_time", "price"), 1, 1)
    assert complained_of(WAIT) == ("wait_time", "price")


def test_without_a_particular_complaint_there_is_nothing_to_compare() -> None:
    assert effect(complaint(1), [WAIT], [WAIT]) is None


def test_four_weeks_stand_beside_four_weeks() -> None:
    made, kept = date(2026, 9, 30), date(2026, 10, 5)
    (first, last), (then, end) = spans(made, kept)
    assert (last - first, end - then) == (timedelta(days=27), timedelta(days=27))
    assert last == made
    assert then > kept
    assert not measurable(kept, end)
    assert measurable(kept, end + timedelta(days=1))
