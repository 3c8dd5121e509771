"""The numbered errors of Stack Exchange, as what the owner can do about them. Pure."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from monitor.errors import (
    AuthExpired,
    NotConfigured,
    QuotaExhausted,
    RateLimited,
    SourceError,
    TargetNotFound,
    Unavailable,
)

_THROTTLED = 502
_SECONDS = re.compile(r"(\d{1,7}) seconds")
_LONG = timedelta(hours=1)
_KINDS: dict[int, tuple[type[SourceError], str]] = {
    400: (NotConfigured, "does not accept this search or knows no such site"),
    401: (AuthExpired, "wants a token"),
    402: (AuthExpired, "refused the token"),
    403: (AuthExpired, "refused the key"),
    404: (TargetNotFound, "has no such search any more"),
    405: (AuthExpired, "wants a key"),
    406: (AuthExpired, "refused the token"),
    500: (Unavailable, "has trouble of its own"),
    503: (Unavailable, "is closed for a while"),
}


def error_in(identifier: int, message: str, *, now: datetime | None = None) -> SourceError:
    """The error with this number; ``message`` is read for how long to wait, never repeated."""
    if identifier == _THROTTLED:
        stated = _SECONDS.search(message)
        wait = timedelta(seconds=int(stated[1])) if stated else timedelta(0)
        until = now + wait if now is not None and stated else None
        if wait >= _LONG:
            return QuotaExhausted("The day's allowance of searches is used up.", retry_at=until)
        return RateLimited("Stack Exchange asks to slow down.", retry_at=until)
    kind, what = _KINDS.get(identifier, (Unavailable, "reported an error"))
    return kind(f"Stack Exchange {what}.")
