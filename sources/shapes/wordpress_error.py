"""What WordPress says when it refuses: ``{"code": "rest_forbidden", "data": {"status": 401}}``."""

from __future__ import annotations

import json

from monitor.errors import (
    AuthExpired,
    Blocked,
    NeedsApproval,
    NotConfigured,
    RateLimited,
    Refused,
    SourceError,
    TargetNotFound,
    Unavailable,
)
from monitor.source import Json
from sources.reading.nodes import at

_USE_FEED = 'Set `via = "feed"` for this source: the feed of comments is open on most sites.'
_ROLE = "In WordPress, give the user of this source the role Editor."


def refusal(status: int, code: str, *, logged_in: bool) -> SourceError | None:
    """The error behind a WordPress error code; None when the status alone says it all.

    ``logged_in`` tells that an application password was sent.
    """
    if code == "comment_duplicate":
        return Refused("The site has exactly this answer already.", hint="Nothing to do.")
    if code in ("comment_flood", "rest_comment_flood"):
        return RateLimited("The site wants a pause between two answers.")
    if code == "rest_no_route":
        return TargetNotFound("The site has no open list of comments.", hint=_USE_FEED)
    if code == "rest_comment_closed":
        return Refused("The page takes no more comments.", hint="Answer in some other way.")
    if status == 401 and logged_in:
        hint = "Make a new application password in WordPress and put it into config.toml."
        return AuthExpired("The site refused the application password.", hint=hint)
    if status == 401:
        return AuthExpired("The site shows its comments to its own users only.", hint=_USE_FEED)
    if status == 403 and logged_in:
        return NeedsApproval("The user may not see or write these comments.", hint=_ROLE)
    if status == 403:
        return Blocked("The site keeps its list of comments closed.", hint=_USE_FEED)
    return None


def stated_refusal(payload: Json, *, logged_in: bool) -> SourceError | None:
    """The error that stands in an answer in place of what was asked for; None if none does."""
    code, status = at(payload, "code"), at(payload, "data", "status")
    if not isinstance(code, str) or not isinstance(status, int) or status < 400:
        return None
    if (found := refusal(status, code, logged_in=logged_in)) is not None:
        return found
    if status == 404:
        return TargetNotFound("The site has no such comment.")
    if status >= 500:
        return Unavailable("The site has trouble of its own.")
    return NotConfigured("The site does not accept this request.")


def code_in(body: bytes) -> str:
    """The code of an error page; empty when it is no WordPress error."""
    try:
        code = at(json.loads(body), "code")
    except (ValueError, RecursionError):
        return ""
    return code if isinstance(code, str) else ""
