"""A clock that stands still until it is told to move."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
"""A Monday morning."""


class FakeClock:
    """Sleeping moves it on at once; ``slept`` keeps each nap, in seconds."""

    def __init__(self, now: datetime = START) -> None:
        self._now = now
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self._now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self._now += timedelta(seconds=seconds)

    def advance(self, **span: float) -> None:
        """Move on by a ``timedelta`` given in its own words: ``advance(hours=2)``."""
        self._now += timedelta(**span)
