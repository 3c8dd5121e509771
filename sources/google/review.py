"""One review as Google Business Profile writes it: the API, its saved pages, and Takeout."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from monitor.mention import Author, Item, Kind, OwnerReply, State
from sources.google.envelope import split_translation
from sources.reading.dates import read_date
from sources.reading.ratings import read_rating
from sources.reading.text import clean, safe_url

_REVIEW_NAME = re.compile(r"(?:.*/)?locations/([^/]+)/reviews/([^/]+)\Z")
_REVIEW_ID = re.compile(r"(?:Ch[A-Za-z0-9]DSUhNMG9n|C[a-z][0-9A-Za-z]DQUlRQUN)[\w-]{6,}={0,2}\Z")
_REPLY_STATES = {"PENDING": State.PENDING, "REJECTED": State.HIDDEN}


def dedupe_key(review_id: str) -> str:
    """The key that is the same wherever one meets this Google review."""
    return f"google:{review_id}"


def looks_like_review_id(value: str) -> bool:
    """Whether ``value`` has the form of Google's review ids, whichever export it stands in."""
    return _REVIEW_ID.match(value) is not None


def is_google_review(record: Mapping[str, object]) -> bool:
    """Whether ``record`` has the shape of a Business Profile review."""
    named = record.get("name")
    has_name = isinstance(named, str) and _REVIEW_NAME.match(named) is not None
    return has_name or ("reviewId" in record and "starRating" in record)


def location_of(record: Mapping[str, object]) -> str | None:
    """The number of the location that ``record`` is filed under."""
    named = record.get("name")
    found = _REVIEW_NAME.match(named) if isinstance(named, str) else None
    return found[1] if found else None


def read_google_review(record: Mapping[str, object], *, now: datetime) -> Item | None:
    """The review as an item, or None when it has no id, or neither stars nor words.

    The id is the last part of ``name``: accounts and locations in front of it differ
    between the people who manage the same place.
    """
    named = record.get("name")
    found = _REVIEW_NAME.match(named) if isinstance(named, str) else None
    review_id = clean(record.get("reviewId")) or (clean(found[2]) if found else None)
    rating = read_rating(record.get("starRating"))
    comment = clean(record.get("comment"))
    if review_id is None or (rating is None and comment is None):
        return None
    text, translation = split_translation(comment) if comment else (None, None)
    published_at, precision = read_date(record.get("createTime"), now=now)
    return Item(
        id=review_id,
        kind=Kind.REVIEW,
        author=_reviewer(record.get("reviewer")),
        rating=rating,
        text=text,
        published_at=published_at,
        precision=precision,
        updated_at=read_date(record.get("updateTime"), now=now)[0],
        url=safe_url(record.get("reviewReplyUrl")),
        reply=_reply(record.get("reviewReply"), now),
        translation=translation,
        dedupe_key=dedupe_key(review_id),
    )


def _reviewer(value: object) -> Author:
    if not isinstance(value, Mapping) or value.get("isAnonymous") is True:
        return Author()
    return Author(name=clean(value.get("displayName")))


def _reply(value: object, now: datetime) -> OwnerReply | None:
    """The owner's answer; since 2026 it can be waiting for Google, or refused by it."""
    comment = clean(value.get("comment")) if isinstance(value, Mapping) else None
    if comment is None or not isinstance(value, Mapping):
        return None
    return OwnerReply(
        text=split_translation(comment)[0],
        published_at=read_date(value.get("updateTime"), now=now)[0],
        state=_REPLY_STATES.get(str(value.get("reviewReplyState")), State.VISIBLE),
    )
