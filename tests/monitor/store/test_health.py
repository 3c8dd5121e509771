"""How each source is doing, and whose turn it is to poll it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.health import Health
from monitor.source import Aggregate, Validators
from monitor.store import Store
from monitor.store.rows import SourceRow
from tests.monitor.store.samples import HOUR, NOW

SITE = SourceRow("site", "schemaorg", "Our own page", "Harbour")
FEED = SourceRow("feed", "feed", "The local paper", None)
LEASE = timedelta(minutes=15)


@pytest.fixture
def polled(store: Store) -> Store:
    store.health.sync([SITE, FEED], NOW)
    return store


def health(store: Store, name: str = "site") -> Health:
    found = store.health.get(name)
    assert found is not None
    return found


def claim(
    store: Store, hours: float = 0, limit: int = 9, names: list[str] | None = None
) -> set[str]:
    rows = store.health.claim_due(NOW + hours * HOUR, "worker", LEASE, limit, names)
    return {row.name for row in rows}


def succeed(store: Store, name: str = "site", hours: float = 0, **changes: object) -> None:
    values: dict[str, object] = {
        "now": NOW + hours * HOUR,
        "due_at": NOW + (hours + 1) * HOUR,
        "cursor": None,
        "baseline": False,
        "newest": False,
        "seen": 0,
        "matched": 0,
        "rejected": 0,
        "aggregate": None,
    }
    store.health.succeeded(name, **values | changes)  # type: ignore[arg-type]


def fail(store: Store, hours: float = 0) -> int:
    at = NOW + hours * HOUR
    return store.health.failed(
        "site", now=at, due_at=at + HOUR, error="Blocked", text="A block page.", hint="Poll less."
    )


def test_a_new_source_is_due_at_once(store: Store) -> None:
    store.health.sync([SITE], NOW)
    assert health(store) == Health(
        name="site",
        type="schemaorg",
        title="Our own page",
        place="Harbour",
        cursor=None,
        baseline_at=None,
        tried_at=None,
        succeeded_at=None,
        newest_at=None,
        failures=0,
        error=None,
        error_text=None,
        hint=None,
        due_at=NOW,
        check_requested_at=None,
        seen=0,
        matched=0,
        rejected=0,
        aggregate=None,
    )


def test_a_source_that_vanished_from_the_config_is_retired_but_kept(polled: Store) -> None:
    succeed(polled, baseline=True)
    polled.health.sync([FEED], NOW + HOUR)
    assert [row.name for row in polled.health.all()] == ["feed"]
    assert health(polled).baseline_at == NOW
    assert claim(polled, hours=9) == {"feed"}
    polled.health.sync([SITE, FEED], NOW + 2 * HOUR)
    assert [row.name for row in polled.health.all()] == ["feed", "site"]
    assert health(polled).baseline_at == NOW


def test_a_new_title_and_place_are_taken_over_and_the_rest_is_kept(polled: Store) -> None:
    succeed(polled, cursor={"page": 3})
    polled.health.sync([SourceRow("site", "schemaorg", "Our new page", None)], NOW + HOUR)
    found = health(polled)
    assert (found.title, found.place, found.cursor) == ("Our new page", None, {"page": 3})
    assert found.due_at == NOW + HOUR


def test_a_name_that_became_another_type_starts_afresh(polled: Store) -> None:
    succeed(polled, cursor={"page": 3}, baseline=True)
    polled.validators.put("site", "https://site.example", Validators("e"))
    polled.health.sync([SourceRow("site", "feed", "A feed", None)], NOW + HOUR / 2)
    found = health(polled)
    assert (found.cursor, found.baseline_at, found.due_at) == (None, None, NOW + HOUR / 2)
    assert polled.validators.get("site", "https://site.example") is None


def test_nothing_is_known_of_a_source_never_named(store: Store) -> None:
    assert store.health.get("nobody") is None
    assert store.health.all() == []
    assert claim(store) == set()


def test_a_claimed_source_is_not_claimed_again_until_its_lease_ends(polled: Store) -> None:
    assert claim(polled) == {"site", "feed"}
    assert claim(polled) == set()
    assert claim(polled, hours=0.2) == set()
    assert claim(polled, hours=0.25) == {"site", "feed"}


def test_claiming_takes_only_what_is_named(polled: Store) -> None:
    assert claim(polled, names=["feed"]) == {"feed"}
    assert claim(polled, names=[]) == set()
    assert claim(polled) == {"site"}


def test_claiming_takes_no_more_than_asked(polled: Store) -> None:
    assert len(claim(polled, limit=1)) == 1


def test_a_source_is_due_again_when_it_says(polled: Store) -> None:
    claim(polled)
    succeed(polled)
    assert claim(polled, hours=0.9, names=["site"]) == set()
    assert claim(polled, hours=1, names=["site"]) == {"site"}


def test_a_check_asked_for_comes_at_once_and_first(polled: Store) -> None:
    claim(polled)
    for name in ("site", "feed"):
        succeed(polled, name)
    assert polled.health.request_check(NOW + HOUR / 2, "site") == 1
    assert claim(polled, hours=2, limit=1) == {"site"}
    succeed(polled, hours=2)
    assert health(polled).check_requested_at is None


def test_a_check_can_be_asked_of_all_sources_that_are_not_retired(polled: Store) -> None:
    polled.health.sync([SITE], NOW)
    assert polled.health.request_check(NOW) == 1
    assert polled.health.request_check(NOW, "nobody") == 0


def test_a_check_asked_for_during_a_poll_is_still_owed(polled: Store) -> None:
    claim(polled)
    polled.health.request_check(NOW + HOUR, "site")
    succeed(polled, hours=0)
    assert health(polled).check_requested_at == NOW + HOUR


def test_success_writes_down_what_the_walk_met(polled: Store) -> None:
    total = Aggregate(4.5, 120, 1.0, 5.0)
    succeed(
        polled, cursor={"after": ["x", 1]}, baseline=True, newest=True,
        seen=9, matched=7, rejected=1, aggregate=total,
    )  # fmt: skip
    found = health(polled)
    assert (found.cursor, found.aggregate) == ({"after": ["x", 1]}, total)
    assert found.baseline_at == found.newest_at == found.succeeded_at == found.tried_at == NOW
    assert (found.seen, found.matched, found.rejected) == (9, 7, 1)


def test_a_later_success_keeps_what_it_does_not_renew(polled: Store) -> None:
    total = Aggregate(None, 3, 0.0, 10.0)
    succeed(polled, cursor={"page": 1}, baseline=True, newest=True, aggregate=total)
    succeed(polled, hours=5, baseline=True)
    found = health(polled)
    assert (found.cursor, found.aggregate) == ({"page": 1}, total)
    assert (found.baseline_at, found.newest_at, found.succeeded_at) == (NOW, NOW, NOW + 5 * HOUR)


def test_failures_are_counted_until_a_success(polled: Store) -> None:
    claim(polled)
    assert (fail(polled), fail(polled, hours=1)) == (1, 2)
    found = health(polled)
    assert (found.failures, found.error, found.error_text) == (2, "Blocked", "A block page.")
    assert (found.hint, found.due_at, found.tried_at) == ("Poll less.", NOW + 2 * HOUR, NOW + HOUR)
    succeed(polled, hours=2)
    found = health(polled)
    assert (found.failures, found.error, found.error_text, found.hint) == (0, None, None, None)


def test_a_failure_ends_the_claim_and_answers_the_check(polled: Store) -> None:
    polled.health.request_check(NOW, "site")
    claim(polled)
    fail(polled)
    assert health(polled).check_requested_at is None
    assert claim(polled, hours=1, names=["site"]) == {"site"}


def test_nothing_new_is_a_success_that_keeps_the_counts(polled: Store) -> None:
    succeed(polled, seen=9, matched=7, rejected=1)
    fail(polled, hours=1)
    polled.health.unchanged("site", now=NOW + 2 * HOUR, due_at=NOW + 3 * HOUR)
    found = health(polled)
    assert (found.failures, found.succeeded_at, found.seen) == (0, NOW + 2 * HOUR, 9)
    assert claim(polled, hours=3, names=["site"]) == {"site"}


def test_a_cursor_can_advance_while_the_walk_goes_on(polled: Store) -> None:
    claim(polled)
    polled.health.advance("site", {"page": 2})
    assert health(polled).cursor == {"page": 2}
    assert claim(polled) == set()


def test_a_clock_put_back_does_not_put_a_source_to_sleep_until_its_time_comes_again(
    polled: Store,
) -> None:
    a_year = 365 * 24
    assert claim(polled, hours=a_year) == {"site", "feed"}
    succeed(polled, hours=a_year)
    assert claim(polled, hours=1) == {"site", "feed"}
    assert claim(polled, hours=1) == set()
