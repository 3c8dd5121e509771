"""The routes by which a mention came, and whether they still show it."""

from __future__ import annotations

from pathlib import Path

from monitor.known import Known
from monitor.mention import Author, State, Status
from monitor.store import Store
from monitor.store.rows import Filter
from tests.monitor.store.samples import HOUR, NOW, add, edit, join, new, refresh, review
from tests.monitor.store.truth import EVER, check


def test_only_stored_items_of_that_source_are_known(store: Store) -> None:
    add(store, review("a"), review("b"))
    store.mentions.add([new(review("c"), source="other")])
    assert set(store.mentions.known("site", ["a", "c", "d"])) == {"a"}
    assert store.mentions.known("site", []) == {}


def test_known_tells_what_the_origin_last_showed(store: Store) -> None:
    (number,) = add(store, review(truncated=True))
    item = review(truncated=True)
    assert store.mentions.known("site", ["r1"])["r1"] == Known(
        number=number,
        source="site",
        item_id="r1",
        content_hash=item.content_hash,
        side_hash=item.side_hash,
        current_hash=item.content_hash,
        state=State.VISIBLE,
        status=Status.OPEN,
        truncated=True,
        versions=1,
        misses=0,
    )


def test_an_edit_by_one_route_shows_in_what_is_known_of_the_other(store: Store) -> None:
    (number,) = add(store, review())
    store.mentions.join([join(number, review("m1"))])
    changed = review(text="Stale.")
    store.mentions.edit([edit(number, changed)])
    other = store.mentions.known("mail", ["m1"])["m1"]
    assert other.content_hash == review().content_hash
    assert other.current_hash == changed.content_hash
    assert other.versions == 2


def test_a_refresh_renews_the_hashes_of_its_origin(store: Store) -> None:
    (number,) = add(store, review())
    fresh = review(url=None, state=State.PENDING)
    store.mentions.refresh([refresh(number, fresh)])
    known = store.mentions.known("site", ["r1"])["r1"]
    assert (known.side_hash, known.state) == (fresh.side_hash, State.PENDING)


def test_a_mention_is_found_by_the_key_it_shares_with_other_routes(store: Store) -> None:
    (number,) = add(store, review(dedupe_key="google:1"))
    found = store.mentions.joined(["google:1", "google:2"])
    assert {key: (known.number, known.item_id) for key, known in found.items()} == {
        "google:1": (number, "r1")
    }
    assert store.mentions.joined([]) == {}


def test_of_two_mentions_with_one_key_the_older_is_joined(store: Store) -> None:
    older, _ = add(store, review("a", dedupe_key="k"), review("b", dedupe_key="k"))
    assert store.mentions.joined(["k"])["k"].number == older


def test_the_only_item_of_that_author_and_moment_is_a_twin(store: Store) -> None:
    by = {"synthetic": True, "published_at": NOW - HOUR}
    add(
        store,
        review("h1", **by),
        review("h2", synthetic=True),
        review("h3", author=Author("Ben"), **by),
        review("h4", author=Author("Eve")),
    )
    asked = [("Anna", NOW - HOUR), ("Eve", NOW), ("Nobody", NOW)]
    twins = store.mentions.twins("site", asked)
    assert {asked: known.item_id for asked, known in twins.items()} == {("Anna", NOW - HOUR): "h1"}
    assert store.mentions.twins("other", asked) == {}


def test_items_that_cannot_be_told_apart_have_no_twin(store: Store) -> None:
    add(store, review("h1", synthetic=True), review("h2", synthetic=True))
    assert store.mentions.twins("site", [("Anna", NOW)]) == {}


def test_what_two_complete_listings_do_not_show_is_removed(store: Store, path: Path) -> None:
    first, second = add(store, review("a"), review("b"))
    assert store.mentions.miss("site", ["a"]) == []
    assert store.mentions.miss("site", ["a"]) == [second]
    assert store.mentions.miss("site", ["a"]) == []
    mention = store.mentions.get(second)
    assert mention is not None
    assert mention.item.state is State.REMOVED
    assert [m.number for m in store.mentions.list(Filter())] == [first]
    check(store, path)


def test_one_sighting_between_two_misses_starts_the_count_anew(store: Store) -> None:
    add(store, review("a"))
    store.mentions.miss("site", [])
    assert store.mentions.known("site", ["a"])["a"].misses == 1
    store.mentions.touch("site", ["a"])
    assert store.mentions.miss("site", []) == []


def test_another_source_does_not_count_as_a_miss(store: Store) -> None:
    add(store, review("a"))
    for _ in range(3):
        assert store.mentions.miss("other", []) == []
    assert store.mentions.known("site", ["a"])["a"].misses == 0


def test_a_mention_stays_while_one_of_its_origins_shows_it(store: Store) -> None:
    (number,) = add(store, review())
    store.mentions.join([join(number, review("m1"))])
    assert store.mentions.miss("site", []) == []
    assert store.mentions.miss("site", []) == []
    assert store.mentions.miss("mail", []) == []
    assert store.mentions.miss("mail", []) == [number]


def test_a_removed_mention_that_is_listed_again_is_back(store: Store, path: Path) -> None:
    (number,) = add(store, review())
    for _ in range(2):
        store.mentions.miss("site", [])
    store.mentions.touch("site", ["r1"])
    mention = store.mentions.get(number)
    assert mention is not None
    assert mention.item.state is State.VISIBLE
    check(store, path)


def test_a_removed_mention_that_is_refreshed_is_back(store: Store) -> None:
    (number,) = add(store, review())
    for _ in range(2):
        store.mentions.miss("site", [])
    store.mentions.refresh([refresh(number, review())])
    assert len(store.rollups.days(*EVER)) == 1
    assert store.mentions.known("site", ["r1"])["r1"].misses == 0


def test_visible_counts_what_the_last_listing_showed(store: Store) -> None:
    add(store, review("a"), review("b"), review("c"))
    assert store.mentions.visible("site") == 3
    store.mentions.miss("site", ["a", "b"])
    assert store.mentions.visible("site") == 2
    assert store.mentions.visible("other") == 0


def test_origins_tell_where_and_since_when(store: Store) -> None:
    (number,) = add(store, review())
    store.mentions.join([join(number, review("m1", url=None))])
    site, mail = store.mentions.origins(number)
    assert (site.source, site.item_id, site.url) == ("site", "r1", "https://site.example/r1")
    assert (site.seen_at, mail.seen_at, mail.url) == (NOW, NOW + HOUR, None)
    assert store.mentions.origins(99) == []
