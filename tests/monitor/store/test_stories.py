"""What a story is known again by, for a fortnight."""

from __future__ import annotations

from datetime import timedelta

from monitor.store import Store
from monitor.store.stories import KEPT
from tests.monitor.store.samples import NOW, add, review


def test_the_mentions_that_share_most_come_first(store: Store) -> None:
    one, two, three = add(store, review("1"), review("2"), review("3"))
    store.stories.remember({one: (1, 2, 3), two: (3, 4, 5), three: (7,)}, NOW)
    assert store.stories.sharing((3, 4, 5, 6), NOW) == [two, one]
    assert store.stories.sharing((3, 4, 5, 6), NOW, limit=1) == [two]
    assert store.stories.sharing((), NOW) == []


def test_what_is_too_old_is_not_found_and_is_forgotten_with_the_next_story(store: Store) -> None:
    one, two = add(store, review("1"), review("2"))
    store.stories.remember({one: (1,)}, NOW)
    later = NOW + KEPT + timedelta(seconds=1)
    assert store.stories.sharing((1,), NOW + KEPT) == [one]
    assert store.stories.sharing((1,), later) == []
    store.stories.remember({two: (2,)}, later)
    assert store.stories.sharing((1,), NOW) == []


def test_nothing_to_remember_writes_nothing(store: Store) -> None:
    store.stories.remember({}, NOW)
    assert store.stories.sharing((1,), NOW) == []
