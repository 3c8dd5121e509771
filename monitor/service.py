"""The collector: finds what is due, and has it polled in a bounded pool.

One poll runs in one worker thread with its own store connection, so that a slow or dead host
delays no other; commits take turns. A second process on the same file is welcome: sources
are claimed in the store, and each is polled by one of them at a time.
"""

from __future__ import annotations

import logging
import os
import random
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, as_completed, wait
from datetime import timedelta
from functools import partial
from typing import TypeVar

from monitor.answers import reply_rules
from monitor.capability import CanWithdraw
from monitor.clock import Clock
from monitor.config import Config
from monitor.courier import Courier
from monitor.errors import StoreError
from monitor.health import Health
from monitor.poller import Outcome, Poller
from monitor.publish import Publisher
from monitor.reminders import remind
from monitor.source import Fetch, Source
from monitor.store import Store
from monitor.store.rows import SourceRow
from monitor.tokens import Tokens
from monitor.understand.feeling import Feeling
from monitor.withdraw import Withdrawer

log = logging.getLogger(__name__)

Done = TypeVar("Done")

LEASE = timedelta(minutes=15)
"""A claim older than this belongs to a process that died; another may take the source over."""

ANSWERS_AT_ONCE = 100

NAP = 2.0
"""Seconds between two looks for due sources; one cheap query each."""


class Collector:
    """Polls ``sources`` (by name) into the store that ``config`` names.

    ``random`` spreads the polls; hand in a seeded one for tests.
    """

    def __init__(
        self,
        config: Config,
        sources: Mapping[str, Source],
        fetch: Fetch,
        clock: Clock,
        *,
        dice: random.Random | None = None,
        feeling: Feeling | None = None,
    ) -> None:
        self.config = config
        self.sources = sources
        self.fetch = fetch
        self.clock = clock
        self.tokens = Tokens()
        dice = dice or random.SystemRandom()
        self.poller = Poller(config, self.courier, clock, dice, feeling)
        self.publisher = Publisher(
            config,
            tuple(name for name, source in sources.items() if reply_rules(source) is not None),
            self.courier,
            clock,
            dice,
        )
        self.withdrawer = Withdrawer(
            config,
            tuple(n for n in self.publisher.names if isinstance(sources[n], CanWithdraw)),
            self.courier,
            clock,
            dice,
        )
        self._told: str | None = None
        self.worker = f"{os.uname().nodename}:{os.getpid()}"

    def collect(
        self,
        names: Sequence[str] | None = None,
        *,
        progress: Callable[[Outcome], object] | None = None,
    ) -> list[Outcome]:
        """Poll each named source once now, due or not; all of them by default.

        Then the answers that the owner wants posted go out, and what has fallen due is told.
        """
        with Store.open(self.config.store.path) as store:
            self.register(store)
            wanted = set(self.sources if names is None else names)
            rows = [health for health in store.health.all() if health.name in wanted]
        with ThreadPoolExecutor(self.config.collector.workers, "poll") as pool:
            futures = [pool.submit(self._poll_one, health) for health in rows]
            try:
                for future in as_completed(futures):
                    if progress is not None:
                        progress(future.result())
            finally:
                pool.shutdown(cancel_futures=True)
        with Store.open(self.config.store.path) as store:
            for answer in self.answers(store, ANSWERS_AT_ONCE):
                answer(store)
            remind(store, self.config, self.clock.now())
        return [future.result() for future in futures]

    def run(self, stop: threading.Event) -> None:
        """Poll and post whatever falls due until ``stop`` is set; then finish what is under way."""
        workers = self.config.collector.workers
        running: dict[Future[object], str] = {}  # the source that is polled, "" for an answer
        with (
            Store.open(self.config.store.path) as store,
            ThreadPoolExecutor(workers, "poll") as pool,
        ):
            self.register(store)
            while not stop.is_set():
                running = {f: name for f, name in running.items() if not self._finished(f)}
                free = workers - len(running)
                if free:
                    answers = self.answers(store, free)
                    running |= {pool.submit(self._with_store, answer): "" for answer in answers}
                    free -= len(answers)
                if free > 0:
                    # A walk that outlasts its lease must not be begun again beside itself: one
                    # slow site would take all workers in time.
                    idle = self.sources.keys() - running.values()
                    due = self._due(store, free, idle)
                    running |= {pool.submit(self._poll_one, h): h.name for h in due}
                if running:
                    wait(running, timeout=NAP, return_when=FIRST_COMPLETED)
                else:
                    stop.wait(NAP)

    def register(self, store: Store) -> None:
        """Tell the store which sources there are, so that the chat can speak of them."""
        store.health.sync(
            [
                SourceRow(
                    name,
                    source.info.key,
                    source.info.title,
                    source.settings.place,
                    reply_rules(source),
                )
                for name, source in self.sources.items()
            ],
            self.clock.now(),
        )

    def courier(self, name: str) -> Courier:
        """Who asks the site of the source ``name``."""
        return Courier(name, self.sources[name], self.fetch, self.tokens, self.clock)

    def _due(self, store: Store, limit: int, names: Collection[str]) -> list[Health]:
        try:
            now = self.clock.now()
            remind(store, self.config, now)
            due = store.health.claim_due(now, self.worker, LEASE, limit, names)
        except StoreError as error:
            # A full disk or a long lock passes; a collector that gave up would not come back.
            self._complain(error)
            return []
        self._told = None
        return due

    def _complain(self, error: StoreError) -> None:
        """Say once what is wrong with the store: a line every two seconds would fill the disk."""
        if error.message != self._told:
            log.warning("the store is not usable: %s %s", error.message, error.hint)
        self._told = error.message

    def answers(self, store: Store, limit: int) -> list[Callable[[Store], object]]:
        """What is to be done about answers: to be posted, to be taken down, to be looked up."""
        post, follow = self.publisher.publish, self.publisher.follow
        try:
            work = [partial(post, posting=p) for p in self.publisher.claim(store, limit)]
            down = self.withdrawer.claim(store, limit - len(work))
            work += [partial(self.withdrawer.withdraw, posting=p) for p in down]
            pending = self.publisher.claim_pending(store, limit - len(work))
            return [*work, *(partial(follow, posting=p) for p in pending)]
        except StoreError as error:
            self._complain(error)
            return []

    def _with_store(self, work: Callable[[Store], Done]) -> Done:
        # SQLite connections do not travel between threads; opening one costs under a millisecond.
        with Store.open(self.config.store.path) as store:
            return work(store)

    def _finished(self, future: Future[object]) -> bool:
        if not future.done():
            return False
        problem = future.exception()
        if isinstance(problem, StoreError):
            log.warning("a poll could not be stored: %s", problem.message)
        elif problem is not None:
            log.error("a poll ended with %s", type(problem).__name__)
        return True

    def _poll_one(self, health: Health) -> Outcome:
        return self._with_store(partial(self.poller.poll, health=health))
