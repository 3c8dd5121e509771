"""What the clock brings is told by the collector, once, also where it runs now and then."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from monitor.alert import AlertKind
from monitor.draft import DraftState, Proposal, Route
from monitor.mention import Status
from monitor.promise import Commitment
from tests.fakes.site import Review
from tests.monitor.engine import Shop, open_shop


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    """A shop that knows one review."""
    shop = open_shop(tmp_path)
    shop.site.add(Review("r1", stars=1, text="Cold soup."))
    shop.collect()
    return shop


def told(shop: Shop) -> list[AlertKind]:
    return [alert.kind for alert in shop.alerts()]


def test_what_was_snoozed_a_draft_that_rested_and_a_promise_are_told(shop: Shop) -> None:
    number, now = shop.mention("r1").number, shop.clock.now()
    later = now + timedelta(hours=1)
    with shop.store() as store:
        store.mentions.set_status(number, Status.SNOOZED, now, later)
        draft = store.drafts.add(
            number, 1, Proposal("Sorry.", "en", Route.DRAFT), now, ready_at=later
        )
        store.drafts.move(draft.id, DraftState.APPROVED)
        due = (now + timedelta(days=1)).date()
        store.promises.note(draft.id, number, [Commitment("I call.", 0, 7, due)], now)
    shop.collect()
    assert told(shop) == []
    shop.clock.advance(days=1, hours=10)
    for _ in range(2):
        shop.collect()
        assert set(told(shop)) == {
            AlertKind.REMINDER,
            AlertKind.DRAFT_READY,
            AlertKind.PROMISE_DUE,
        }
        assert len(told(shop)) == 3
    shop.clock.advance(days=1)
    shop.collect()
    assert told(shop)[-1] is AlertKind.PROMISE_OVERDUE
