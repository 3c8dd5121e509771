"""A page as JSON: what ``goodword source parse --json`` prints and expected files hold.

Times are ISO 8601 in UTC and end in ``Z``, with a fraction only where there is one. ``next`` is
the address of the following page, parameters included; ``reply`` is the text of the owner's
answer. What the site did not say is null.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import quote, quote_plus, urlencode, urlsplit, urlunsplit

from monitor.mention import Item, Rating
from monitor.source import Aggregate, Json, Page, Request

HIDDEN = "SECRET"
"""Stands where a secret stood."""


def page_json(page: Page, secrets: Iterable[str] = ()) -> dict[str, Json]:
    """``page`` in the shape described above; items in the order in which they were read.

    None of ``secrets`` shows in the address of the following page.
    """
    return {
        "items": [item_json(item) for item in page.items],
        "rejected": [{"why": rejected.why} for rejected in page.rejected],
        "next": None if page.next is None else _hidden(address(page.next), secrets),
        "resume": page.resume,
        "complete": page.complete,
        "aggregate": None if page.aggregate is None else _aggregate(page.aggregate),
    }


def address(request: Request) -> str:
    """The full address of a request. Not for logs: parameters may hold a token."""
    parts = urlsplit(request.url)
    query = "&".join(part for part in (parts.query, urlencode(request.params)) if part)
    return urlunsplit(parts._replace(query=query))


def _hidden(address: str, secrets: Iterable[str]) -> str:
    for secret in sorted(secrets, key=len, reverse=True):
        for spelling in (secret, quote_plus(secret), quote(secret)):
            address = address.replace(spelling, HIDDEN)
    return address


def item_json(item: Item) -> dict[str, Json]:
    """One item in that shape."""
    return {
        "id": item.id,
        "kind": item.kind.value,
        "author": {"name": item.author.name},
        "rating": None if item.rating is None else _rating(item.rating),
        "title": item.title,
        "text": item.text,
        "published_at": _moment(item.published_at),
        "precision": item.precision.value,
        "updated_at": _moment(item.updated_at),
        "url": item.url,
        "state": item.state.value,
        "reply": None if item.reply is None else item.reply.text,
    }


def _rating(rating: Rating) -> Json:
    return {"value": rating.value, "best": rating.best, "worst": rating.worst}


def _aggregate(total: Aggregate) -> Json:
    return {
        "average": total.average,
        "count": total.count,
        "best": total.best,
        "worst": total.worst,
    }


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
