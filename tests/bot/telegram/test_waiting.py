from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.telegram.waiting import GAP, Pace, Rest, backoff
from tests.fakes.clock import FakeClock


class Nap:
    """Waits by moving the clock."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.taken: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)
        self.clock.advance(seconds=seconds)


def pace() -> tuple[Pace, Nap, FakeClock]:
    clock = FakeClock()
    nap = Nap(clock)
    return Pace(clock, Rest(asyncio.Event(), nap)), nap, clock


def test_the_patience_doubles_up_to_a_minute() -> None:
    spans = [backoff(failures).total_seconds() for failures in (1, 2, 3, 6, 7, 8, 100_000)]
    assert spans == [1, 2, 4, 32, 60, 60, 60]


async def test_a_chat_gets_one_message_a_second() -> None:
    turns, nap, clock = pace()
    start = clock.now()
    for _ in range(4):
        await turns.turn(7)
    assert clock.now() - start == 3 * GAP
    assert nap.taken == [1, 1, 1]


async def test_one_chat_does_not_wait_for_another() -> None:
    turns, nap, _ = pace()
    for chat in range(5):
        await turns.turn(chat)
    assert nap.taken == []


async def test_a_clock_set_back_silences_nobody() -> None:
    turns, nap, clock = pace()
    await turns.turn(7)
    clock.advance(hours=-5)
    await turns.turn(7)
    assert nap.taken == []


async def test_a_rest_ends_at_once_when_goodword_stops() -> None:
    stop = asyncio.Event()
    rest = Rest(stop)
    asyncio.get_running_loop().call_later(0.01, stop.set)
    await asyncio.wait_for(rest.rest(timedelta(hours=1)), timeout=5)
    assert rest.stopped()


async def test_work_is_given_up_when_goodword_stops() -> None:
    stop = asyncio.Event()
    given_up = asyncio.Event()

    async def work() -> str:
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError:
            given_up.set()
            raise
        return "done"

    asyncio.get_running_loop().call_later(0.01, stop.set)
    assert await Rest(stop).unless_stopped(work()) is None
    assert given_up.is_set()
