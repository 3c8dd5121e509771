"""What a Lemmy server shows, in versions 3 and 4 of its API. Pure."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urlsplit

from monitor.capability import OurReply
from monitor.errors import (
    AuthExpired,
    NotConfigured,
    RateLimited,
    Refused,
    SchemaChanged,
    SourceError,
    TargetNotFound,
)
from monitor.source import Json
from sources.reading.dates import read_date
from sources.reading.entries import Entry
from sources.reading.nodes import at, entries_at, text_at
from sources.reading.text import clean

NUMBER = re.compile(r"[0-9]{1,15}")
_ERRORS: tuple[tuple[str, type[SourceError]], ...] = (
    (r"rate_?limit", RateLimited),
    (r"not_logged_in|incorrect_login|unauthorized|token|jwt", AuthExpired),
    (r"couldnt_find|not_found", TargetNotFound),
    (r"banned|locked|not_allowed|permission|blocked", Refused),
)


def refusal_in(code: str) -> SourceError:
    """What a server's error code stands for."""
    for pattern, error in _ERRORS:
        if re.search(pattern, code, re.IGNORECASE):
            return error(f"The server refused: {_WHY[error]}.")
    return NotConfigured("The server refused this request.")


_WHY: dict[type[SourceError], str] = {
    RateLimited: "too many requests",
    AuthExpired: "the token is missing or wrong",
    TargetNotFound: "there is no such post or comment",
    Refused: "the account may not write there",
}


def views_in(payload: Json) -> list[Json]:
    """Posts and comments in one list; version 4 of the API lists them together."""
    if isinstance(payload, dict):
        if isinstance(payload.get("error"), str):
            raise refusal_in(str(payload["error"]))
        for together in ("results", "search"):
            if isinstance(payload.get(together), list):
                return [_unwrapped(view) for view in entries_at(payload, together)]
        lists = [payload.get(name) for name in ("posts", "comments")]
        if any(isinstance(found, list) for found in lists):
            return [view for found in lists if isinstance(found, list) for view in found]
        single = payload.get("comment_view") or payload.get("post_view")
        if isinstance(single, dict):
            return [single]
    raise SchemaChanged("The answer is no search result of Lemmy.")


def _unwrapped(view: Json) -> Json:
    """A result of version 4: plain, or inside its kind's name."""
    for name in ("comment_view", "post_view", "Comment", "Post"):
        if isinstance(view, dict) and isinstance(view.get(name), dict):
            return view[name]
    return view


def is_comment(view: Json) -> bool:
    """Whether a view shows a comment; else it shows a post."""
    return isinstance(at(view, "comment"), dict)


def first_of(entry: Entry, *names: str) -> Json:
    """The first of these fields that is filled: versions 3 and 4 name them differently."""
    return next((entry[name] for name in names if entry.get(name)), None)


def our_reply(view: Json, now: datetime) -> OurReply | None:
    """The shop's own comment as an answer, None when it cannot be read."""
    number, text = text_at(view, "comment", "id"), clean(at(view, "comment", "content"))
    if number is None or not NUMBER.fullmatch(number) or text is None:
        return None
    stated = text_at(view, "comment", "published") or text_at(view, "comment", "published_at")
    return OurReply(text, id=number, published_at=read_date(stated, now=now)[0])


def host_of(url: str) -> str:
    """Host and port of an address, without a name and a password; empty when it is none."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""
