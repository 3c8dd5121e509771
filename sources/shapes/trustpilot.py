"""One review of Trustpilot's API, or of its webhooks, as an item. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote

from monitor.mention import Author, Item, Kind, OwnerReply, State
from monitor.source import Json
from sources.reading.dates import read_date
from sources.reading.language import language
from sources.reading.nodes import at, text_at
from sources.reading.person import person
from sources.reading.prose import line, prose
from sources.reading.ratings import read_rating
from sources.reading.text import safe_url

_SITE = "https://www.trustpilot.com"
_STATES = {"active": State.VISIBLE, "published": State.VISIBLE, "pending": State.PENDING}
_STATES |= {"deleted": State.REMOVED, "removed": State.REMOVED, "archived": State.REMOVED}


def read_review(entry: Mapping[str, Json], now: datetime) -> Item | None:
    """A review in any of the API's forms; None for something else."""
    node: Json = dict(entry)
    number = text_at(node, "id")
    if number is None or not ("stars" in entry or "text" in entry):
        return None
    rating = read_rating(entry.get("stars"))  # 0 stars: none was given
    published, precision = read_date(entry.get("createdAt"), now=now)
    consumer = text_at(node, "consumer", "id")
    return Item(
        id=number,
        kind=Kind.REVIEW,
        author=Author(
            person(at(node, "consumer", "displayName") or at(node, "consumer", "name")),
            consumer,
            f"{_SITE}/users/{quote(consumer, safe='')}" if consumer else None,
        ),
        rating=None if rating is None or rating.value == 0 else rating,
        title=line(entry.get("title")),
        text=prose(entry.get("text")),
        published_at=published,
        precision=precision,
        updated_at=read_date(entry.get("updatedAt"), now=now)[0],
        url=safe_url(entry.get("link")) or f"{_SITE}/reviews/{quote(number, safe='')}",
        state=_state(node),
        reply=read_reply(node, now),
        lang=language(entry.get("language")),
        about=line(at(node, "location", "name")),
        dedupe_key=f"trustpilot:{number}",
    )


def _state(review: Json) -> State:
    if at(review, "reportData", "reviewVisibility") == "hidden":
        return State.HIDDEN
    status = (text_at(review, "status") or "active").lower()
    return _STATES.get(status, State.HIDDEN if "hid" in status else State.VISIBLE)


def read_reply(review: Json, now: datetime) -> OwnerReply | None:
    """The company's answer to a review, None where there is none."""
    text = prose(at(review, "companyReply", "text"))
    if text is None:
        return None
    # Written without a zone, unlike the review's own times; Trustpilot means UTC.
    return OwnerReply(text, read_date(at(review, "companyReply", "createdAt"), now=now)[0])


def event_review(event: Mapping[str, Json], now: datetime) -> Item | None:
    """The review in an event of a webhook; None for events of another kind."""
    name, data = event.get("eventName"), event.get("eventData")
    if not isinstance(name, str) or "-review-" not in name or not isinstance(data, dict):
        return None
    if not name.endswith("-deleted"):
        return read_review(data, now)
    gone = read_review({"text": None, **data}, now)  # often no more than the id
    return None if gone is None else replace(gone, state=State.REMOVED)
