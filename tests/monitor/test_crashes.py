"""Kill the engine at every step of the pipeline: nothing is lost, nothing is told twice."""

from __future__ import annotations

import shutil
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

from monitor.alert import AlertKind
from monitor.mention import State
from tests.fakes.clock import FakeClock
from tests.fakes.site import Review
from tests.monitor.crash import killed_before_statement
from tests.monitor.engine import OWNER, PARTNER, Shop, open_shop

MOST_STATEMENTS = 600
"""Far more than one poll needs; the loop ends when a poll gets through alive."""


def a_day(folder: Path) -> Shop:
    """A shop with history, then new reviews, one edit and one that is gone since a poll."""
    shop = open_shop(folder)
    shop.pair(PARTNER)
    shop.site.add(*[Review(f"old{n}", date="2026-10-30T10:00:00Z") for n in range(7)])
    shop.collect()
    shop.site.drop("old3")
    shop.collect()
    shop.site.add(Review("new1"), Review("new2", stars=1, text="Cold soup, rude waiter."))
    shop.site.edit("old1", text="It got worse.", stars=2)
    return shop


def again(shop: Shop, folder: Path) -> Shop:
    """The same shop on the same morning, in another folder."""
    folder.mkdir()
    path = folder / "shop.db"
    shutil.copy(shop.config.store.path, path)
    store = shop.config.store.model_copy(update={"path": path})
    return replace(
        shop,
        config=shop.config.model_copy(update={"store": store}),
        sites=deepcopy(shop.sites),
        clock=FakeClock(shop.clock.now()),
    )


def outcome(shop: Shop) -> object:
    """What the owner would see in the end: mentions, versions, alerts, counts."""
    with shop.store() as store:
        first, last = min(m.day for m in shop.mentions()), max(m.day for m in shop.mentions())
        days = store.rollups.days(first, last)
    return (
        sorted((m.item.id, m.item.text, m.item.state, m.versions) for m in shop.mentions()),
        [
            sorted((alert.kind, alert.mention) for alert in shop.alerts(destination))
            for destination in (OWNER, PARTNER)
        ],
        days,
    )


def test_killed_before_any_statement_of_a_poll_the_next_poll_makes_it_good(tmp_path: Path) -> None:
    morning = a_day(tmp_path)
    untouched = again(morning, tmp_path / "untouched")
    untouched.collect()
    untouched.collect()
    expected = outcome(untouched)
    for number in range(1, MOST_STATEMENTS):
        shop = again(morning, tmp_path / f"killed{number}")
        if not killed_before_statement(number, shop.collect):
            break
        shop.clock.advance(minutes=30)
        shop.collect()
        assert outcome(shop) == expected, f"killed before statement {number}"
    assert 10 < number < MOST_STATEMENTS - 1


def test_killed_during_the_first_run_it_stays_silent_and_complete(tmp_path: Path) -> None:
    for number in range(1, MOST_STATEMENTS, 3):
        folder = tmp_path / f"killed{number}"
        folder.mkdir()
        shop = open_shop(folder)
        shop.site.add(*[Review(f"old{n}") for n in range(7)])
        if not killed_before_statement(number, shop.collect):
            break
        shop.collect()
        assert {m.item.id for m in shop.mentions()} == {f"old{n}" for n in range(7)}
        assert shop.alerts() == []
    assert number > 10


def test_the_expected_day_itself_holds_what_it_should(tmp_path: Path) -> None:
    shop = a_day(tmp_path)
    shop.collect()
    assert shop.mention("old3").item.state is State.REMOVED
    kinds = sorted(alert.kind for alert in shop.alerts())
    assert kinds == [AlertKind.EDITED, AlertKind.NEW, AlertKind.NEW, AlertKind.REMOVED]
