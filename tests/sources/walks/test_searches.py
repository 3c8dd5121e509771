"""Walks over several searches, and entries read one by one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from monitor.errors import SchemaChanged
from monitor.mention import Item, Kind, Precision
from sources.reading.entries import read_each
from sources.walks.searches import FIRST_PAGES, OVERLAP, SearchWalk, term_in

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


def item(age: timedelta, identifier: str = "1") -> Item:
    return Item(identifier, Kind.MENTION, published_at=NOW - age, precision=Precision.INSTANT)


def test_the_first_walk_reads_a_few_pages_of_each_term_then_the_next() -> None:
    walk: SearchWalk | None = SearchWalk.begin(None, ["a", "b"])
    seen = []
    while walk is not None:
        seen.append((walk.term, walk.page))
        walk = walk.following([item(timedelta(hours=1))], 2, more=True)
    assert seen == [(term, page) for term in (0, 1) for page in range(1, FIRST_PAGES + 1)]


def test_a_later_walk_reads_until_nothing_is_newer_than_what_it_knew() -> None:
    walk = SearchWalk.begin({"newest": NOW.isoformat(), "terms": ["a"]}, ["a"])
    assert walk.since == NOW - OVERLAP
    assert walk.following([item(timedelta(hours=1))], 1, more=True) is not None
    assert walk.following([item(timedelta(days=2))], 1, more=True) is None
    assert walk.following([], 1, more=True) is None


def test_a_date_in_the_future_is_not_the_newest() -> None:
    walk = SearchWalk().met([item(timedelta(hours=1)), item(timedelta(days=-900), "2")], NOW)
    assert walk.cursor(["a"])["newest"] == (NOW - timedelta(hours=1)).isoformat()


def test_other_words_begin_a_first_walk() -> None:
    assert SearchWalk.begin({"newest": NOW.isoformat(), "terms": ["a"]}, ["b"]).known is None


def test_a_saved_address_tells_what_was_searched_for() -> None:
    assert term_in("https://x.example/?page=1&q=dom%20shop", "query", "q") == "dom shop"
    assert term_in("https://x.example/", "q") is None
    assert term_in(None, "q") is None


def test_each_entry_is_an_item_or_rejected_with_its_place() -> None:
    items, rejected = read_each(
        [{"id": "1"}, None, {"id": "1"}, {"id": ""}],
        lambda entry: Item(str(entry["id"]), Kind.MENTION) if entry["id"] else "no id",
        "post",
        sign="id",
    )
    assert [each.id for each in items] == ["1"]
    assert [(each.why, each.where) for each in rejected] == [
        ("no post that can be read", "2"),
        ("a post that is listed twice", "3"),
        ("no id", "4"),
    ]


def test_a_listing_of_something_else_is_refused() -> None:
    with pytest.raises(SchemaChanged):
        read_each([{"name": "x"}], lambda _entry: "why", "post", sign="id")
    with pytest.raises(SchemaChanged):
        read_each([{"name": "x"}], lambda _entry: None, "post")
    assert read_each([], lambda _entry: None, "post", sign="id") == ((), ())
