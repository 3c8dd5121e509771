"""The counts kept beside the mentions."""

from __future__ import annotations

from pathlib import Path

from monitor.mention import Kind, OwnerReply, Rating
from monitor.rollup import DayCount
from monitor.store import Store
from monitor.store.rows import Unanswered
from monitor.verdict import Sentiment
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
