"""The line to Telegram: the library's own, with an end to each answer.

The library's time limits are for each read: a server that sends one byte every ten seconds would
keep a chat, or all messages that come in, waiting for ever. And it reads whatever comes into
memory; so answers are asked for as they are, for a few packed bytes can unpack to gigabytes.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
from telegram.error import TimedOut
from telegram.request import HTTPXRequest

ANSWER = timedelta(seconds=20)
"""How long Telegram may take to begin an answer. Too short, and slow lines hear things twice."""

REST = timedelta(seconds=60)
"""How much longer a whole request may take: to connect, to send a picture, to end the answer."""

LARGEST = 16_000_000
"""Bytes of an answer; a hundred of the longest messages, the most that come at once, have a few
million."""


class Line(HTTPXRequest):
    """Requests that end. Raises TimedOut for one that does not end by itself, NetworkError for
    one whose answer grows past ``LARGEST``."""

    def __init__(self, answer: timedelta = ANSWER, rest: timedelta = REST) -> None:
        super().__init__(
            read_timeout=answer.total_seconds(),
            httpx_kwargs={
                "headers": {"Accept-Encoding": "identity"},
                "event_hooks": {"response": [_bound]},
            },
        )
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


async def _bound(answer: httpx.Response) -> None:
    """Called before the body of ``answer`` is read."""
    if answer.headers.get("content-encoding", "identity") != "identity":
        raise httpx.DecodingError("The answer is packed.")
    if isinstance(answer.stream, httpx.AsyncByteStream):
        answer.stream = _Bounded(answer.stream)


class _Bounded(httpx.AsyncByteStream):
    """A body of ``LARGEST`` bytes at most."""

    def __init__(self, body: httpx.AsyncByteStream) -> None:
        self._body = body

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for part in self._body:
            size += len(part)
            if size > LARGEST:
                raise httpx.ReadError("The answer does not end.")
            yield part

    async def aclose(self) -> None:
        await self._body.aclose()
