"""A pause between two requests to one host."""

from __future__ import annotations

import threading
from datetime import timedelta

from sources.wire.pace import LONGEST_WAIT, Pace
from tests.sources.loopback import NOW, StoppedClock


def test_the_first_request_to_each_host_goes_at_once() -> None:
    clock = StoppedClock()
    pace = Pace(clock, timedelta(seconds=5))
    pace.wait("a.example")
    pace.wait("b.example")
    assert clock.slept == []


def test_the_next_one_waits_for_what_is_left_of_the_pause() -> None:
    clock = StoppedClock()
    pace = Pace(clock, timedelta(seconds=5))
    pace.wait("a.example")
    clock.at += timedelta(seconds=2)
    pace.wait("a.example")
    assert clock.slept == [3.0]


def test_a_clock_turned_back_does_not_stop_the_line() -> None:
    clock = StoppedClock()
    pace = Pace(clock, timedelta(seconds=1))
    pace.wait("a.example")
    clock.at = NOW - timedelta(days=1)
    pace.wait("a.example")
    assert clock.slept == [LONGEST_WAIT.total_seconds()]


def test_hosts_asked_long_ago_are_forgotten() -> None:
    clock = StoppedClock()
    pace = Pace(clock, timedelta(seconds=1))
    for number in range(1025):
        pace.wait(f"{number}.example")
        clock.at += timedelta(seconds=2)
    pace.wait("0.example")
    assert clock.slept == []
    assert len(pace._free_at) < 10


class HeldClock(StoppedClock):
    """Sleepers sleep until they are let go."""

    def __init__(self) -> None:
        super().__init__()
        self.asleep = threading.Event()
        self.wake = threading.Event()

    def sleep(self, seconds: float) -> None:
        self.asleep.set()
        assert self.wake.wait(5)


def test_waiting_for_one_host_does_not_hold_up_another() -> None:
    clock = HeldClock()
    pace = Pace(clock, timedelta(seconds=30))
    pace.wait("slow.example")
    sleeper = threading.Thread(target=pace.wait, args=("slow.example",))
    sleeper.start()
    assert clock.asleep.wait(5)
    pace.wait("other.example")
    assert sleeper.is_alive()
    clock.wake.set()
    sleeper.join(5)
