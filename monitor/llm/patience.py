"""When a language model that does not answer is left alone for a while."""

from __future__ import annotations

from datetime import datetime, timedelta

from monitor.clock import Clock
from monitor.errors import GoodwordError, LlmError

IN_A_ROW = 3
"""After so many questions without an answer it is left alone ..."""
REST = timedelta(minutes=10)
"""... for so long."""


class Patience:
    """Counts the questions that went unanswered."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._failures = 0
        self._rests: tuple[datetime, GoodwordError] | None = None

    @property
    def trouble(self) -> GoodwordError | None:
        """Why nothing is asked at present; None where something may be."""
        if self._rests is None:
            return None
        since, error = self._rests
        # A clock that has been put back says that it rests from some later time on.
        return error if since <= self._clock.now() < since + REST else None

    def answered(self) -> None:
        """It answered."""
        self._failures, self._rests = 0, None

    def missed(self, error: LlmError) -> None:
        """It did not. An error that lasts is believed at once."""
        self._failures += 1
        if error.lasting or self._failures >= IN_A_ROW:
            self._failures = 0
            self._rests = (self._clock.now(), error)
