"""Google Maps reviews of any place, bought from SerpApi by the page.

A poll reads the newest page, and further ones only until it meets what it knows. The first page
holds eight reviews, later ones twenty; each counts as one search of the plan.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import ClassVar, Self

from pydantic import Field, PositiveInt, SecretStr, model_validator

from monitor.errors import (
    AuthExpired,
    NotConfigured,
    QuotaExhausted,
    RateLimited,
    SchemaChanged,
    SourceError,
    TargetNotFound,
)
from monitor.mention import Kind
from monitor.settings import Secret
from monitor.source import (
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
from sources.reading.entries import read_each
from sources.reading.nodes import at, entries_at, text_at
from sources.reading.payload import read_json
from sources.reading.prose import line
from sources.shapes.serpapi import read_review, total_of
from sources.walks.paid import PaidWalk

API = "https://serpapi.com/search.json"
_MOST_NAMED = 8
"""Places that a hint lists."""


class SerpApiSettings(SourceSettings):
    """The place: its ``data_id`` (``0x..:0x..``) or ``place_id`` (``ChIJ..``), or a ``search``.

    ``pages`` is how many searches a poll may use up at most.
    """

    key: Secret
    data_id: str | None = Field(None, pattern=r"^0x[0-9a-fA-F]+:0x[0-9a-fA-F]+$")
    place_id: str | None = Field(None, pattern=r"^[\w-]+$")
    search: str | None = Field(None, min_length=1, max_length=300)
    pages: PositiveInt = 3

    @model_validator(mode="after")
    def _a_place(self) -> Self:
        if self.data_id is None and self.place_id is None and self.search is None:
            raise ValueError("give a data_id, a place_id or a search")
        return self


class SerpApi(HttpSource):
    """The Google reviews of one place, the newest first."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="serpapi",
        title="Google Maps (SerpApi)",
        summary="Google reviews of any place, through SerpApi: paid by the page.",
        kinds=frozenset({Kind.REVIEW}),
        auth=Auth.PAID,
        order=Order.NEWEST_CREATED,
        history=History.FULL,
        edits=Edits.UPDATED_AT,
        rating=RatingScale(),
        terms=Terms(note="Bought from a vendor that reads Google's pages; Google's terms hold."),
        min_interval=timedelta(hours=1),
        every=timedelta(hours=12),
    )
    Settings: ClassVar[type[SourceSettings]] = SerpApiSettings
    settings: SerpApiSettings

    @classmethod
    def offline(cls, url: str | None = None) -> Self:  # noqa: ARG003 - an answer names its place
        return cls(SerpApiSettings.model_construct(key=SecretStr("")))

    def request(self, cursor: Cursor | None) -> Request:
        walk, settings = PaidWalk.restored(cursor), self.settings
        if settings.data_id is None and settings.place_id is None and settings.search is not None:
            params = {"engine": "google_maps", "type": "search", "q": settings.search}
            return self._ask(params, {"walk": walk.notes})
        named = "data_id" if settings.data_id is not None else "place_id"
        return self._listing(named, settings.data_id or settings.place_id or "", walk)

    def _listing(self, named: str, place: str, walk: PaidWalk) -> Request:
        params = {"engine": "google_maps_reviews", named: place, "sort_by": "newestFirst"}
        if walk.page is not None:
            params |= {"next_page_token": walk.page, "num": "20"}
        return self._ask(params, {"named": named, "place": place, "walk": walk.notes})

    def _ask(self, params: dict[str, str], notes: dict[str, Json]) -> Request:
        told = {"hl": self.settings.lang} if self.settings.lang else {}
        key = {"api_key": self.settings.key.get_secret_value()}
        return Request(API, params={**params, **told, **key}, notes=notes, conditional=False)

    def parse(self, response: Response) -> Page:
        """One page of reviews, or the place that a search found.

        Raises what an error in their place calls for, SchemaChanged for anything else.
        """
        payload, now = read_json(response), response.received_at
        walk = PaidWalk.restored(response.request.notes.get("walk"))
        if isinstance(payload, dict) and payload.keys() & {"local_results", "place_results"}:
            return Page(next=self._listing("data_id", self._chosen(payload), walk))
        items, rejected = read_each(_reviews(payload), lambda one: read_review(one, now), "review")
        moments = [item.published_at for item in items]
        walk = walk.met(moments, now, whole=not rejected)
        token = text_at(payload, "serpapi_pagination", "next_page_token")
        named, place = _place_of(payload, response)
        further = token is not None and place != "" and walk.read + 1 < self.settings.pages
        following = None
        if token is not None and further and not walk.caught_up(moments):
            turned = walk.turned(token).model_copy(update={"read": walk.read + 1})
            following = self._listing(named, place, turned)
        return Page(
            items,
            rejected,
            next=following,
            resume=walk.cursor(to_the_end=False) if following is None else None,
            aggregate=total_of(payload),
            title=line(at(payload, "place_info", "title")),
        )

    def _chosen(self, payload: Json) -> str:
        """The number of the one place that a search found."""
        places = [at(payload, "place_results"), *entries_at(payload, "local_results")]
        found = {
            number: line(at(place, "title")) or ""
            for place in places
            if (number := text_at(place, "data_id")) is not None
        }
        if not found:
            raise TargetNotFound("Google Maps finds no such place.")
        sought = (self.settings.search or "").casefold()
        exact = [number for number, title in found.items() if title.casefold() == sought]
        if len(exact) == 1 or len(found) == 1:
            return exact[0] if len(exact) == 1 else next(iter(found))
        listed = [f"{number} ({title})" for number, title in found.items()]
        raise NotConfigured(
            "Google Maps finds more than one such place.",
            hint=f"Write one of these as `data_id`: {'; '.join(listed[:_MOST_NAMED])}",
        )


def _reviews(payload: Json) -> list[Json]:
    """The reviews of an answer. Raises what an error in their place calls for."""
    if not isinstance(payload, dict):
        raise SchemaChanged("The answer is no page of reviews.")
    error = text_at(payload, "error")
    if error is not None:
        if (refused := _error(error.lower())) is not None:
            raise refused
        return []
    reviews = payload.get("reviews")
    known = payload.keys() & {"place_info", "search_metadata", "search_parameters"}
    if reviews is None and known:
        return []
    if not isinstance(reviews, list):
        raise SchemaChanged("The answer is no page of reviews.")
    return reviews


def _error(said: str) -> SourceError | None:
    """What SerpApi reports; None when it merely found no reviews."""
    if re.search(r"hasn.t returned any results|no results", said):
        return None
    if re.search(r"api[_ ]?key|unauthori[sz]ed", said):
        return AuthExpired("SerpApi refused the key.")
    if re.search(r"run out of searches|out of searches|plan", said):
        return QuotaExhausted("The searches of your SerpApi plan are used up.")
    if re.search(r"throughput|too many|rate limit", said):
        return RateLimited("SerpApi asks to slow down.")
    if re.search(r"missing|unsupported|invalid|parameter", said):
        return NotConfigured("SerpApi does not accept this place.")
    return SchemaChanged("SerpApi reports an error of an unknown kind.")


def _place_of(payload: Json, response: Response) -> tuple[str, str]:
    """By what the listed place is named, and its number: as noted, or as the answer says."""
    notes = response.request.notes
    if isinstance(place := notes.get("place"), str):
        return str(notes.get("named") or "data_id"), place
    for named in ("data_id", "place_id"):
        if stated := text_at(payload, "search_parameters", named):
            return named, stated
    return "data_id", ""
