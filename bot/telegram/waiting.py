"""Waiting without blocking: rests that end when goodword stops, and turns in one chat.

How to wait is a parameter, so that tests need not.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime, timedelta
from typing import TypeVar

from monitor.clock import Clock

Wait = Callable[[float], Awaitable[None]]
"""Waits so many seconds; ``asyncio.sleep`` outside of tests."""

GAP = timedelta(seconds=1)
"""Telegram asks for at most one message a second in one chat."""

_FIRST_BACKOFF = timedelta(seconds=1)
_LONGEST_BACKOFF = timedelta(minutes=1)
_REMEMBERED = 1000

Result = TypeVar("Result")


def backoff(failures: int) -> timedelta:
    """How long to wait after so many failures in a row: 1, 2, 4 ... seconds, a minute at most."""
    return min(_LONGEST_BACKOFF, _FIRST_BACKOFF * (1 << min(max(failures - 1, 0), 16)))


class Rest:
    """Waits that end early once ``stop`` is set."""

    def __init__(self, stop: asyncio.Event, wait: Wait = asyncio.sleep) -> None:
        self._stop = stop
        self._wait = wait

    def stopped(self) -> bool:
        """Whether goodword was asked to stop."""
        return self._stop.is_set()

    async def rest(self, span: timedelta) -> None:
        """Wait for ``span``, or until goodword stops."""

        async def wait() -> None:
            await self._wait(span.total_seconds())

        await self.unless_stopped(wait())

    async def unless_stopped(self, work: Coroutine[object, object, Result]) -> Result | None:
        """The outcome of ``work``; None, and ``work`` cancelled, once goodword stops."""
        doing = asyncio.ensure_future(work)
        stopped = asyncio.ensure_future(self._stop.wait())
        try:
            await asyncio.wait((doing, stopped), return_when=asyncio.FIRST_COMPLETED)
            return doing.result() if doing.done() else None
        finally:
            for task in (doing, stopped):
                task.cancel()
            await asyncio.gather(doing, stopped, return_exceptions=True)


class Pace:
    """Turns in each chat, ``GAP`` apart, first come, first served."""

    def __init__(self, clock: Clock, rest: Rest) -> None:
        self._clock = clock
        self._rest = rest
        self._next: OrderedDict[int, datetime] = OrderedDict()
        self._seen = clock.now()

    async def turn(self, chat: int) -> None:
        """Wait until something may be sent to ``chat``."""
        now = self._clock.now()
        if now < self._seen:  # a clock that was set back must not silence chats for hours
            self._next.clear()
        self._seen = now
        mine = max(self._next.get(chat, now), now)
        self._next[chat] = mine + GAP
        self._next.move_to_end(chat)
        if len(self._next) > _REMEMBERED:
            self._next.popitem(last=False)
        if mine > now:
            await self._rest.rest(mine - now)
