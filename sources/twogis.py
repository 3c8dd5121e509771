"""Reviews of one branch on 2GIS, as its own web pages load them.

2GIS has no public API for reviews: this is the one behind its pages, and it wants the key that
they use. goodword brings none. Whether to use it is the owner's decision; the terms say so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import ClassVar
from urllib.parse import parse_qsl

from pydantic import Field, HttpUrl, SecretStr

from monitor.address import without_secrets
from monitor.errors import Blocked, NotConfigured, SchemaChanged, SourceError, TargetNotFound
from monitor.mention import Author, Item, Kind, OwnerReply, State
from monitor.settings import Secret
from monitor.source import (
    Aggregate,
    Auth,
    Cursor,
    Deletions,
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
from sources.walks.daily import DailyWalk

API = "https://public-api.reviews.2gis.com/2.0/branches"
PER_PAGE = 50
_BRANCH = re.compile(r"/(?:firm|branches|orgs)/([0-9]{5,25})")
_FIELDS = (
    "meta.providers,meta.branch_rating,meta.branch_reviews_count,meta.total_count,"
    "reviews.hiding_reason,reviews.is_verified"
)


class TwoGisSettings(SourceSettings):
    """``url`` is the branch's page on 2GIS, ``key`` what its pages use, ``locale`` like ru_KZ."""

    url: HttpUrl
    key: Secret
    locale: str = Field(default="ru_KZ", pattern=r"^[a-z]{2}_[A-Z]{2}$")


class TwoGis(HttpSource):
    """The reviews of one branch, the last edited first."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="twogis",
        title="2GIS",
        summary="Reviews of your branch on 2GIS; unofficial, with a key you bring yourself.",
        kinds=frozenset({Kind.REVIEW}),
        auth=Auth.KEY,
        order=Order.NEWEST_UPDATED,
        history=History.FULL,
        edits=Edits.UPDATED_AT,
        deletions=Deletions.COMPLETE_LISTING,
        rating=RatingScale(),
        terms=Terms(
            note="Grey: 2GIS offers no public API for reviews and may object. Ask it, or decide."
        ),
        min_interval=timedelta(minutes=15),
        every=timedelta(hours=2),
    )
    Settings: ClassVar[type[SourceSettings]] = TwoGisSettings
    settings: TwoGisSettings

    def __init__(self, settings: SourceSettings) -> None:
        super().__init__(settings)
        if _BRANCH.search(str(self.settings.url)) is None:
            raise NotConfigured(
                "The address is no branch's page on 2GIS.",
                hint="Open the branch on 2gis.kz and copy the address with /firm/ in it.",
            )

    @classmethod
    def offline(cls, url: str | None = None) -> TwoGis:
        page = url if url and _BRANCH.search(url) else "https://2gis.kz/firm/00000"
        return cls(TwoGisSettings(url=HttpUrl(page), key=SecretStr("")))

    def request(self, cursor: Cursor | None) -> Request:
        return self._ask(DailyWalk.restored(cursor))

    def parse(self, response: Response) -> Page:
        """One page of reviews. Raises what ``meta.code`` calls for, also with HTTP 200."""
        payload = read_json(response)
        meta = at(payload, "meta")
        if (error := _trouble(at(meta, "code"))) is not None:
            raise error
        entries, now = at(payload, "reviews"), response.received_at
        if not isinstance(entries, list):
            raise SchemaChanged("The answer is no list of 2GIS reviews.")
        items, rejected = read_each(entries, lambda entry: self._review(entry, now), "review")
        moments = [item.updated_at or item.published_at for item in items]
        walk = DailyWalk.restored(dict(response.request.notes))
        walk = walk.met(moments, now, whole=not rejected)
        onward = _onward(meta) if entries else None
        # "0 reviews" comes and goes at 2GIS: an empty page proves nothing.
        ended = onward is None and bool(items)
        done = onward is None or walk.caught_up(moments)
        return Page(
            items,
            rejected,
            next=None if done else self._ask(walk.turned(onward)),
            resume=walk.cursor(to_the_end=ended) if done else None,
            complete=ended and walk.whole,
            aggregate=_aggregate(meta),
        )

    def _ask(self, walk: DailyWalk) -> Request:
        found = _BRANCH.search(str(self.settings.url))
        params = {"limit": str(PER_PAGE), "key": self.settings.key.get_secret_value()}
        params |= {"locale": self.settings.locale, "sort_by": "date_edited", "fields": _FIELDS}
        params |= {"rated": "true", "is_advertiser": "false"}
        if walk.page is not None:
            params["offset_date"] = walk.page
        branch = found[1] if found else ""
        return Request(
            f"{API}/{branch}/reviews", params=params, notes=walk.notes, conditional=False
        )

    def _review(self, entry: Mapping[str, Json], now: datetime) -> Item | None:
        node: Json = dict(entry)
        number = text_at(node, "id")
        if number is None or not ("text" in entry or "rating" in entry):
            return None
        rating = read_rating(entry.get("rating"))  # null where another provider gives none
        published, precision = read_date(entry.get("date_created"), now=now)
        names = [text_at(node, "user", "first_name"), text_at(node, "user", "last_name")]
        name = text_at(node, "user", "name") or " ".join(filter(None, names))
        return Item(
            id=number,
            kind=Kind.REVIEW,
            author=Author(person(name), text_at(node, "user", "public_id")),
            rating=None if rating is None or rating.value == 0 else rating,
            text=prose(entry.get("text")),
            published_at=published,
            precision=precision,
            updated_at=read_date(entry.get("date_edited"), now=now)[0],
            url=safe_url(entry.get("url")) or self._page(text_at(node, "object", "id")),
            state=State.HIDDEN if entry.get("is_hidden") is True else State.VISIBLE,
            reply=_answer(entry.get("official_answer"), now),
            about=prose(at(node, "object", "address")),
        )

    def _page(self, branch: str | None) -> str | None:
        """The branch's page: the best link there is. None while that is not known."""
        page = without_secrets(str(self.settings.url))
        return page if "/firm/" in page and branch is not None and branch in page else None


def _answer(answer: Json, now: datetime) -> OwnerReply | None:
    text = prose(at(answer, "text"))
    if text is None:
        return None
    said_at = read_date(at(answer, "date_created"), now=now)[0]
    return OwnerReply(text, said_at, id=text_at(answer, "id"))


def _aggregate(meta: Json) -> Aggregate | None:
    average = read_rating(at(meta, "branch_rating"))
    count = at(meta, "branch_reviews_count") or at(meta, "total_count")
    # 0 comes and goes, as above.
    number = count if isinstance(count, int) and not isinstance(count, bool) and count else None
    if average is None and number is None:
        return None
    return Aggregate(average.value if average is not None and average.value else None, number)


def _onward(meta: Json) -> str | None:
    """Where the next page begins; its whole address would lead to another port, with our key."""
    query = (text_at(meta, "next_link") or "").partition("?")[2]
    return next((value for name, value in parse_qsl(query) if name == "offset_date"), None)


def _trouble(code: Json) -> SourceError | None:
    if not isinstance(code, int) or isinstance(code, bool) or code < 400:
        return None
    if code in (401, 403):
        return Blocked(
            "2GIS has blocked the key.",
            hint="Its pages use another key by now; look it up again, or do without this source.",
        )
    if code in (400, 404):
        return TargetNotFound("2GIS knows no branch under this address.")
    return NotConfigured(f"2GIS does not accept the request ({code}).")
