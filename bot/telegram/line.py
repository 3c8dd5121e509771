"""The line to Telegram: the library's own, with an end to each answer.

The library's time limits are for each read: a server that sends one byte every ten seconds would
keep a chat, or all messages that come in, waiting for ever.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

from telegram.error import TimedOut
from telegram.request import HTTPXRequest

ANSWER = timedelta(seconds=20)
"""How long Telegram may take to begin an answer. Too short, and slow lines hear things twice."""

REST = timedelta(seconds=60)
"""How much longer a whole request may take: to connect, to send a picture, to end the answer."""


class Line(HTTPXRequest):
    """Requests that end. Raises TimedOut for one that does not end by itself."""

    def __init__(self, answer: timedelta = ANSWER, rest: timedelta = REST) -> None:
        super().__init__(read_timeout=answer.total_seconds())
        self._answer = answer.total_seconds()
        self._rest = rest.total_seconds()

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """One request, as the library makes it."""
        asked = kwargs.get("read_timeout")  # long polling asks for more than usual
        answer = asked if isinstance(asked, int | float) else self._answer
        try:
            async with asyncio.timeout(answer + self._rest):
                return await super().do_request(*args, **kwargs)
        except TimeoutError as error:
            raise TimedOut from error
