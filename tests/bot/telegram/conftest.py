"""A bot that really runs, against the fake Bot API and a real store, in hurried time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.telegram.app import serve
from bot.telegram.chats import destination
from monitor.alert import AlertKind, NewAlert
from monitor.config import Config, from_table
from monitor.mention import Author, Item, Kind, Precision, Rating
from monitor.reply.writer import Writer
from monitor.store import Store
from monitor.store.rows import NewMention
from monitor.verdict import Sentiment, Verdict
from tests.fakes.botapi import TOKEN, BotApi
from tests.fakes.clock import START

OWNER = 4242424242
DESTINATION = destination(OWNER)
SPEED = 50
"""So many seconds of the bot pass in one of ours."""


class HurriedClock:
    """Time that flies: the bot's seconds are ``1 / SPEED`` of ours, waits included."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._skipped = timedelta()

    def now(self) -> datetime:
        """START, and what has passed since."""
        passed = timedelta(seconds=(time.monotonic() - self._began) * SPEED)
        return START + passed + self._skipped

    def sleep(self, seconds: float) -> None:
        """Sleep through ``seconds`` of this clock."""
        time.sleep(seconds / SPEED)

    async def wait(self, seconds: float) -> None:
        """``sleep`` for coroutines."""
        await asyncio.sleep(seconds / SPEED)

    def skip(self, **span: float) -> None:
        """Suddenly it is later."""
        self._skipped += timedelta(**span)


@dataclass
class Shop:
    """One shop's bot: its config, store, clock and Telegram; ``told`` is what it announced,
    ``writer`` the owner's language model."""

    api: BotApi
    clock: HurriedClock
    path: Path
    config: Config
    told: list[str] = field(default_factory=list)
    writer: Writer | None = None

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """The bot runs inside the block, and has stopped in good order after it."""
        stop = asyncio.Event()
        running = asyncio.create_task(self.serve(stop))
        try:
            yield
        finally:
            stop.set()
            await asyncio.wait_for(running, 10)

    async def serve(self, stop: asyncio.Event) -> None:
        """Run the bot until it stops or fails."""
        await serve(
            self.config,
            self.path,
            self.clock,
            stop,
            announce=self.told.append,
            writer=self.writer,
            wait=self.clock.wait,
        )

    def store(self) -> Store:
        """The same file, as the collector opens it."""
        return Store.open(self.path)

    def pair(self, *chats: int) -> None:
        """Pair the owner, or ``chats``, without asking the bot."""
        with self.store() as store:
            for chat in chats or (OWNER,):
                self.api.meet(chat)
                now = self.clock.now()
                code = store.chats.code(now, timedelta(minutes=5))
                assert store.chats.pair(code, destination(chat), "Olga", now)

    def alert(self, *texts: str, chats: tuple[int, ...] = (OWNER,), urgent: bool = False) -> None:
        """The collector finds reviews and writes them with their alerts, one transaction."""
        now = self.clock.now()
        with self.store() as store, store.transaction():
            found = [review(text, now) for text in texts]
            alerts = [
                NewAlert(
                    AlertKind.NEW,
                    destination(chat),
                    f"mention:{number}:v1",
                    mention=number,
                    urgent=urgent,
                )
                for number in store.mentions.add(found)
                for chat in chats
            ]
            store.alerts.enqueue(alerts, now)

    def waiting(self, chat: int = OWNER) -> bool:
        """Whether something is still to be told."""
        with self.store() as store:
            return destination(chat) in store.alerts.destinations_waiting()


def review(text: str, now: datetime) -> NewMention:
    """A bad review of the morning."""
    item = Item(
        id=text,
        kind=Kind.REVIEW,
        author=Author("Anna"),
        rating=Rating(2),
        text=text,
        published_at=now,
        precision=Precision.INSTANT,
        url="https://reviews.example/1",
    )
    verdict = Verdict(Sentiment.NEGATIVE, -0.6, 0.8, lang="en", engine="test")
    return NewMention("reviews", item, verdict, None, now.date(), now)


@pytest.fixture
def clock() -> HurriedClock:
    return HurriedClock()


@pytest.fixture
def api(clock: HurriedClock) -> Iterator[BotApi]:
    """A Bot API; a test that breaks one of its rules fails."""
    with BotApi(clock.now) as api:
        yield api
    assert not api.violations


@pytest.fixture
def shop(api: BotApi, clock: HurriedClock, tmp_path: Path) -> Shop:
    """A shop whose bot nobody has paired yet."""
    config = from_table(
        {
            "shop": {"name": "Corner Bakery"},
            "telegram": {"token": TOKEN, "api_url": api.url},
            "sources": {"reviews": {"type": "feed"}},
        }
    )
    return Shop(api, clock, tmp_path / "goodword.db", config)
