"""Reviews on Mangrove, an open register that many maps built on OpenStreetMap show.

The whole listing of a place is small, so each poll reads it whole: what is no longer there was
deleted. The register lists an edit in place of the first record; for such a review the
first one is asked for too, and the two are folded together.
"""

from __future__ import annotations

import math
import re
from datetime import datetime, timedelta
from typing import ClassVar, Self
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, JsonValue, model_validator

from monitor.errors import SchemaChanged
from monitor.mention import Author, Item, Kind, OwnerReply, Precision, State
from monitor.source import (
    Cursor,
    Deletions,
    Edits,
    History,
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
from sources.reading.dates import read_date
from sources.reading.identity import synthetic_id
from sources.reading.nodes import at, entries_at, text_at
from sources.reading.payload import read_json
from sources.reading.person import person
from sources.reading.prose import line, prose
from sources.reading.ratings import read_rating
from sources.reading.text import safe_url
from sources.shapes.mangrove import MARESI, Review, flag, fold, slim

API = "https://api.mangrove.reviews/reviews"
LIMIT = 1000
"""Reviews a page; the register documents more, but its answers may not pass 5.8 MB."""
_EARTH = 6_371_000
_GEO = re.compile(r"geo:(-?\d{1,3}(?:\.\d{1,15})?),(-?\d{1,3}(?:\.\d{1,15})?)")
_LICENCE = re.compile(r"cc[-_ ]?(?:0|by(?:[-_ ]sa)?)\b", re.IGNORECASE)
_CLOCKS_DIFFER = timedelta(days=1)
_UNREADABLE = frozenset({"not a signed review"})


class MangroveSettings(SourceSettings):
    """The place by ``latitude`` and ``longitude``, the shop's web ``site``, or both.

    ``radius`` in metres is how far from there a review may lie; ``name`` leaves out those of
    neighbours that go by another name.
    """

    latitude: float | None = Field(default=None, ge=-90, le=90)
    longitude: float | None = Field(default=None, ge=-180, le=180)
    radius: int = Field(default=100, ge=5, le=5000)
    name: str | None = None
    site: HttpUrl | None = None

    @model_validator(mode="after")
    def _some_place(self) -> Self:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("latitude and longitude go together")
        if self.latitude is None and self.site is None:
            raise ValueError("give latitude and longitude, or the shop's site")
        return self


class Mangrove(HttpSource):
    """The reviews of one place."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="mangrove",
        title="Mangrove Reviews",
        summary="Open reviews of a place, as OpenStreetMap apps show them; needs no key.",
        kinds=frozenset({Kind.REVIEW}),
        history=History.FULL,
        edits=Edits.UPDATED_AT,
        deletions=Deletions.COMPLETE_LISTING,
        rating=RatingScale(0.0, 100.0),
        terms=Terms(note="CC BY 4.0, or what the review says; reviews under others are left out"),
        min_interval=timedelta(minutes=15),
        every=timedelta(hours=2),
    )
    Settings: ClassVar[type[SourceSettings]] = MangroveSettings
    settings: MangroveSettings

    def request(self, cursor: Cursor | None) -> Request:  # noqa: ARG002 - always the whole
        return self._request(_Walk())

    def _request(self, walk: _Walk) -> Request:
        notes = walk.model_dump(mode="json")
        params = {"limit": str(LIMIT), "offset": str(walk.offset)}
        if walk.leg < len(self._subjects):
            # Without "q=": with a name, namesakes all over the world come too.
            params |= {"sub": self._subjects[walk.leg], "latest_edits_only": "true"}
        else:
            first = (text_at(walk.edits[0], "payload", "sub") or "").removeprefix(MARESI)
            params |= {"signature": first, "latest_edits_only": "false"}
        return Request(API, params=params, notes=notes, conditional=False)

    def parse(self, response: Response) -> Page:
        """The reviews of one page, edits and deletions folded in; also a single one.

        Raises Blocked for a web page, SchemaChanged for JSON of another kind.
        """
        records = _records(read_json(response))
        walk = _Walk.model_validate(response.request.notes)
        looked_up = walk.leg >= len(self._subjects)
        reviews, odd = fold([*records, *walk.edits[:1]] if looked_up else records)
        found = [self._item(review, response.received_at) for review in reviews]
        items = tuple(item for item in found if isinstance(item, Item))
        if records and not items and all(why in _UNREADABLE for why in odd) and odd:
            raise SchemaChanged("The answer lists something else than reviews.")
        rejected = [*odd, *(why for why in found if isinstance(why, str))]
        kept = {item.id for item in items}
        orphans = [slim(r.edits[-1]) for r in reviews if r.orphaned and r.signature in kept]
        walk = walk.model_copy(update={"whole": walk.whole and _UNREADABLE.isdisjoint(odd)})
        follow = walk.following(len(records), len(self._subjects), [] if looked_up else orphans)
        return Page(
            items,
            tuple(Rejected(why) for why in rejected),
            next=None if follow is None else self._request(follow),
            complete=follow is None and walk.whole,
        )

    @property
    def _subjects(self) -> list[str]:
        """What the register is asked for: the place, the site."""
        settings = self.settings
        found = []
        if settings.latitude is not None:
            found.append(f"geo:{settings.latitude},{settings.longitude}?u={settings.radius}")
        if settings.site is not None:
            found.append(str(settings.site).rstrip("/"))
        return found or ["geo:0,0"]

    def _item(self, review: Review, now: datetime) -> Item | str:
        payload = review.payload
        if flag(payload, "is_generated"):
            return "a generated summary"
        licence = text_at(payload, "metadata", "license")
        if licence is not None and not _LICENCE.match(licence):
            return "under a licence that is not known"
        if not self._is_here(text_at(payload, "sub") or ""):
            return "a review of another place"
        rating = read_rating(payload.get("rating"), 0, 100)
        text = prose(payload.get("opinion"))
        if not (rating or text or payload.get("images") or review.deleted or review.orphaned):
            return "neither a rating nor words"
        published = _signed_at(review.iat, now)
        return Item(
            id=review.signature,
            kind=Kind.REVIEW,
            author=_author(review),
            rating=rating,
            text=text,
            published_at=published,
            precision=Precision.UNKNOWN if published is None else Precision.INSTANT,
            updated_at=_signed_at(review.edited, now),
            url=safe_url(f"https://mangrove.reviews/list?signature={review.signature}"),
            state=State.REMOVED if review.deleted else State.VISIBLE,
            reply=_reply(review, now),
            about=_name_in(text_at(payload, "sub") or ""),
            dedupe_key=f"mangrove:{review.signature}",
            # What was left as it was is not in an edit: such a text must not replace the whole.
            truncated=review.orphaned,
        )

    def _is_here(self, subject: str) -> bool:
        """Whether ``subject`` is the place or the site that the owner set.

        Without either (a saved answer) everything is; so is an edit that does not say what of.
        """
        settings = self.settings
        if not subject or (settings.latitude is None and settings.site is None):
            return True
        if subject.startswith(("http://", "https://")):
            return settings.site is not None and _host(subject) == _host(str(settings.site))
        place = _GEO.match(subject)
        if place is None or settings.latitude is None or settings.longitude is None:
            return False
        there = (float(place[1]), float(place[2]))
        if _metres((settings.latitude, settings.longitude), there) > settings.radius:
            return False
        name, other = (settings.name or "").casefold(), (_name_in(subject) or "").casefold()
        return not name or not other or name in other or other in name


class _Walk(BaseModel):
    """How far a walk has come: through the subjects, then through ``edits`` to complete."""

    model_config = ConfigDict(frozen=True)

    leg: int = 0
    offset: int = 0
    edits: list[JsonValue] = []
    whole: bool = True

    def following(self, count: int, subjects: int, orphans: list[Json]) -> Self | None:
        """This walk on its next page, None when it is over."""
        edits = [*self.edits, *orphans] if self.leg < subjects else self.edits[1:]
        update: dict[str, object] = {"edits": edits, "offset": 0}
        if self.leg < subjects and count >= LIMIT:
            return self.model_copy(update=update | {"offset": self.offset + LIMIT})
        if self.leg < subjects:
            update["leg"] = self.leg + 1
        over = update.get("leg", self.leg) == subjects and not edits
        return None if over else self.model_copy(update=update)


def _records(payload: Json) -> list[Json]:
    if isinstance(payload, dict):
        if isinstance(payload.get("reviews"), list):
            return entries_at(payload, "reviews")
        single = payload.get("review", payload)
        if isinstance(single, dict) and "signature" in single:
            return [single]
    raise SchemaChanged("The answer is no listing of Mangrove.")


def _author(review: Review) -> Author:
    metadata = at(review.payload, "metadata")
    names = [text_at(metadata, "given_name"), text_at(metadata, "family_name")]
    name = text_at(metadata, "nickname") or " ".join(filter(None, names))
    return Author(
        person(name),
        id=synthetic_id(review.kid) if review.kid else None,
        is_owner=flag(review.payload, "is_affiliated"),
    )


def _reply(review: Review, now: datetime) -> OwnerReply | None:
    for payload in reversed(review.replies):
        if text := prose(payload.get("opinion")):
            return OwnerReply(text, published_at=_signed_at(payload.get("iat"), now))
    return None


def _signed_at(iat: Json, now: datetime) -> datetime | None:
    """The time that the author's own clock gave; none that has not come yet."""
    moment = read_date(iat, now=now)[0]
    return None if moment is None or moment > now + _CLOCKS_DIFFER else moment


def _name_in(subject: str) -> str | None:
    """What a subject calls the place: the name on the map, or the web site's host."""
    if subject.startswith(("http://", "https://")):
        return line(_host(subject))
    try:
        query = parse_qs(subject.partition("?")[2], max_num_fields=20)
    except ValueError:
        return None
    return line(unquote(query.get("q", [""])[0]))


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _metres(here: tuple[float, float], there: tuple[float, float]) -> float:
    """The way between two points (latitude, longitude) over the globe."""
    (lat1, lon1), (lat2, lon2) = ([math.radians(each) for each in point] for point in (here, there))
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH * math.asin(min(1.0, math.sqrt(half)))
