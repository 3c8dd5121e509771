"""What the owner asked for, sent to somebody who waits for it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import timedelta
from functools import partial
from typing import TypeAlias

import telegram
from telegram.error import TelegramError

from bot.desk import Outcome
from bot.screens.message import Message
from bot.telegram.sending import Post
from bot.telegram.trouble import Trouble, patience, trouble
from bot.telegram.waiting import Rest
from monitor.errors import GoodwordError

_Send: TypeAlias = Callable[[], Awaitable[object]]

_TRIES = 3
_log = logging.getLogger(__name__)


class Answers:
    """Sends, and changes what was sent; tries a few times, for somebody waits.

    A chat that Telegram wants left alone gets its answers when it may, in their order, and
    nobody waits for that here: meanwhile every other chat is answered.
    """

    def __init__(self, post: Post, rest: Rest) -> None:
        self._post = post
        self._rest = rest
        self._later: dict[int, list[_Send]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def send(self, chat: int, messages: Sequence[Message]) -> None:
        """Send ``messages`` in turn. Raises TelegramError."""
        await self._in_turn(chat, [partial(self._post.send, chat, each) for each in messages])

    async def show(self, chat: int, shown: telegram.Message | None, outcome: Outcome) -> None:
        """Put ``outcome`` in the place of ``shown``; None is one that bots cannot change any
        more. Raises TelegramError."""
        instead = outcome.replace
        if instead is not None and shown is not None:
            await self._in_turn(chat, [partial(self._post.edit, shown, instead)])
        elif instead is not None:
            await self.send(chat, [instead])
        await self.send(chat, outcome.messages)

    async def end(self) -> None:
        """Send nothing any more that had to wait."""
        waiting = list(self._tasks)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)

    async def _in_turn(self, chat: int, sends: Iterable[_Send]) -> None:
        for send in sends:
            if chat in self._later:
                self._later[chat].append(send)
            elif (pause := await self._patiently(send)) is not None:
                self._leave(chat, send, pause)

    def _leave(self, chat: int, send: _Send, pause: timedelta) -> None:
        waiting = self._later.setdefault(chat, [])
        waiting.append(send)
        if len(waiting) == 1:
            task = asyncio.create_task(self._when_it_may(chat, pause))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _when_it_may(self, chat: int, pause: timedelta | None) -> None:
        waiting = self._later[chat]
        while waiting:
            if pause is not None:
                await self._rest.rest(pause)
            if self._rest.stopped():
                return
            try:
                pause = await self._patiently(waiting[0])
            except Exception as error:
                report(error)
                pause = None
            if pause is None:
                del waiting[0]
        del self._later[chat]

    async def _patiently(self, send: _Send) -> timedelta | None:
        """Send, or tell how long the chat must be left alone first. The last of a few other
        refusals is raised."""
        for attempt in range(1, _TRIES + 1):
            try:
                await send()
                break
            except TelegramError as error:
                found = trouble(error)
                if found is Trouble.SLOW_DOWN:
                    return patience(error, attempt)
                if found is not Trouble.NETWORK or attempt == _TRIES or self._rest.stopped():
                    raise
                await self._rest.rest(patience(error, attempt))
        return None


def report(error: Exception) -> None:
    """Log what went wrong, as far as its words are known to be harmless."""
    if isinstance(error, TelegramError):
        _log.warning("An answer could not be sent: %s", trouble(error))
    elif isinstance(error, GoodwordError):
        _log.warning("An answer could not be given: %s", error)
    else:
        _log.error("An answer could not be given (%s).", type(error).__name__)
