"""Reading what the reviews API of Google Business Profile answers. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from monitor.capability import OurReply, ReplyStatus
from monitor.errors import SchemaChanged
from monitor.mention import Item
from monitor.source import Aggregate, Json
from sources.google.envelope import split_translation
from sources.google.error import google_error
from sources.google.review import is_google_review, read_google_review
from sources.reading.dates import read_date
from sources.reading.entries import Readings, each_once
from sources.reading.nodes import at, entries_at, text_at
from sources.reading.ratings import read_rating
from sources.reading.text import clean

NAME = "name"
"""In an item's ``extra``: the review's full name, under which it is answered."""

_LISTING = frozenset(
    {"reviews", "locationReviews", "averageRating", "totalReviewCount", "nextPageToken"}
)
_REPLY_STATES = {"PENDING": ReplyStatus.PENDING, "REJECTED": ReplyStatus.REJECTED}


def checked(payload: Json, now: datetime) -> Json:
    """``payload``, unless it reports an error."""
    if (refused := google_error(payload, now=now)) is not None:
        raise refused
    if isinstance(payload, dict) and "error" in payload:
        raise SchemaChanged("Google reports an error of an unknown kind.")
    return payload


def entries_of(payload: Json) -> list[Json]:
    """The reviews of a listing, of one for several locations, or the one review there is."""
    if not isinstance(payload, dict):
        raise SchemaChanged("The answer is no list of Google reviews.")
    if is_google_review(payload):
        return [payload]
    if payload and not payload.keys() & _LISTING:
        raise SchemaChanged("The answer is no list of Google reviews.")
    if "locationReviews" in payload:
        return [at(entry, "review") for entry in entries_at(payload, "locationReviews")]
    reviews = payload.get("reviews")
    if reviews is not None and not isinstance(reviews, list):
        raise SchemaChanged("The answer is no list of Google reviews.")
    return reviews or []


def read_all(entries: Sequence[Json], now: datetime) -> Readings:
    """The reviews among ``entries``, each once, and what could not be read."""
    none = "not a review with an id, and stars or words"
    return each_once((review_item(entry, now) or none for entry in entries), "review")


def review_item(entry: Json, now: datetime) -> Item | None:
    """One review, its full name kept for answering; None when it is no review."""
    if not isinstance(entry, dict):
        return None
    item, name = read_google_review(entry, now=now), clean(entry.get("name"))
    if item is None or name is None or not is_google_review({"name": name}):
        return item
    return replace(item, extra={NAME: name})


def our_reply(value: Json, now: datetime) -> OurReply | None:
    """The shop's answer and how far it has come; None when there is none."""
    text = clean(at(value, "comment"))
    if text is None:
        return None
    return OurReply(
        split_translation(text)[0],
        _REPLY_STATES.get(text_at(value, "reviewReplyState") or "", ReplyStatus.PUBLISHED),
        reason=_reason(at(value, "policyViolation")),
        published_at=read_date(at(value, "updateTime"), now=now)[0],
    )


def _reason(violation: Json) -> str | None:
    """Why Google refused an answer, whether told in a word, a list of them or an object."""
    if isinstance(violation, dict):
        parts = [text for text in map(clean, violation.values()) if text]
    else:
        parts = [text for text in map(clean, entries_at(violation)) if text]
    return "; ".join(parts)[:500] or None


def total_of(payload: Json) -> Aggregate | None:
    """Google's own average and count, None where the page does not tell."""
    average = read_rating(at(payload, "averageRating"))
    count = at(payload, "totalReviewCount")
    stated = isinstance(count, int) and not isinstance(count, bool) and count >= 0
    total = int(str(count)) if stated else None
    if average is None and total is None:
        return None
    return Aggregate(None if average is None or not total else average.value, total)
