"""An answer of Telegram's that never ends is given up, and the next one is asked for."""

from __future__ import annotations

import gzip
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler

import pytest
from telegram.error import NetworkError, TimedOut

from bot.telegram import line as under_test
from bot.telegram.line import Line
from tests.sources.loopback import says, served

A_MOMENT = timedelta(seconds=0.3)


def drip(handler: BaseHTTPRequestHandler, head: bytes) -> None:
    """Write ``head``, then a byte at a time for as long as anybody listens."""
    never = threading.Event()
    handler.wfile.write(head)
    while not never.wait(0.02):
        handler.wfile.write(b"1")


@pytest.mark.timeout(60)
@pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\n\r\n"])
async def test_an_answer_that_drips_is_given_up(head: bytes) -> None:
    with served() as site:
        site.answer = lambda handler: drip(handler, head)
        async with Line(A_MOMENT, A_MOMENT) as line:
            with pytest.raises(TimedOut):
                await line.post(site.url)
            site.answer = says(200, b'{"ok": true, "result": true}')
            assert await line.post(site.url) is True


async def test_a_request_that_may_be_held_open_for_longer_is_waited_for() -> None:
    with served() as site:

        def answers_late(handler: BaseHTTPRequestHandler) -> None:
            threading.Event().wait(0.8)
            says(200, b'{"ok": true, "result": []}')(handler)

        site.answer = answers_late
        async with Line(A_MOMENT, A_MOMENT) as line:
            assert await line.post(site.url, read_timeout=30) == []


@pytest.mark.timeout(60)
async def test_an_answer_without_end_is_given_up_however_fast_it_comes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(under_test, "LARGEST", 1_000_000)
    sent = 0

    def pours(handler: BaseHTTPRequestHandler) -> None:
        nonlocal sent
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while sent < 1_000_000_000:
            sent += handler.wfile.write(b" " * 100_000)

    with served() as site:
        site.answer = pours
        async with Line() as line:
            with pytest.raises(NetworkError, match="does not end"):
                await line.post(site.url)
            site.answer = says(200, b'{"ok": true, "result": true}')
            assert await line.post(site.url) is True
    assert sent < 1_000_000_000


async def test_a_packed_answer_is_neither_asked_for_nor_unpacked() -> None:
    with served() as site:
        site.answer = says(
            200, gzip.compress(b'{"ok": true, "result": true}'), Content_Encoding="gzip"
        )
        async with Line() as line:
            with pytest.raises(NetworkError):
                await line.post(site.url)
    assert site.seen[-1].headers["accept-encoding"] == "identity"
