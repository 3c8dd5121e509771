"""One Google review as SerpApi writes it. Pure."""

from __future__ import annotations

import re
from datetime import datetime

from monitor.mention import Author, Item, Kind, OwnerReply, Translation
from monitor.source import Aggregate, Json
from sources.google.envelope import split_translation
from sources.google.review import dedupe_key
from sources.reading.dates import read_date
from sources.reading.nodes import at, text_at
from sources.reading.person import person
from sources.reading.ratings import read_rating
from sources.reading.text import clean, safe_url

_ID = re.compile(r"[\w=-]{1,500}\Z")


def read_review(entry: Json, now: datetime) -> Item | None:
    """One review; None when it has no id, or neither stars nor words."""
    number, rating = text_at(entry, "review_id"), read_rating(at(entry, "rating"))
    text, translation = _words(entry)
    if number is None or not _ID.match(number) or (rating is None and text is None):
        return None
    published, precision = read_date(at(entry, "iso_date"), now=now)
    if published is None:
        published, precision = read_date(at(entry, "date"), now=now)
    edited = read_date(at(entry, "iso_date_of_last_edit"), now=now)[0]
    # Maps shows reviews of other sites too; their ids are no ids of Google's.
    of_google = (text_at(entry, "source") or "Google").casefold() == "google"
    return Item(
        id=number,
        kind=Kind.REVIEW,
        author=Author(
            person(at(entry, "user", "name")),
            text_at(entry, "user", "contributor_id"),
            safe_url(at(entry, "user", "link")),
        ),
        rating=rating,
        text=text,
        published_at=published,
        precision=precision,
        updated_at=edited if edited != published else None,
        url=safe_url(at(entry, "link")),
        reply=_reply(at(entry, "response"), now),
        translation=translation,
        dedupe_key=dedupe_key(number) if of_google else None,
    )


def _words(entry: Json) -> tuple[str | None, Translation | None]:
    """What was written, and its translation, from whichever field tells them apart."""
    original = clean(at(entry, "extracted_snippet", "original"))
    translated = clean(at(entry, "extracted_snippet", "translated"))
    if original is not None:
        return original, Translation(translated) if translated else None
    snippet = clean(at(entry, "snippet"))
    return split_translation(snippet) if snippet is not None else (None, None)


def _reply(value: Json, now: datetime) -> OwnerReply | None:
    text, _ = _words(value)
    if text is None:
        return None
    stated = at(value, "iso_date") or at(value, "date")
    return OwnerReply(text, read_date(stated, now=now)[0])


def total_of(payload: Json) -> Aggregate | None:
    """Google's own average and count, None where the page does not tell."""
    average = read_rating(at(payload, "place_info", "rating"))
    stated = at(payload, "place_info", "reviews")
    count = stated if isinstance(stated, int) and not isinstance(stated, bool) else None
    if average is None and count is None:
        return None
    return Aggregate(average.value if average is not None and average.value else None, count)
