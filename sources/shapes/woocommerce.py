"""Reviews as WooCommerce's two APIs write them. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from monitor.errors import SchemaChanged
from monitor.mention import Author, Item, Kind, State
from monitor.source import Json, Response
from sources.reading.dates import read_date
from sources.reading.entries import Readings, each_once
from sources.reading.person import person
from sources.reading.prose import line
from sources.reading.ratings import read_rating
from sources.reading.text import clean, plain, safe_url
from sources.wire.status import error_for

_NUMBER = re.compile(r"[0-9]{1,20}")
_STATES = {
    "approved": State.VISIBLE,
    "approve": State.VISIBLE,
    "1": State.VISIBLE,
    "hold": State.PENDING,
    "0": State.PENDING,
    "spam": State.SPAM,
    "trash": State.REMOVED,
}


def entries_of(payload: Json, response: Response) -> list[Json]:
    """The listing itself. Raises what an error message in its place calls for."""
    if isinstance(payload, dict) and (
        isinstance(payload.get("data"), list) or looks_like_review(payload.get("data"))
    ):
        payload = payload["data"]
    if looks_like_review(payload):
        return [payload]
    if isinstance(payload, list):
        return payload
    if isinstance(payload, dict) and isinstance(code := payload.get("code"), str):
        data = payload.get("data")
        status = data.get("status") if isinstance(data, dict) else None
        if isinstance(status, int) and status >= 400:
            raise error_for(
                status,
                response.headers,
                b"",
                host=urlsplit(response.url).hostname or "The shop",
                authorised=code.endswith("cannot_view"),
                now=response.received_at,
            )
    raise SchemaChanged("The answer is no list of product reviews.")


def is_alone(payload: Json) -> bool:
    """Whether the answer is one review, not a listing."""
    wrapped = payload.get("data") if isinstance(payload, dict) else None
    return looks_like_review(payload) or looks_like_review(wrapped)


def looks_like_review(entry: Json) -> bool:
    """Whether ``entry`` has what makes a review one."""
    return isinstance(entry, dict) and "review" in entry


def read_all(entries: Sequence[Json], now: datetime) -> Readings:
    """The reviews among ``entries``, each once, and what could not be read."""
    found = (
        _item(entry, now) if isinstance(entry, dict) and "review" in entry else None
        for entry in entries
    )
    none = "not a review with a number and a text field"
    return each_once((item or none for item in found), "review")


def _item(entry: Mapping[str, Json], now: datetime) -> Item | None:
    number = entry.get("id")
    if isinstance(number, bool) or not _NUMBER.fullmatch(str(number)):
        return None
    text, product = entry.get("review"), entry.get("product_id")
    rating = read_rating(entry.get("rating"))  # 0 where the customer gave no stars
    status = str(entry.get("status") or "approved").lower()
    # WordPress means UTC by "_gmt", though it writes no zone.
    published, precision = read_date(
        entry.get("date_created_gmt") or entry.get("date_created"), now=now
    )
    return Item(
        id=str(number),
        kind=Kind.REVIEW,
        author=Author(person(entry.get("reviewer"))),
        rating=None if rating is None or rating.value == 0 else rating,
        text=clean(plain(text)) if isinstance(text, str) else None,
        published_at=published,
        precision=precision,
        url=_permalink(entry.get("product_permalink"), number),
        state=_STATES.get(status, State.HIDDEN),
        about=line(entry.get("product_name")),
        extra={"post": str(product)} if _NUMBER.fullmatch(str(product)) else {},
    )


def _permalink(product: Json, number: Json) -> str | None:
    url = safe_url(product)
    return None if url is None else f"{url.partition('#')[0]}#comment-{number}"
