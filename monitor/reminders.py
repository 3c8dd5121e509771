"""What the clock brings: the snoozed wakes, a draft has cooled off, a promise falls due."""

from __future__ import annotations

from datetime import datetime

from monitor.config import Config
from monitor.rules import (
    announce_promise,
    announce_ready,
    announce_reminder,
    promise_news,
)
from monitor.store import Store
from monitor.walk import watching


def remind(store: Store, config: Config, now: datetime) -> None:
    """Put into the outbox what is to be told now. Cheap where there is nothing; asked often."""
    _wake(store, config, now)
    _cooled(store, config, now)
    _promises(store, config, now)


def _wake(store: Store, config: Config, now: datetime) -> None:
    """What the owner put off until now is open again, and told once more."""
    if not store.mentions.to_wake(now):
        return
    with store.transaction():
        watch = watching(store, config, now)
        for number in store.mentions.wake(now):
            store.alerts.enqueue(announce_reminder(number, watch), now)


def _cooled(store: Store, config: Config, now: datetime) -> None:
    """An approved draft may be posted now: its owner has put the phone away meanwhile."""
    if not store.drafts.to_cool(now):
        return
    with store.transaction():
        watch = watching(store, config, now)
        for draft in store.drafts.cooled(now):
            store.alerts.enqueue(announce_ready(draft, watch), now)


def _promises(store: Store, config: Config, now: datetime) -> None:
    """A promise's day has come, or has passed; each is told once."""
    zone = config.shop.zone
    for promise in store.promises.untold(now.astimezone(zone).date()):
        what = promise_news(promise, now, zone)
        if what is None:
            continue
        with store.transaction():
            watch = watching(store, config, now)
            store.alerts.enqueue(announce_promise(promise, what, watch), now)
            store.promises.told(promise.id, what)
