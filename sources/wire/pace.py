"""At most one request a host at a time, and a pause between two."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

from monitor.clock import Clock

LONGEST_WAIT = timedelta(minutes=1)
"""However many wait in line, and however the machine's clock is turned."""
_REMEMBER = 1024


class Pace:
    """Keeps ``gap`` between two requests to the same host, across threads.

    Waiting for one host never holds up another: each caller takes a moment in the host's line
    under a lock, and waits for it outside.
    """

    def __init__(self, clock: Clock, gap: timedelta) -> None:
        self._clock = clock
        self._gap = gap
        self._lock = threading.Lock()
        self._free_at: dict[str, datetime] = {}

    def wait(self, host: str) -> None:
        """Return when it is polite to ask ``host``."""
        now = self._clock.now()
        with self._lock:
            turn = min(max(now, self._free_at.get(host, now)), now + LONGEST_WAIT)
            self._free_at[host] = turn + self._gap
            if len(self._free_at) > _REMEMBER:
                self._free_at = {each: at for each, at in self._free_at.items() if at > now}
        if turn > now:
            self._clock.sleep((turn - now).total_seconds())
