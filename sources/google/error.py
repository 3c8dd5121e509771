"""What Google's error bodies mean for whoever must act: one reader for all of its APIs. Pure.

::

    {"error": {"code": 403, "status": "PERMISSION_DENIED", "message": "...",
               "details": [{"reason": "SERVICE_DISABLED", ...}],
               "errors": [{"reason": "quotaExceeded", ...}]}}
    {"error": "invalid_grant", "error_description": "..."}

Bodies are looked through for Google's own words and never quoted: a message can hold a key.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from monitor.errors import (
    AuthExpired,
    NeedsApproval,
    NotConfigured,
    QuotaExhausted,
    RateLimited,
    SourceError,
    TargetNotFound,
    Unavailable,
)
from monitor.source import Json
from sources.reading.nodes import at, entries_at, text_at

_CLOCK_OF_QUOTAS = ZoneInfo("America/Los_Angeles")
"""Google's days of quota begin at midnight there."""
_DELAY = re.compile(r"(\d{1,6})(?:\.\d{1,9})?s\Z")
_NOT_OPENED = re.compile(
    r"service_disabled|access_?not_?configured|has not been used in project|billing"
    r"|not (?:been )?(?:approved|authorized to use this api)|service_blocked|api is not enabled",
    re.IGNORECASE,
)
_BAD_KEY = re.compile(
    r"api[_ ]?key|keyinvalid|keyexpired|credentials|unauthenticated|autherror|scope",
    re.IGNORECASE,
)
_A_DAY = re.compile(r"per ?day|daily|perday|quotaexceeded", re.IGNORECASE)
_GRANTS = {
    "invalid_grant": "Google no longer accepts the refresh token.",
    "unauthorized_client": "Google does not know this refresh token for this client.",
    "invalid_client": "Google does not know the client id, or its secret is another one.",
    "deleted_client": "The OAuth client was deleted at Google.",
}
_SIGN_IN_AGAIN = (
    "Sign in to Google again for a new refresh_token. While the consent screen is in testing, "
    "Google ends them after 7 days: publish it."
)
_ASK_GOOGLE = (
    "Open the API in the Google Cloud project, and ask Google for access where it must approve it."
)


def refusal_of(status: int, headers: Mapping[str, str], body: bytes) -> SourceError | None:
    """``google_error`` for an answer by its status; None where its body says nothing."""
    if status >= 500 or (status == 429 and "retry-after" in headers):
        return None
    try:
        payload: Json = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return google_error(payload, now=None)


def google_error(payload: Json, *, now: datetime | None) -> SourceError | None:
    """The error that ``payload`` reports, None when it reports none.

    ``now`` tells when to ask again; without it, that is left open.
    """
    if isinstance(payload, list) and len(payload) == 1:
        payload = payload[0]
    error = at(payload, "error")
    if isinstance(error, str) and error in _GRANTS:
        return AuthExpired(_GRANTS[error], hint=_SIGN_IN_AGAIN)
    if not isinstance(error, dict):
        return None
    code, said = text_at(error, "code") or "", " ".join(_words(error))
    if code == "429" or re.search(r"RESOURCE_EXHAUSTED|rateLimit|quotaExceeded|dailyLimit", said):
        return _slow_down(error, said, now)
    if _NOT_OPENED.search(said):
        return NeedsApproval("Google has not opened this API to the project.", hint=_ASK_GOOGLE)
    if code == "404" or "NOT_FOUND" in said:
        return TargetNotFound("Google knows nothing under this id.")
    if code in ("401", "403") or _BAD_KEY.search(said):
        return AuthExpired("Google refused the key or token, or it may not see this.")
    if code.startswith("5"):
        return Unavailable("Google has trouble of its own.")
    return NotConfigured("Google does not accept this request.") if code else None


def _words(error: dict[str, Json]) -> Iterator[str]:
    """Every word by which Google names the reason."""
    for entry in (error, *entries_at(error, "errors"), *entries_at(error, "details")):
        for name in ("status", "reason", "message"):
            yield text_at(entry, name) or ""
        yield text_at(entry, "metadata", "quota_limit") or ""


def _slow_down(error: dict[str, Json], said: str, now: datetime | None) -> SourceError:
    details = entries_at(error, "details")
    if any(text_at(each, "metadata", "quota_limit_value") == "0" for each in details):
        return NeedsApproval(
            "Google allows this project no requests yet: it is not approved.", hint=_ASK_GOOGLE
        )
    if _A_DAY.search(said):
        tomorrow = None if now is None else next_quota_day(now)
        return QuotaExhausted("The day's allowance at Google is used up.", retry_at=tomorrow)
    delay = next(filter(None, (text_at(each, "retryDelay") for each in details)), "")
    if now is not None and (found := _DELAY.match(delay)):
        return RateLimited("Google asks to slow down.", retry_at=now + timedelta(0, int(found[1])))
    return RateLimited("Google asks to slow down.")


def next_quota_day(now: datetime) -> datetime:
    """When the next day of quota begins, in the zone of ``now``."""
    there = now.astimezone(_CLOCK_OF_QUOTAS).date() + timedelta(days=1)
    return datetime.combine(there, time(0), _CLOCK_OF_QUOTAS).astimezone(now.tzinfo)
