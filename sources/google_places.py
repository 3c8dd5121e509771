"""The few reviews that Google's Places API shows of any place, five at most, the "most relevant".

Google's terms let nobody keep their words: goodword shows them once, in the alert, and stores
the id, the stars and the times. Both the new API and the saved answers of the old one are read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import ClassVar, Self
from urllib.parse import quote, urlsplit

from pydantic import Field, SecretStr, model_validator

from monitor.capability import ReadsRefusals
from monitor.errors import NotConfigured, SchemaChanged, SourceError, TargetNotFound
from monitor.mention import Item, Kind
from monitor.settings import Secret
from monitor.source import (
    Aggregate,
    Auth,
    Cursor,
    HttpSource,
    Json,
    Page,
    RatingScale,
    Rejected,
    Request,
    Response,
    SourceInfo,
    SourceSettings,
    Terms,
)
from sources.google.error import google_error, refusal_of
from sources.reading.nodes import at, entries_at, text_at
from sources.reading.payload import read_json
from sources.reading.prose import line
from sources.reading.ratings import read_rating
from sources.shapes.google_places import old_error, read_new, read_old

API = "https://places.googleapis.com/v1/places"
_FIELDS = "id,displayName,rating,userRatingCount,googleMapsUri,reviews"
_PLACE_FIELDS = frozenset(_FIELDS.split(","))
_IN_PATH = re.compile(r"/v1/places/([\w-]+)\Z")
_MOST_NAMED = 8
"""Places that a hint lists."""


class GooglePlacesSettings(SourceSettings):
    """``place_id`` (``ChIJ...``) names the place; ``search`` finds it: "Dom Kallio, Helsinki"."""

    key: Secret
    place_id: str | None = Field(None, pattern=r"^[\w-]+$")
    search: str | None = Field(None, min_length=1, max_length=300)
    country: str | None = Field(None, pattern=r"^[A-Z]{2}$")

    @model_validator(mode="after")
    def _a_place(self) -> Self:
        if self.place_id is None and self.search is None:
            raise ValueError("give a place_id or a search")
        return self


class GooglePlaces(HttpSource, ReadsRefusals):
    """Up to five reviews of one place, and Google's own average and count."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="google_places",
        title="Google Maps",
        summary="Up to five Google reviews of any place, for alerts: their words may not be kept.",
        kinds=frozenset({Kind.REVIEW}),
        auth=Auth.PAID,
        rating=RatingScale(),
        terms=Terms(
            store_text=False,
            note="Nothing but ids may be kept; show the author, the link and Google's name.",
        ),
        min_interval=timedelta(hours=1),
        every=timedelta(hours=6),
    )
    Settings: ClassVar[type[SourceSettings]] = GooglePlacesSettings
    settings: GooglePlacesSettings

    @classmethod
    def offline(cls, url: str | None = None) -> Self:
        found = _IN_PATH.search(urlsplit(url or "").path)
        place = found[1] if found else None
        return cls(GooglePlacesSettings.model_construct(key=SecretStr(""), place_id=place))

    def request(self, cursor: Cursor | None) -> Request:  # noqa: ARG002 - always the same five
        settings = self.settings
        if settings.place_id is not None or settings.search is None:
            return self._details(settings.place_id or "")
        body: dict[str, Json] = {"textQuery": settings.search}
        body |= {"languageCode": settings.lang} if settings.lang else {}
        body |= {"regionCode": settings.country} if settings.country else {}
        headers = self._headers("places.id,places.displayName,places.formattedAddress")
        url, notes = f"{API}:searchText", {"searching": True}
        return Request(url, "POST", headers=headers, json=body, notes=notes, conditional=False)

    def _details(self, place: str) -> Request:
        settings = self.settings
        params = {"languageCode": settings.lang} if settings.lang else {}
        params |= {"regionCode": settings.country} if settings.country else {}
        url = f"{API}/{quote(place, safe='')}"
        return Request(url, params=params, headers=self._headers(_FIELDS), conditional=False)

    def _headers(self, fields: str) -> dict[str, str]:
        return {"X-Goog-Api-Key": self.settings.key.get_secret_value(), "X-Goog-FieldMask": fields}

    def parse(self, response: Response) -> Page:
        """The reviews of a place, or the place that a search found.

        Raises what an error in their place calls for, SchemaChanged for anything else.
        """
        payload, now = read_json(response), response.received_at
        refused = google_error(payload, now=now) or old_error(payload)
        if refused is not None:
            raise refused
        if not isinstance(payload, dict):
            raise SchemaChanged("The answer is no place.")
        if "places" in payload or response.request.notes.get("searching") is True:
            return Page(next=self._details(self._chosen(payload)))
        old = isinstance(payload.get("result"), dict)
        place = payload["result"] if old else payload
        if not isinstance(place, dict) or not (old or place.keys() & _PLACE_FIELDS):
            raise SchemaChanged("The answer is no place.")
        listed = place.get("reviews")
        if listed is not None and not isinstance(listed, list):
            raise SchemaChanged("The reviews of the place are no list.")
        read = [read_old(e, now) if old else read_new(e, now) for e in listed or []]
        if listed and not any(read):
            raise SchemaChanged("The place lists something else than reviews.")
        items: dict[str, Item] = {}
        for item in filter(None, read):
            items.setdefault(item.id, item)
        why = "not a review with an id, and stars or words, or one that is listed twice"
        rejected = (Rejected(why),) * (len(read) - len(items))
        title = line(at(place, "displayName", "text")) or line(at(place, "name"))
        return Page(tuple(items.values()), rejected, aggregate=_total(place), title=title)

    def _chosen(self, payload: Json) -> str:
        """The id of the one place that was found."""
        found = {
            number: line(at(place, "displayName", "text")) or ""
            for place in entries_at(payload, "places")
            if (number := text_at(place, "id")) is not None
        }
        if not found:
            raise TargetNotFound("Google Maps finds no such place.")
        sought = (self.settings.search or "").casefold()
        exact = [number for number, title in found.items() if title.casefold() == sought]
        if len(exact) == 1 or len(found) == 1:
            return exact[0] if len(exact) == 1 else next(iter(found))
        listed = "; ".join(f"{number} ({title})" for number, title in found.items())
        raise NotConfigured(
            "Google Maps finds more than one such place.",
            hint=f"Write one of these as `place_id`: {listed[: 80 * _MOST_NAMED]}",
        )

    def refusal(self, status: int, headers: Mapping[str, str], body: bytes) -> SourceError | None:
        return refusal_of(status, headers, body)


def _total(place: Json) -> Aggregate | None:
    average = read_rating(at(place, "rating"))
    stated = at(place, "userRatingCount") or at(place, "user_ratings_total")
    count = stated if isinstance(stated, int) and not isinstance(stated, bool) else None
    if average is None and count is None:
        return None
    return Aggregate(None if average is None else average.value, count)
