"""What an HTTP status means for whoever must act on it. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from monitor.errors import (
    AuthExpired,
    Blocked,
    NeedsApproval,
    NotConfigured,
    QuotaExhausted,
    RateLimited,
    Refused,
    SourceError,
    TargetNotFound,
    Unavailable,
)

_LONGEST = timedelta(days=31)
_A_QUOTA = timedelta(hours=6)
"""A pause from here on is an allowance used up, not a moment's hurry."""
_EPOCH = 1_000_000_000
_RESETS = ("retry-after", "ratelimit-reset", "x-ratelimit-reset", "x-rate-limit-reset", "ratelimit")
_STRUCTURED = re.compile(r"(?:\breset|;\s*t)\s*=\s*(\d{1,12})")
_SAYS_QUOTA = re.compile(rb"quota|daily.?limit|rate.?limit", re.IGNORECASE)
_SAYS_UNAPPROVED = re.compile(
    rb"access.?not.?configured|service_disabled|not (?:been )?approved|app.?review", re.IGNORECASE
)
_SAYS_BAD_TOKEN = re.compile(
    rb"invalid_grant|(?:token|key|session)[^.\"]{0,40}(?:expired|invalid|revoked|not valid)"
    rb"|(?:expired|invalid|revoked)[^.\"]{0,20}(?:token|key|credential)",
    re.IGNORECASE,
)


def error_for(
    status: int,
    headers: Mapping[str, str],
    body: bytes,
    *,
    host: str,
    authorised: bool,
    now: datetime,
) -> SourceError:
    """The error for an answer that is no success.

    ``headers`` have lower-case names; ``body`` is the beginning of the error page, searched
    for the usual phrases and never quoted; ``authorised`` tells that a token or password was
    sent. A 403 is AuthExpired when an API refuses our token, Blocked when a page refuses us.
    """
    until = retry_at(headers, now) if status == 429 or _asks_to_wait(headers) else None
    web_page = "html" in headers.get("content-type", "")
    if status in (420, 429) or (status == 503 and until is not None):
        return _slow_down(host, until, now)
    if status == 401:
        return AuthExpired(f"{host} refused the token or password (HTTP 401).")
    if status in (402, 403):
        return _forbidden(status, body, host, until, authorised and not web_page, now)
    if status in (404, 410):
        return TargetNotFound(f"{host} has no such page (HTTP {status}).")
    if status == 451:
        return Refused(f"{host} may not show this page, for legal reasons (HTTP 451).")
    if status == 999:
        return Blocked(f"{host} does not let programs in (HTTP 999).")
    if status in (304, 408, 425) or status >= 500:
        return Unavailable(f"{host} has trouble of its own (HTTP {status}).")
    if authorised and _SAYS_BAD_TOKEN.search(body):
        return AuthExpired(f"{host} refused the token (HTTP {status}).")
    return NotConfigured(f"{host} does not accept this request (HTTP {status}).")


def _forbidden(
    status: int, body: bytes, host: str, until: datetime | None, authorised: bool, now: datetime
) -> SourceError:
    """403 has four meanings; APIs say which in the body, pages do not."""
    if _SAYS_UNAPPROVED.search(body) or status == 402:
        return NeedsApproval(f"{host} has not opened this service to the account (HTTP {status}).")
    if until is not None or (authorised and _SAYS_QUOTA.search(body)):
        return _slow_down(host, until, now) if until else QuotaExhausted(_used_up(host))
    if authorised:
        return AuthExpired(f"{host} refused the token or password (HTTP 403).")
    return Blocked(f"{host} does not let goodword in (HTTP 403).")


def _asks_to_wait(headers: Mapping[str, str]) -> bool:
    """Many APIs tell the reset time with every answer; it matters only when nothing is left."""
    left = headers.get("x-ratelimit-remaining", headers.get("ratelimit-remaining", ""))
    return "retry-after" in headers or left.strip() == "0"


def _slow_down(host: str, until: datetime | None, now: datetime) -> RateLimited:
    if until is not None and until - now >= _A_QUOTA:
        return QuotaExhausted(_used_up(host), retry_at=until)
    return RateLimited(f"{host} asks to slow down.", retry_at=until)


def _used_up(host: str) -> str:
    return f"The allowance at {host} is used up."


def retry_at(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """When the site wants to be asked again, out of any of the headers in use.

    Seconds from now, Unix time, an HTTP date or ISO 8601; ``Retry-After`` counts first. Never
    in the past, never more than a month ahead; None when the site did not say.
    """
    for name in _RESETS:
        stated = headers.get(name, "").strip()
        moment = _moment(stated, now) if stated and len(stated) < 200 else None
        if moment is not None:
            return min(max(moment, now), now + _LONGEST)
    return None


def stated_date(headers: Mapping[str, str]) -> datetime | None:
    """When the site answered, by its own ``Date`` (aware UTC); None where it does not say."""
    stated = headers.get("date", "").strip()
    return _date(stated) if stated and len(stated) < 200 else None


def _moment(stated: str, now: datetime) -> datetime | None:
    if found := _STRUCTURED.search(stated):
        stated = found[1]
    try:
        number = float(stated)
    except ValueError:
        return _date(stated)
    if not 0 <= number < 1e15:
        return None
    if number >= _EPOCH:
        return datetime.fromtimestamp(number / 1000 if number > 1e11 else number, UTC)
    return now + timedelta(seconds=number)


def _date(stated: str) -> datetime | None:
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            moment = read(stated)
        except (ValueError, TypeError, IndexError):
            continue
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return None
