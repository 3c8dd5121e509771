"""One turn of one source: it is polled, and how that went and when it is due again written down."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from monitor import schedule
from monitor.clock import Clock
from monitor.config import Config
from monitor.courier import Courier
from monitor.errors import SchemaChanged, SourceError, StoreError
from monitor.health import Health
from monitor.pipeline import poll
from monitor.recheck import recheck
from monitor.rules import announce_quiet, announce_sick
from monitor.store import Store
from monitor.trends.coverage import SHORT_SILENCE, silent_since
from monitor.trends.week import WEEKS
from monitor.understand.feeling import Feeling
from monitor.walk import Walk, watching

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one poll ended: a walk, or what went wrong."""

    source: str
    walk: Walk | None = None
    error: SourceError | None = None


class Poller:
    """Polls a source by its name; ``courier`` says who asks its site, ``dice`` spreads the polls.

    A source that fails, or an adapter that trips over its own feet, is noted and told of, never
    raised; a store that cannot be written raises StoreError.
    """

    def __init__(
        self,
        config: Config,
        courier: Callable[[str], Courier],
        clock: Clock,
        dice: random.Random,
        feeling: Feeling | None,
    ) -> None:
        self.config = config
        self.courier = courier
        self.clock = clock
        self.dice = dice
        self.feeling = feeling

    def poll(self, store: Store, health: Health) -> Outcome:
        """One walk through the source of ``health``, and when it is due again."""
        courier = self.courier(health.name)
        source = courier.source
        every = schedule.interval(
            source.settings.every, source.info.every, source.info.min_interval
        )
        due = schedule.after_success(self.clock.now(), every, self.dice.random())
        try:
            walk = poll(
                courier,
                health,
                store=store,
                config=self.config,
                next_due=due,
                feeling=self.feeling,
            )
            again = recheck(courier, store, self.config)
        except SourceError as error:
            self._failed(store, health, error, every)
            return Outcome(health.name, error=error)
        except StoreError:
            raise
        except Exception as error:
            # An adapter's own mistake must not stop the others; its message may hold anything.
            log.error("%s: the adapter failed with %s", health.name, type(error).__name__)
            mishap = SchemaChanged(f"The adapter failed with {type(error).__name__}.")
            self._failed(store, health, mishap, every)
            return Outcome(health.name, error=mishap)
        self._notice_silence(store, health.name)
        if again is not None:
            walk.edited += again.edited
            walk.removed += again.removed
        return Outcome(health.name, walk)

    def _notice_silence(self, store: Store, name: str) -> None:
        """A source that works but has stopped bringing anything is told of once a silence."""
        now = self.clock.now()
        health = store.health.get(name)
        heard = None if health is None else health.newest_at or health.baseline_at
        if health is None or heard is None or now - heard <= SHORT_SILENCE:
            return
        today = now.astimezone(self.config.shop.zone).date()
        days = store.rollups.days(today - timedelta(weeks=WEEKS), today)
        count = sum(day.count for day in days if day.source == name)
        silent = silent_since(health, count, now)
        if silent is not None:
            watch = watching(store, self.config, now)
            store.alerts.enqueue(announce_quiet(name, silent, watch), now)

    def _failed(self, store: Store, health: Health, error: SourceError, every: timedelta) -> None:
        now = self.clock.now()
        failures = health.failures + 1
        due = schedule.after_failure(now, every, failures, error, self.dice.random())
        watch = watching(store, self.config, now)
        with store.transaction():
            store.health.failed(
                health.name,
                now=now,
                due_at=due,
                error=type(error).__name__,
                text=error.message,
                hint=error.hint,
            )
            store.alerts.enqueue(
                announce_sick(health, error, failures, self.config.alerts.sick_after, watch), now
            )
