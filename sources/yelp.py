"""Review excerpts of one business on Yelp, by its paid API. Pure excerpts: three, or seven."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import ClassVar
from urllib.parse import quote
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr

from monitor.capability import ReadsRefusals
from monitor.errors import (
    AuthExpired,
    NeedsApproval,
    NotConfigured,
    QuotaExhausted,
    RateLimited,
    SchemaChanged,
    SourceError,
    TargetNotFound,
    Unavailable,
)
from monitor.mention import Author, Item, Kind
from monitor.settings import Secret
from monitor.source import (
    Aggregate,
    Auth,
    Cursor,
    Edits,
    History,
    HttpSource,
    Json,
    Order,
    Page,
    RatingScale,
    Request,
    Response,
    SourceInfo,
    SourceSettings,
    Terms,
)
from sources.reading.dates import read_date
from sources.reading.entries import read_each
from sources.reading.nodes import at, text_at
from sources.reading.payload import read_json
from sources.reading.person import person
from sources.reading.prose import prose
from sources.reading.ratings import read_rating
from sources.reading.text import safe_url

API = "https://api.yelp.com/v3/businesses"
YELPS_CLOCK = ZoneInfo("America/Los_Angeles")
"""Yelp writes its times in the Pacific zone and does not say so."""
_CUT = 155
"""Excerpts end after about 160 characters."""


class YelpSettings(SourceSettings):
    """``business`` is its id or alias, the last part of its page's address."""

    key: Secret
    business: str = Field(min_length=1, max_length=200)
    locale: str = Field(default="en_US", pattern=r"^[a-z]{2,3}_[A-Z]{2}$")


class Yelp(HttpSource, ReadsRefusals):
    """The few excerpts that Yelp shows of one business's reviews."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="yelp",
        title="Yelp",
        summary="Three (at most seven) review excerpts of your business on Yelp, by its paid API.",
        kinds=frozenset({Kind.REVIEW}),
        auth=Auth.PAID,
        order=Order.NEWEST_CREATED,
        history=History.WINDOW,
        edits=Edits.NONE,
        rating=RatingScale(),
        terms=Terms(store_text=False, note="Nothing may be kept for longer than 24 hours."),
        min_interval=timedelta(minutes=30),
        every=timedelta(hours=2),
    )
    Settings: ClassVar[type[SourceSettings]] = YelpSettings
    settings: YelpSettings

    @classmethod
    def offline(cls, url: str | None = None) -> Yelp:  # noqa: ARG003 - tells nothing
        return cls(YelpSettings(key=SecretStr(""), business="unknown"))

    def request(self, cursor: Cursor | None) -> Request:  # noqa: ARG002 - always the newest
        key = self.settings.key.get_secret_value()
        return Request(
            f"{API}/{quote(self.settings.business, safe='')}/reviews",
            params={"locale": self.settings.locale, "limit": "20", "sort_by": "newest"},
            headers={"Authorization": f"Bearer {key}"},
        )

    def parse(self, response: Response) -> Page:
        """The excerpts. Raises what Yelp's error code calls for."""
        payload = read_json(response)
        if (error := _trouble(payload)) is not None:
            raise error
        entries, now = at(payload, "reviews"), response.received_at
        if not isinstance(entries, list):
            raise SchemaChanged("The answer is no list of Yelp reviews.")
        items, rejected = read_each(entries, lambda entry: _review(entry, now), "review")
        total = at(payload, "total")
        count = total if isinstance(total, int) and not isinstance(total, bool) else None
        return Page(
            items,
            rejected,
            resume={},
            aggregate=None if count is None else Aggregate(count=count),
        )

    def refusal(self, status: int, headers: Mapping[str, str], body: bytes) -> SourceError | None:  # noqa: ARG002
        try:
            return _trouble(json.loads(body))
        except (ValueError, RecursionError):
            return None


def _review(entry: Mapping[str, Json], now: datetime) -> Item | None:
    node: Json = dict(entry)
    number, text = text_at(node, "id"), prose(entry.get("text"))
    if number is None or not ("text" in entry or "rating" in entry):
        return None
    published, precision = read_date(entry.get("time_created"), now=now, zone=YELPS_CLOCK)
    return Item(
        id=number,
        kind=Kind.REVIEW,
        author=Author(
            person(at(node, "user", "name")),
            text_at(node, "user", "id"),
            safe_url(at(node, "user", "profile_url")),
        ),
        rating=read_rating(entry.get("rating")),
        text=text,
        published_at=published,
        precision=precision,
        url=safe_url(entry.get("url")),
        dedupe_key=f"yelp:{number}",
        truncated=text is not None and (text.endswith(("...", "…")) or len(text) >= _CUT),
    )


_MEANING: Mapping[str, tuple[type[SourceError], str]] = {
    "TOKEN_INVALID": (AuthExpired, "Yelp refused the API key."),
    "TOKEN_MISSING": (AuthExpired, "Yelp refused the API key."),
    "TOKEN_REVOKED": (AuthExpired, "Yelp has withdrawn the API key."),
    "UNAUTHORIZED_API_KEY": (AuthExpired, "Yelp refused the API key."),
    "UNAUTHORIZED_ACCESS_TOKEN": (AuthExpired, "Yelp refused the API key."),
    "NOT_AUTHORIZED": (NeedsApproval, "The Yelp plan does not include reviews."),
    "AUTHORIZATION_ERROR": (NeedsApproval, "The Yelp plan does not include reviews."),
    "ACCESS_LIMIT_REACHED": (QuotaExhausted, "The day's allowance at Yelp is used up."),
    "TOO_MANY_REQUESTS_PER_SECOND": (RateLimited, "Yelp asks to slow down."),
    "BUSINESS_NOT_FOUND": (TargetNotFound, "Yelp knows no such business."),
    "BUSINESS_UNAVAILABLE": (TargetNotFound, "Yelp does not show this business."),
    "BUSINESS_MIGRATED": (TargetNotFound, "The business has another id on Yelp now."),
    "NOT_FOUND": (TargetNotFound, "Yelp knows no such business."),
    "INTERNAL_ERROR": (Unavailable, "Yelp has trouble of its own."),
    "INTERNAL_SERVER_ERROR": (Unavailable, "Yelp has trouble of its own."),
    "SERVICE_UNAVAILABLE": (Unavailable, "Yelp has trouble of its own."),
}


def _trouble(payload: Json) -> SourceError | None:
    code = text_at(payload, "error", "code")
    if code is None:
        return None
    kind, what = _MEANING.get(code.upper(), (NotConfigured, "Yelp does not accept the request."))
    return kind(what)
