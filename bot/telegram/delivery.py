"""The outbox on its way to the chats: look, plan, claim, send, mark.

What is promised:

- An alert is marked as sent only after Telegram took it. A crash between the two leaves the
  row SENDING, and it is sent again at the next start: at least once, never not at all.
- Each chat is a lane of its own: one that is slow, blocked or asked us to wait delays no other.
- "Wait 30 seconds" means the whole lane waits 30 seconds. An unreachable network means trying
  again, ever more patiently, and dropping nothing.
- A chat that blocked the bot hears no more: what was due to it is dropped from the outbox with
  the reason. The mentions stay in the inbox, and the owner is told so on coming back.
- What cannot be marked as sent (a full disk) is not sent again meanwhile.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from telegram.error import TelegramError

from bot.batch import Batch, plan
from bot.telegram.chats import chat_id, is_chat
from bot.telegram.sending import Post
from bot.telegram.storage import StoreThread
from bot.telegram.trouble import Trouble, patience, trouble
from bot.telegram.waiting import Rest, backoff
from monitor.clock import Clock
from monitor.config import Config
from monitor.errors import StoreError
from monitor.store import Store

TICK = timedelta(seconds=2)
"""How often the outbox is looked at."""

AT_ONCE = 5000
"""So many waiting alerts are planned together, so that a long absence ends in one digest."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Sent:
    """What Telegram took, under the ``reference`` it gave."""

    ids: Sequence[int]
    at: datetime
    reference: str

    def write(self, store: Store) -> None:
        store.alerts.sent(self.ids, self.at, self.reference)


@dataclass(slots=True)
class _Lane:
    """One chat. ``unmarked`` was taken by Telegram, but the store does not know it yet."""

    destination: str
    hold_until: datetime
    failures: int = 0
    unmarked: list[_Sent] = field(default_factory=list)
    task: asyncio.Task[None] | None = None

    @property
    def busy(self) -> bool:
        return self.task is not None and not self.task.done()


class Delivery:
    """Carries due alerts to the paired chats, until goodword stops."""

    def __init__(
        self, store: StoreThread, post: Post, config: Config, clock: Clock, rest: Rest
    ) -> None:
        self._store = store
        self._post = post
        self._config = config
        self._clock = clock
        self._rest = rest
        self._lanes: dict[str, _Lane] = {}
        self._looked_at = clock.now()

    async def run(self) -> None:
        """Look into the outbox every ``TICK``; lanes that have work run beside each other."""
        try:
            while not self._rest.stopped():
                await self._look()
                await self._rest.rest(TICK)
            await asyncio.gather(*(lane.task for lane in self._lanes.values() if lane.task))
        finally:
            for lane in self._lanes.values():
                if lane.task is not None:
                    lane.task.cancel()

    async def _look(self) -> None:
        try:
            waiting = await self._store.run(_chats_with_mail)
        except StoreError as error:
            _log.warning("The outbox cannot be read: %s", error)
            return
        now = self._clock.now()
        if now < self._looked_at:  # a clock that was put back must not keep chats on hold for hours
            for lane in self._lanes.values():
                lane.hold_until = now
        self._looked_at = now
        for destination in waiting:
            lane = self._lanes.setdefault(destination, _Lane(destination, now))
            if not lane.busy and lane.hold_until <= now:
                lane.task = asyncio.create_task(self._deliver(lane))

    async def _deliver(self, lane: _Lane) -> None:
        try:
            await self._mark(lane)
            batches = await self._store.run(lambda store: self._plan(store, lane.destination))
            for position, batch in enumerate(batches):
                if self._rest.stopped() or not await self._send(lane, batch, batches[position:]):
                    return
        except StoreError as error:
            _log.warning("The outbox cannot be written: %s", error)
            self._hold(lane)
        except Exception as error:
            # A fault of ours in one lane must not end the delivery to all the others.
            _log.error("An alert could not be prepared (%s).", type(error).__name__)
            self._hold(lane)

    def _plan(self, store: Store, destination: str) -> list[Batch]:
        now = self._clock.now()
        return plan(store.alerts.due(destination, now, limit=AT_ONCE), store, self._config, now)

    async def _send(self, lane: _Lane, batch: Batch, remaining: Sequence[Batch]) -> bool:
        """Send one batch; False when the rest of the lane has to wait."""
        await self._store.run(lambda store: store.alerts.claim(batch.ids))
        try:
            reference = await self._post.send(chat_id(lane.destination), batch.message)
        except TelegramError as error:
            return await self._failed(lane, batch, remaining, error)
        lane.failures = 0
        lane.unmarked.append(_Sent(batch.ids, self._clock.now(), str(reference)))
        await self._mark(lane)
        return True

    async def _mark(self, lane: _Lane) -> None:
        while lane.unmarked:
            await self._store.run(lane.unmarked[0].write)
            del lane.unmarked[0]

    async def _failed(
        self, lane: _Lane, batch: Batch, remaining: Sequence[Batch], error: TelegramError
    ) -> bool:
        found = trouble(error)
        if found is Trouble.GONE:
            _log.warning("A paired chat blocked the bot or is gone; it gets no more alerts.")
            now = self._clock.now()
            await self._store.run(lambda store: block(store, lane.destination, now))
            return False
        if found is Trouble.REFUSED:
            _log.error("Telegram refused a message in every form; it stays in the inbox alone.")
            await self._store.run(lambda store: store.alerts.drop(batch.ids, found))
            return True
        self._hold(lane, error)
        ids = [number for left in remaining for number in left.ids]
        await self._store.run(lambda store: store.alerts.retry(ids, lane.hold_until, found))
        return False

    def _hold(self, lane: _Lane, error: TelegramError | None = None) -> None:
        """Keep ``lane`` quiet for as long as Telegram asked, or as its failures suggest."""
        lane.failures += 1
        span = backoff(lane.failures) if error is None else patience(error, lane.failures)
        lane.hold_until = max(lane.hold_until, self._clock.now() + span)


def block(store: Store, destination: str, now: datetime) -> None:
    """Note that the chat is closed to us, and take what was due to it out of the outbox."""
    with store.transaction():
        store.chats.block(destination, now)
        store.alerts.drop_all(destination, Trouble.GONE)


def _chats_with_mail(store: Store) -> list[str]:
    paired = set(store.chats.destinations())
    return [
        name for name in store.alerts.destinations_waiting() if is_chat(name) and name in paired
    ]
