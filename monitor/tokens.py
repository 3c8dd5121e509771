"""The tokens of this process: one a source, renewed a little before it runs out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

from monitor.capability import Token

MARGIN = timedelta(seconds=60)
"""A token that runs out sooner than this is renewed first: it must outlive the request."""


class Tokens:
    """Tokens by source name; in memory alone. For all threads: each token is fetched once."""

    def __init__(self) -> None:
        self._kept: dict[str, Token] = {}
        self._locks: defaultdict[str, Lock] = defaultdict(Lock)
        self._guard = Lock()

    def current(self, name: str, now: datetime, renew: Callable[[], Token]) -> Token:
        """The token of ``name``, from ``renew`` if there is none or it is about to run out."""
        with self._lock(name):
            kept = self._kept.get(name)
            return kept if kept is not None and _lasts(kept, now) else self._renewed(name, renew)

    def instead_of(self, refused: Token, name: str, renew: Callable[[], Token]) -> Token:
        """Another token, since the site refused this one. Only the first thread fetches it."""
        with self._lock(name):
            kept = self._kept.get(name)
            if kept is not None and kept is not refused:
                return kept
            return self._renewed(name, renew)

    def _renewed(self, name: str, renew: Callable[[], Token]) -> Token:
        self._kept.pop(name, None)
        token = self._kept[name] = renew()
        return token

    def _lock(self, name: str) -> Lock:
        # One lock a source: a slow token server of one site must not hold up the others.
        with self._guard:
            return self._locks[name]


def _lasts(token: Token, now: datetime) -> bool:
    return token.expires_at is None or token.expires_at - now > MARGIN
