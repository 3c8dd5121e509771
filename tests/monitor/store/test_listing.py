"""Which mentions a filter lets through, and in what order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.mention import Author, Kind, OwnerReply, Rating, State, Status
from monitor.store import Store
from monitor.store.listing import CHUNK, conditions, table
from monitor.store.rows import Filter
from monitor.verdict import Sentiment
from tests.monitor.store.samples import BAD, DAY, GOOD, HOUR, NOW, TODAY, new, refresh, review


@pytest.fixture
def shelf(store: Store) -> Store:
    """Seven mentions, each of them different from the first in one way."""
    store.mentions.add(
        [
            new(review("1")),
            new(review("2"), source="other"),
            new(review("3"), place="Harbour"),
            new(review("4", rating=Rating(2.0)), verdict=BAD),
            new(review("5", kind=Kind.MENTION, rating=None)),
            new(review("6"), day=TODAY - DAY),
            new(review("7", state=State.SPAM)),
        ]
    )
    store.mentions.set_status(1, Status.HANDLED, NOW)
    return store


def numbers(store: Store, where: Filter) -> list[int]:
    found = [mention.number for mention in store.mentions.list(where)]
    assert store.mentions.count(where) == len(found)
    assert [mention.number for mention in store.mentions.iterate(where)] == found
    return found


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (Filter(), [5, 4, 3, 2, 1, 6]),
        (Filter(source="other"), [2]),
        (Filter(place="Harbour"), [3]),
        (Filter(sentiment=Sentiment.NEGATIVE), [4]),
        (Filter(status=Status.HANDLED), [1]),
        (Filter(status=Status.OPEN), [5, 4, 3, 2, 6]),
        (Filter(kind=Kind.MENTION), [5]),
        (Filter(since=TODAY), [5, 4, 3, 2, 1]),
        (Filter(until=TODAY - DAY), [6]),
        (Filter(since=TODAY - DAY, until=TODAY - DAY), [6]),
        (Filter(include_hidden=True), [7, 5, 4, 3, 2, 1, 6]),
        (Filter(unanswered=True), [5, 4, 3, 2, 6]),
        (Filter(unanswered=True, source="other", place="Harbour"), []),
        (Filter(unanswered=True, include_hidden=True), [5, 4, 3, 2, 6]),
    ],
)
def test_a_filter_lets_through_what_it_says(
    shelf: Store, where: Filter, expected: list[int]
) -> None:
    assert numbers(shelf, where) == expected


def test_what_is_not_about_us_is_listed_when_asked_for_by_name(shelf: Store) -> None:
    shelf.mentions.set_status(2, Status.NOT_ABOUT_US, NOW)
    assert 2 not in numbers(shelf, Filter())
    assert numbers(shelf, Filter(status=Status.NOT_ABOUT_US)) == [2]
    assert 2 in numbers(shelf, Filter(include_hidden=True))


def test_unanswered_leaves_out_replies_the_owner_and_the_hidden(store: Store) -> None:
    thanks = OwnerReply("Thank you!")
    store.mentions.add(
        [
            new(review("1")),
            new(review("2", reply=thanks)),
            new(review("3", reply=replace(thanks, state=State.PENDING))),
            new(review("4", reply=replace(thanks, state=State.REMOVED))),
            new(review("5", author=Author("We", is_owner=True))),
            new(review("6", state=State.HIDDEN)),
            new(review("7")),
            new(review("8")),
        ]
    )
    store.mentions.set_status(7, Status.SNOOZED, NOW, NOW + HOUR)
    store.mentions.set_status(8, Status.NOT_ABOUT_US, NOW)
    assert numbers(store, Filter(unanswered=True)) == [7, 4, 1]
    assert numbers(store, Filter(unanswered=True, status=Status.SNOOZED)) == [7]
    assert numbers(store, Filter(unanswered=True, status=Status.HANDLED)) == []


def test_a_list_ends_with_its_limit(shelf: Store) -> None:
    assert [mention.number for mention in shelf.mentions.list(Filter(), limit=4)] == [5, 4, 3, 2]


def test_iterating_shows_each_mention_once_while_others_are_added(store: Store) -> None:
    store.mentions.add([new(review(str(n)), day=TODAY - n % 3 * DAY) for n in range(CHUNK + 10)])
    seen: list[int] = []
    for mention in store.mentions.iterate(Filter()):
        if not seen:
            store.mentions.add([new(review("late"))])
        seen.append(mention.number)
    assert len(seen) == len(set(seen)) == CHUNK + 10


def test_iterating_goes_on_after_a_mention_changed_under_way(store: Store) -> None:
    store.mentions.add([new(review(str(n))) for n in range(3)])
    walk = store.mentions.iterate(Filter())
    assert next(walk).number == 3
    store.mentions.refresh([refresh(2, review("1", state=State.SPAM))])
    assert [mention.number for mention in walk] == [2, 1]


@pytest.mark.parametrize(
    ("where", "index"),
    [
        (Filter(), "mentions_by_day"),
        (Filter(since=TODAY, until=TODAY), "mentions_by_day"),
        (Filter(since=TODAY, sentiment=GOOD.sentiment), "mentions_by_day"),
        (Filter(status=Status.OPEN), "mentions_by_status"),
        (Filter(unanswered=True), "mentions_unanswered"),
        (Filter(unanswered=True, status=Status.OPEN), "mentions_unanswered"),
        (Filter(unanswered=True, since=TODAY), "mentions_unanswered"),
    ],
)
def test_the_usual_lists_are_read_from_an_index_in_its_own_order(
    store: Store, where: Filter, index: str
) -> None:
    condition, values = conditions(where)
    plan = store._connection.rows(
        f"EXPLAIN QUERY PLAN SELECT * FROM {table(where)} "
        f"WHERE {condition} ORDER BY day DESC, number DESC LIMIT 50",
        values,
    )
    assert [f"INDEX {index}" in step["detail"] for step in plan] == [True]
