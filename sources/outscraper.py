"""Google Maps reviews of any place, bought from Outscraper by the review.

One request brings the newest reviews, from the second poll on only those since the last one:
nothing is paid for twice, and so neither edits of old reviews nor deletions are noticed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import ClassVar, Self
from urllib.parse import parse_qs, urlsplit

from pydantic import Field, SecretStr

from monitor.errors import (
    AuthExpired,
    NeedsApproval,
    NotConfigured,
    QuotaExhausted,
    RateLimited,
    SchemaChanged,
    SourceError,
    Unavailable,
)
from monitor.mention import Author, Item, Kind, OwnerReply, Precision
from monitor.settings import Secret
from monitor.source import (
    Aggregate,
    Auth,
    Cursor,
    History,
    HttpSource,
    Json,
    Order,
    Page,
    Pushdown,
    RatingScale,
    Request,
    Response,
    SourceInfo,
    SourceSettings,
    Terms,
)
from sources.google.envelope import split_translation
from sources.google.review import dedupe_key
from sources.reading.dates import read_date
from sources.reading.entries import read_each
from sources.reading.nodes import at, entries_at, text_at
from sources.reading.payload import read_json
from sources.reading.person import person
from sources.reading.prose import line
from sources.reading.ratings import read_rating
from sources.reading.text import clean, safe_url
from sources.walks.daily import OVERLAP
from sources.walks.paid import PaidWalk

API = "https://api.outscraper.com/maps/reviews-v3"
_ID = re.compile(r"[\w=-]{1,500}\Z")
_AMERICAN = "%m/%d/%Y %H:%M:%S"


class OutscraperSettings(SourceSettings):
    """``place`` of the shop is a branch's name; ``place_id`` is the place on Google Maps.

    ``limit`` is how many reviews a poll may buy at most.
    """

    key: Secret
    place_id: str = Field(min_length=1, max_length=500)
    limit: int = Field(100, ge=1, le=10_000)


class Outscraper(HttpSource):
    """The Google reviews of one place, the newest first."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="outscraper",
        title="Google Maps (Outscraper)",
        summary="Google reviews of any place, through Outscraper: paid by the review.",
        kinds=frozenset({Kind.REVIEW}),
        auth=Auth.PAID,
        order=Order.NEWEST_CREATED,
        history=History.FULL,
        rating=RatingScale(),
        pushdown=frozenset({Pushdown.SINCE}),
        terms=Terms(note="Bought from a vendor that reads Google's pages; Google's terms hold."),
        min_interval=timedelta(hours=1),
        every=timedelta(hours=12),
    )
    Settings: ClassVar[type[SourceSettings]] = OutscraperSettings
    settings: OutscraperSettings

    @classmethod
    def offline(cls, url: str | None = None) -> Self:
        place = parse_qs(urlsplit(url or "").query).get("query", [""])[0]
        return cls(OutscraperSettings.model_construct(key=SecretStr(""), place_id=place))

    def request(self, cursor: Cursor | None) -> Request:
        walk, settings = PaidWalk.restored(cursor), self.settings
        params = {"query": settings.place_id, "reviewsLimit": str(settings.limit)}
        params |= {"sort": "newest", "async": "false"}
        if settings.lang:
            params["language"] = settings.lang
        if walk.newest is not None:
            params["cutoff"] = str(int((walk.newest - OVERLAP).timestamp()))
        headers = {"X-API-KEY": settings.key.get_secret_value()}
        return Request(API, params=params, headers=headers, notes=walk.notes, conditional=False)

    def parse(self, response: Response) -> Page:
        """The reviews of a place, whether listed inside it or one row each.

        Raises what an error in their place calls for, SchemaChanged for anything else.
        """
        payload, now = read_json(response), response.received_at
        places = list(_places(payload))
        reviews = list(_reviews(places))
        items, rejected = read_each(reviews, lambda entry: _item(entry, now), "review")
        moments = [item.published_at for item in items]
        walk = PaidWalk.restored(response.request.notes).met(moments, now, whole=not rejected)
        first = places[0] if places else None
        return Page(
            items,
            rejected,
            resume=walk.cursor(to_the_end=False),
            aggregate=_total(first),
            title=line(at(first, "name")),
        )


def _places(payload: Json) -> Iterator[Json]:
    """The places, or rows, of an answer. Raises what an error in their place calls for."""
    if isinstance(payload, dict):
        if (refused := _error(payload)) is not None:
            raise refused
        if not isinstance(payload.get("data"), list):
            raise SchemaChanged("The answer is no list of reviews.")
        payload = payload["data"]
    if not isinstance(payload, list):
        raise SchemaChanged("The answer is no list of reviews.")
    for entry in payload:
        # One list for each query, where several were asked for.
        yield from entry if isinstance(entry, list) else [entry]


def _reviews(places: list[Json]) -> Iterator[Json]:
    for place in places:
        if isinstance(place, dict) and "review_id" not in place:
            if not place.keys() & {"reviews_data", "place_id", "google_id", "name"}:
                raise SchemaChanged("The answer lists something else than places.")
            yield from entries_at(place, "reviews_data")
        else:
            yield place


def _error(payload: dict[str, Json]) -> SourceError | None:
    """What Outscraper reports in place of reviews; None when all is well."""
    if text_at(payload, "status") in ("Pending", "In Progress"):
        return Unavailable("Outscraper has not finished collecting the reviews.")
    told = (text_at(payload, name) for name in ("errorMessage", "error", "message", "status"))
    said = " ".join(filter(None, told)).lower()
    if not payload.get("error") and "errorMessage" not in payload and "failed" not in said:
        return None
    if re.search(r"payment|billing|balance|subscription", said):
        return NeedsApproval("Outscraper wants the account to be topped up.")
    if re.search(r"key|token|unauthori[sz]ed|forbidden", said):
        return AuthExpired("Outscraper refused the key.")
    if re.search(r"quota|limit is used|exceeded", said):
        return QuotaExhausted("The allowance at Outscraper is used up.")
    if re.search(r"too many|rate", said):
        return RateLimited("Outscraper asks to slow down.")
    if re.search(r"invalid|missing|parameter|query", said):
        return NotConfigured("Outscraper does not accept this place.")
    return SchemaChanged("Outscraper reports an error of an unknown kind.")


def _item(entry: Json, now: datetime) -> Item | None:
    number, rating = text_at(entry, "review_id"), read_rating(at(entry, "review_rating"))
    said = clean(at(entry, "review_text"))
    if number is None or not _ID.match(number) or (rating is None and said is None):
        return None
    text, translation = split_translation(said) if said else (None, None)
    published, precision = _moment(entry, "review_timestamp", "review_datetime_utc", now)
    answer = clean(at(entry, "owner_answer"))
    answered, _ = _moment(
        entry, "owner_answer_timestamp", "owner_answer_timestamp_datetime_utc", now
    )
    return Item(
        id=number,
        kind=Kind.REVIEW,
        author=Author(
            person(at(entry, "author_title")),
            text_at(entry, "author_id"),
            safe_url(at(entry, "author_link")),
        ),
        rating=rating,
        text=text,
        published_at=published,
        precision=precision,
        url=safe_url(at(entry, "review_link")),
        reply=OwnerReply(split_translation(answer)[0], answered) if answer else None,
        translation=translation,
        dedupe_key=dedupe_key(number),
    )


def _moment(
    entry: Json, stamp: str, written: str, now: datetime
) -> tuple[datetime | None, Precision]:
    """Unix time where there is one; the date in words is American, in UTC."""
    moment, precision = read_date(at(entry, stamp), now=now)
    if moment is not None:
        return moment, precision
    stated = text_at(entry, written) or ""
    try:
        return datetime.strptime(stated, _AMERICAN).replace(tzinfo=UTC), Precision.INSTANT
    except ValueError:
        return read_date(stated, now=now)


def _total(place: Json) -> Aggregate | None:
    average = read_rating(at(place, "rating"))
    stated = at(place, "reviews")
    count = stated if isinstance(stated, int) and not isinstance(stated, bool) else None
    if average is None and count is None:
        return None
    return Aggregate(average.value if average is not None and average.value else None, count)
