"""One review as Google's Places API writes it, in its new shape and its old one. Pure."""

from __future__ import annotations

import re
from datetime import datetime

from monitor.errors import (
    AuthExpired,
    NeedsApproval,
    NotConfigured,
    QuotaExhausted,
    SourceError,
    TargetNotFound,
    Unavailable,
)
from monitor.mention import Author, Item, Kind, Translation
from monitor.source import Json
from sources.google.review import dedupe_key, looks_like_review_id
from sources.reading.dates import read_date
from sources.reading.identity import synthetic_id
from sources.reading.language import language
from sources.reading.nodes import at, text_at
from sources.reading.person import person
from sources.reading.ratings import read_rating
from sources.reading.text import clean, safe_url

_NAME = re.compile(r"places/[^/]+/reviews/([\w=-]{1,500})\Z")
_CONTRIBUTOR = re.compile(r"/contrib/(\d{1,30})")


def read_new(entry: Json, now: datetime) -> Item | None:
    """A review of the new API; None when it has no id, or neither stars nor words."""
    name = _NAME.match(text_at(entry, "name") or "")
    rating = read_rating(at(entry, "rating"))
    shown, original = (clean(at(entry, part, "text")) for part in ("text", "originalText"))
    text = original or shown
    if name is None or (rating is None and text is None):
        return None
    published, precision = read_date(at(entry, "publishTime"), now=now)
    if published is None:
        published, precision = read_date(at(entry, "relativePublishTimeDescription"), now=now)
    told = language(at(entry, "text", "languageCode"))
    translated = shown is not None and original is not None and shown != original
    writer = text_at(entry, "authorAttribution", "uri")
    return Item(
        id=name[1],
        kind=Kind.REVIEW,
        author=_author(at(entry, "authorAttribution", "displayName"), writer),
        rating=rating,
        text=text,
        published_at=published,
        precision=precision,
        url=safe_url(at(entry, "googleMapsUri")),
        translation=Translation(shown or "", told) if translated else None,
        lang=language(at(entry, "originalText", "languageCode")) or told,
        dedupe_key=dedupe_key(name[1]) if looks_like_review_id(name[1]) else None,
    )


def read_old(entry: Json, now: datetime) -> Item | None:
    """A review of the old API, which gives no ids: a person reviews a place once."""
    rating, text = read_rating(at(entry, "rating")), clean(at(entry, "text"))
    writer, name = text_at(entry, "author_url"), at(entry, "author_name")
    if (rating is None and text is None) or not (writer or text_at(entry, "time")):
        return None
    published, precision = read_date(at(entry, "time"), now=now)
    if published is None:
        published, precision = read_date(at(entry, "relative_time_description"), now=now)
    stable = (writer,) if writer else (text_at(entry, "author_name"), text_at(entry, "time"))
    return Item(
        id=synthetic_id("google", *stable),
        kind=Kind.REVIEW,
        author=_author(name, writer),
        rating=rating,
        text=text,
        published_at=published,
        precision=precision,
        url=safe_url(writer),
        lang=language(at(entry, "language")),
        synthetic=True,
    )


def _author(name: Json, address: str | None) -> Author:
    found = _CONTRIBUTOR.search(address or "")
    return Author(person(name), found[1] if found else None, safe_url(address))


def old_error(payload: Json) -> SourceError | None:
    """What the old API reports in ``status``, always with HTTP 200; None when all is well."""
    if "billing" in (text_at(payload, "error_message") or "").lower():
        return NeedsApproval("Google wants a billing account for this API.")
    match text_at(payload, "status"):
        case "REQUEST_DENIED":
            return AuthExpired("Google refused the key.")
        case "OVER_QUERY_LIMIT" | "OVER_DAILY_LIMIT":
            return QuotaExhausted("The allowance at Google is used up.")
        case "NOT_FOUND" | "ZERO_RESULTS":
            return TargetNotFound("Google Maps does not know this place.")
        case "INVALID_REQUEST":
            return NotConfigured("Google does not accept this request.")
        case "UNKNOWN_ERROR":
            return Unavailable("Google has trouble of its own.")
    return None
