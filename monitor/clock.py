"""The one place that asks what time it is.

Everything else takes ``now`` as a parameter, always aware and in UTC.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol

MAY_STEP = timedelta(hours=1)
"""What was noted for later than this from now was noted by a clock that has been put back since:
smaller steps are a clock's everyday corrections."""


class Clock(Protocol):
    """Tells the time and waits; tests hand in one that does neither for real."""

    def now(self) -> datetime:
        """The current moment, aware, in UTC."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait for ``seconds``."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        import time

        time.sleep(seconds)
