"""The counts kept beside the mentions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from monitor.mention import Kind, OwnerReply, Rating, State
from monitor.rollup import AspectCount, DayCount
from monitor.store import Store
from monitor.store.rows import Unanswered
from monitor.verdict import AspectFinding, Polarity, Sentiment
from tests.monitor.store.samples import BAD, DAY, NOW, TODAY, new, review
from tests.monitor.store.truth import EVER, check


def test_each_day_source_place_kind_and_feeling_is_counted_apart(store: Store, path: Path) -> None:
    store.mentions.add(
        [
            new(review("1")),
            new(review("2", rating=Rating(4.0))),
            new(review("3", rating=None)),
            new(review("4"), place="Harbour"),
            new(review("5"), day=TODAY - DAY),
            new(review("6"), source="other", verdict=BAD),
            new(review("7", kind=Kind.MENTION)),
        ]
    )
    review_, mention = Kind.REVIEW, Kind.MENTION
    good, bad = Sentiment.POSITIVE, Sentiment.NEGATIVE
    assert set(store.rollups.days(*EVER)) == {
        DayCount(TODAY, "site", None, review_, good, 3, 2, 9.0),
        DayCount(TODAY, "site", "Harbour", review_, good, 1, 1, 5.0),
        DayCount(TODAY - DAY, "site", None, review_, good, 1, 1, 5.0),
        DayCount(TODAY, "other", None, review_, bad, 1, 1, 5.0),
        DayCount(TODAY, "site", None, mention, good, 1, 1, 5.0),
    }
    check(store, path)


def test_an_aspect_counts_once_a_mention_and_not_where_the_mention_counts_no_more(
    store: Store,
) -> None:
    bad, good = Polarity.NEGATIVE, Polarity.POSITIVE
    wait = AspectFinding("wait_time", bad, "slow")
    slow = replace(BAD, aspects=(wait, replace(wait, quote="queue")))
    both = replace(BAD, aspects=(wait, AspectFinding("wait_time", good, "quick")))
    store.mentions.add(
        [
            new(review("1"), verdict=slow),
            new(review("2"), verdict=both),
            new(review("3"), verdict=slow, day=TODAY - DAY),
            new(review("4", state=State.SPAM), verdict=slow),
            new(review("5")),
        ]
    )
    assert store.rollups.aspects(TODAY, TODAY) == [
        AspectCount("wait_time", bad, 2),
        AspectCount("wait_time", good, 1),
    ]
    assert store.rollups.aspects(TODAY - DAY, TODAY - DAY) == [AspectCount("wait_time", bad, 1)]


def test_days_are_given_from_first_to_last_in_order(store: Store) -> None:
    store.mentions.add([new(review(str(n)), day=TODAY - n * DAY) for n in range(5)])
    days = store.rollups.days(TODAY - 3 * DAY, TODAY - DAY)
    assert [count.day for count in days] == [TODAY - 3 * DAY, TODAY - 2 * DAY, TODAY - DAY]


def test_stars_are_summed_on_one_to_five_whatever_the_scale(store: Store) -> None:
    store.mentions.add(
        [new(review("1", rating=Rating(10.0, 0.0, 10.0))), new(review("2", rating=Rating(1.0)))]
    )
    (bucket,) = store.rollups.days(*EVER)
    assert bucket.stars == 6.0


def test_an_empty_place_is_no_place(store: Store) -> None:
    store.mentions.add([new(review("1"), place="")])
    (bucket,) = store.rollups.days(*EVER)
    assert bucket.place is None


def test_unanswered_tells_how_many_and_since_when(store: Store) -> None:
    assert store.rollups.unanswered() == Unanswered(0, None)
    store.mentions.add(
        [
            new(review("1")),
            new(review("2", published_at=NOW - 9 * DAY), day=TODAY - 9 * DAY),
            new(review("3", reply=OwnerReply("Thanks")), day=TODAY - 20 * DAY),
        ]
    )
    assert store.rollups.unanswered() == Unanswered(2, NOW - 9 * DAY)
