"""What the owner asked for, sent to somebody who waits for it."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

import telegram
from telegram.error import TelegramError

from bot.desk import Outcome
from bot.screens.message import Message
from bot.telegram.sending import Post
from bot.telegram.trouble import Trouble, patience, trouble
from bot.telegram.waiting import Rest
from monitor.errors import GoodwordError

_TRIES = 3
_log = logging.getLogger(__name__)


class Answers:
    """Sends, and changes what was sent; tries a few times, for somebody waits."""

    def __init__(self, post: Post, rest: Rest) -> None:
        self._post = post
        self._rest = rest

    async def send(self, chat: int, messages: Sequence[Message]) -> None:
        """Send ``messages`` in turn. Raises TelegramError."""
        for message in messages:
            await self._patiently(partial(self._post.send, chat, message))

    async def show(self, chat: int, shown: telegram.Message | None, outcome: Outcome) -> None:
        """Put ``outcome`` in the place of ``shown``; None is one that bots cannot change any
        more. Raises TelegramError."""
        instead = outcome.replace
        if instead is not None and shown is not None:
            await self._patiently(partial(self._post.edit, shown, instead))
        elif instead is not None:
            await self.send(chat, [instead])
        await self.send(chat, outcome.messages)

    async def _patiently(self, send: Callable[[], Awaitable[object]]) -> None:
        """The last of a few refusals is raised."""
        for attempt in range(1, _TRIES + 1):
            try:
                await send()
                return
            except TelegramError as error:
                lasting = trouble(error) not in (Trouble.SLOW_DOWN, Trouble.NETWORK)
                if lasting or attempt == _TRIES or self._rest.stopped():
                    raise
                await self._rest.rest(patience(error, attempt))


def report(error: Exception) -> None:
    """Log what went wrong, as far as its words are known to be harmless."""
    if isinstance(error, TelegramError):
        _log.warning("An answer could not be sent: %s", trouble(error))
    elif isinstance(error, GoodwordError):
        _log.warning("An answer could not be given: %s", error)
    else:
        _log.error("An answer could not be given (%s).", type(error).__name__)
