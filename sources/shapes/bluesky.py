"""Posts of Bluesky as its answers show them, and the errors in their place. Pure."""

from __future__ import annotations

import re
from datetime import datetime

from monitor.errors import (
    AuthExpired,
    NotConfigured,
    RateLimited,
    SchemaChanged,
    SourceError,
    TargetNotFound,
    Unavailable,
)
from monitor.mention import Author, Item, Kind, Precision
from monitor.source import Json
from sources.reading.dates import read_date
from sources.reading.entries import Entry
from sources.reading.language import language
from sources.reading.nodes import at, entries_at, text_at
from sources.reading.person import person
from sources.reading.text import clean, safe_url

POST = "app.bsky.feed.post"
"""The name of the kind of record that a post is."""
_URI = re.compile(r"at://(did:[a-z0-9]+:[\w.:%-]{1,300})/app\.bsky\.feed\.post/([\w.~:-]{1,512})")
_ERRORS: tuple[tuple[str, type[SourceError]], ...] = (
    (r"expiredtoken|invalidtoken|auth|takedown|forbidden", AuthExpired),
    (r"ratelimit", RateLimited),
    (r"notfound|recordnotfound", TargetNotFound),
    (r"internal|upstream|unavailable|timeout", Unavailable),
)


def read_post(post: Json, user: str, now: datetime) -> Item | str:
    """A post as an item, or why it is none. ``user`` is the shop's own account."""
    record, found = at(post, "record"), _URI.fullmatch(text_at(post, "uri") or "")
    if found is None or not isinstance(record, dict):
        return "not a post with an address of its own"
    if record.get("$type", POST) != POST:
        return "a record of another kind"
    author, cid = at(post, "author"), text_at(post, "cid")
    handle, did = text_at(author, "handle"), clean(at(author, "did")) or found[1]
    published = _published(post, record, now)
    ids = {"cid": cid, "root": text_at(record, "reply", "root", "uri")}
    ids["root_cid"] = text_at(record, "reply", "root", "cid")
    return Item(
        id=found[0],
        kind=Kind.MENTION,
        author=Author(
            person(text_at(author, "displayName")) or person(handle),
            id=did,
            url=safe_url(f"https://bsky.app/profile/{did}"),
            is_owner=user.lower() in (did.lower(), (handle or "").lower()),
        ),
        text=clean(record.get("text")),
        published_at=published,
        precision=Precision.UNKNOWN if published is None else Precision.INSTANT,
        url=safe_url(f"https://bsky.app/profile/{did}/post/{found[2]}"),
        lang=language(at(record, "langs", 0)),
        dedupe_key=f"bluesky:{found[0]}",
        extra={name: kept for name, value in ids.items() if (kept := clean(value))},
    )


def _published(post: Json, record: Entry, now: datetime) -> datetime | None:
    stated = (record.get("createdAt"), at(post, "indexedAt"))
    return min(filter(None, (read_date(each, now=now)[0] for each in stated)), default=None)


def posts_in(payload: Json) -> list[Json]:
    """The posts of a payload; a feed has each inside an entry of its own."""
    if isinstance(payload, dict):
        refuse(payload)
        for name in ("posts", "feed"):
            if isinstance(payload.get(name), list):
                return [_inside(entry) for entry in entries_at(payload, name)]
        if isinstance(payload.get("post"), dict) or "record" in payload:
            return [_inside(payload)]
    raise SchemaChanged("The answer is no search result of Bluesky.")


def _inside(entry: Json) -> Json:
    inner = at(entry, "post")
    return inner if isinstance(inner, dict) else entry


def refuse(payload: Json) -> None:
    """Raise what an error in place of an answer stands for; its message is not repeated."""
    name = text_at(payload, "error")
    if name is None:
        return
    for pattern, error in _ERRORS:
        if re.search(pattern, name, re.IGNORECASE):
            raise error("Bluesky refused the request.")
    raise NotConfigured("Bluesky does not accept this request.")
