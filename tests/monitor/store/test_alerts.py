"""The outbox: nothing is lost, nothing is told twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.alert import AlertKind, AlertState, NewAlert
from monitor.errors import StoreError
from monitor.store import Store
from tests.monitor.store.samples import DAY, HOUR, NOW, add, review

OWNER, PARTNER = "telegram:1", "telegram:2"
FIRST = NewAlert(AlertKind.NEW, OWNER, "mention:1:v1", note="A note", source="site")


def ids(store: Store, destination: str = OWNER, hours: int = 0) -> list[int]:
    return [alert.id for alert in store.alerts.due(destination, NOW + hours * HOUR)]


def fill(store: Store, count: int = 3) -> list[int]:
    store.alerts.enqueue([replace(FIRST, subject=f"s{n}") for n in range(count)], NOW)
    return ids(store)


def test_an_alert_comes_back_as_it_was_written(store: Store) -> None:
    (number,) = add(store, review())
    assert store.alerts.enqueue([replace(FIRST, mention=number)], NOW) == 1
    (alert,) = store.alerts.due(OWNER, NOW)
    assert (alert.kind, alert.destination, alert.subject) == (AlertKind.NEW, OWNER, FIRST.subject)
    assert (alert.mention, alert.source, alert.note, alert.urgent) == (
        number,
        "site",
        "A note",
        False,
    )
    assert (alert.state, alert.attempts, alert.last_error) == (AlertState.PENDING, 0, None)
    assert alert.created_at == alert.due_at == NOW


def test_the_same_alert_is_written_once_whatever_became_of_it(store: Store) -> None:
    other_kind = replace(FIRST, kind=AlertKind.EDITED)
    other_chat = replace(FIRST, destination=PARTNER)
    assert store.alerts.enqueue([FIRST, FIRST, other_kind, other_chat], NOW) == 3
    store.alerts.sent(ids(store), NOW)
    assert store.alerts.enqueue([FIRST, other_chat], NOW + HOUR) == 0
    assert ids(store) == []
    assert store.alerts.enqueue([], NOW) == 0


def test_an_alert_about_an_unknown_mention_is_refused(store: Store) -> None:
    with pytest.raises(StoreError):
        store.alerts.enqueue([replace(FIRST, mention=99)], NOW)


def test_whether_anybody_was_told_can_be_asked(store: Store) -> None:
    store.alerts.enqueue([FIRST], NOW)
    store.alerts.sent(ids(store), NOW)
    assert store.alerts.exists(AlertKind.NEW, FIRST.subject)
    assert not store.alerts.exists(AlertKind.EDITED, FIRST.subject)
    assert not store.alerts.exists(AlertKind.NEW, "mention:2:v1")


def test_urgent_alerts_are_due_first_then_the_oldest(store: Store) -> None:
    urgent = [replace(FIRST, subject=f"u{n}", urgent=True) for n in range(2)]
    store.alerts.enqueue([FIRST], NOW)
    store.alerts.enqueue(urgent, NOW + HOUR)
    subjects = [alert.subject for alert in store.alerts.due(OWNER, NOW + HOUR)]
    assert subjects == ["u0", "u1", FIRST.subject]
    assert len(store.alerts.due(OWNER, NOW + HOUR, limit=2)) == 2


def test_a_sent_alert_is_done(store: Store) -> None:
    first, second, third = fill(store)
    store.alerts.claim([first, second])
    store.alerts.sent([first], NOW, message_ref="77")
    assert ids(store) == [second, third]


def test_what_a_crash_left_half_sent_is_due_again(store: Store) -> None:
    (one,) = fill(store, 1)
    store.alerts.claim([one])
    (alert,) = store.alerts.due(OWNER, NOW)
    assert (alert.state, alert.attempts) == (AlertState.SENDING, 1)


def test_an_alert_to_retry_is_due_at_its_time(store: Store) -> None:
    (one,) = fill(store, 1)
    store.alerts.claim([one])
    store.alerts.retry([one], NOW + 2 * HOUR, "timed out")
    assert ids(store, hours=1) == []
    assert store.alerts.destinations_waiting() == [OWNER]
    (alert,) = store.alerts.due(OWNER, NOW + 2 * HOUR)
    assert (alert.state, alert.attempts, alert.last_error) == (AlertState.PENDING, 1, "timed out")


def test_a_dropped_alert_is_never_due_again(store: Store) -> None:
    (one,) = fill(store, 1)
    store.alerts.drop([one], "blocked")
    store.alerts.retry([one], NOW, "late answer")
    store.alerts.claim([one])
    assert ids(store, hours=9) == []


def test_a_sent_alert_cannot_be_taken_back(store: Store) -> None:
    (one,) = fill(store, 1)
    store.alerts.sent([one], NOW)
    store.alerts.retry([one], NOW, "late answer")
    store.alerts.drop([one], "late answer")
    assert ids(store, hours=9) == []


def test_one_destination_does_not_wait_for_another(store: Store) -> None:
    store.alerts.enqueue([FIRST, replace(FIRST, destination=PARTNER)], NOW)
    store.alerts.sent(ids(store), NOW)
    assert store.alerts.destinations_waiting() == [PARTNER]


def test_an_alert_written_by_a_clock_since_put_back_is_told_now(store: Store) -> None:
    store.alerts.enqueue([FIRST], NOW + 365 * DAY)
    assert len(ids(store)) == 1


def test_an_alert_put_off_by_a_clock_since_put_back_is_told_now(store: Store) -> None:
    (one,) = fill(store, 1)
    store.alerts.retry([one], NOW + 365 * DAY, "timed out")
    assert ids(store) == [one]


def test_a_chat_that_is_gone_leaves_nothing_waiting_and_others_untouched(store: Store) -> None:
    first, _ = fill(store, 2)
    store.alerts.enqueue([replace(FIRST, destination=PARTNER)], NOW)
    store.alerts.retry([first], NOW + HOUR, "timed out")
    store.alerts.drop_all(OWNER, "blocked")
    assert store.alerts.destinations_waiting() == [PARTNER]
