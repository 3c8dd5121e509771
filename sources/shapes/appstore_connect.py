"""From App Store Connect's JSON:API to items and answers. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from monitor.capability import OurReply, ReplyStatus
from monitor.mention import Author, Item, Kind, OwnerReply, State
from monitor.source import Json
from sources.reading.dates import read_date
from sources.reading.entries import Readings, each_once
from sources.reading.nodes import at, entries_at, text_at
from sources.reading.person import person
from sources.reading.prose import line
from sources.reading.ratings import read_rating
from sources.reading.text import clean


def is_review(entry: Json) -> bool:
    """Whether ``entry`` is the resource of a review."""
    return at(entry, "type") == "customerReviews"


def reviews_of(reviews: Sequence[Json], document: Json, now: datetime) -> Readings:
    """The reviews with the answers that ``document`` includes, and what is no review."""
    responses = _responses_of(document, now)
    found = (_item(each, responses, now) if is_review(each) else None for each in reviews)
    return each_once((item or "not a review with an id" for item in found), "review")


def _item(review: Json, responses: Mapping[str, OwnerReply], now: datetime) -> Item | None:
    number = text_at(review, "id")
    if number is None or len(number) > 100 or clean(number) != number:
        return None
    said = at(review, "attributes")
    published, precision = read_date(at(said, "createdDate"), now=now)
    rating = read_rating(at(said, "rating"))
    country = text_at(said, "territory")
    response = text_at(review, "relationships", "response", "data", "id")
    return Item(
        id=number,
        kind=Kind.REVIEW,
        author=Author(person(at(said, "reviewerNickname"))),
        rating=None if rating is None or rating.value == 0 else rating,
        title=line(at(said, "title")),
        text=clean(at(said, "body")),
        published_at=published,
        precision=precision,
        reply=responses.get(number) or responses.get(response or ""),
        extra={} if country is None else {"country": country},
    )


def _responses_of(document: Json, now: datetime) -> dict[str, OwnerReply]:
    """The answers that came along, each under its own id and under that of its review."""
    found: dict[str, OwnerReply] = {}
    for entry in entries_at(document, "included"):
        reply = response_of(entry, now)
        names = (text_at(entry, "id"), text_at(entry, "relationships", "review", "data", "id"))
        if reply is not None:
            found |= {name: reply for name in names if name is not None}
    return found


def response_of(entry: Json, now: datetime) -> OwnerReply | None:
    """One answer, or None when ``entry`` is none."""
    text = clean(at(entry, "attributes", "responseBody"))
    if at(entry, "type") != "customerReviewResponses" or text is None:
        return None
    waits = at(entry, "attributes", "state") == "PENDING_PUBLISH"
    return OwnerReply(
        text,
        read_date(at(entry, "attributes", "lastModifiedDate"), now=now)[0],
        State.PENDING if waits else State.VISIBLE,
        text_at(entry, "id"),
    )


def our_reply(reply: OwnerReply) -> OurReply:
    """The shop's answer and how far it has come."""
    waits = reply.state is State.PENDING
    status = ReplyStatus.PENDING if waits else ReplyStatus.PUBLISHED
    return OurReply(reply.text, status, reply.id, published_at=reply.published_at)
