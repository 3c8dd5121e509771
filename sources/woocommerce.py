"""Product reviews of a WooCommerce shop, by the Store API that every such shop offers.

The API is public, needs no key, and shows approved reviews with the newest first. It tells
no time of change and nothing of what was deleted, so the cursor makes two kinds of walk:

- an ordinary poll reads on only until it meets reviews that the last poll knew: one request
  for the newest hundred, in which every edit shows;
- once a day a walk goes to the end, for reviews that were approved late, edits of old ones,
  and what is no longer there.

The cursor is ``{"newest": time of the newest review, "full_at": begin of the last full walk}``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import ClassVar, Self
from urllib.parse import urlsplit

from pydantic import AwareDatetime, BaseModel, HttpUrl, PositiveInt

from monitor.errors import SchemaChanged
from monitor.mention import Author, Item, Kind, State
from monitor.source import (
    Aggregate,
    Cursor,
    Deletions,
    History,
    HttpSource,
    Json,
    Order,
    Page,
    RatingScale,
    Rejected,
    Request,
    Response,
    SourceInfo,
    SourceSettings,
)
from sources.dates import read_date
from sources.payload import read_json
from sources.person import person
from sources.prose import line
from sources.ratings import read_rating
from sources.status import error_for
from sources.text import clean, plain, safe_url

PER_PAGE = 100
"""The most that the API gives at once."""
FULL_EVERY = timedelta(days=1)
OVERLAP = timedelta(hours=1)
"""A poll reads this far past the newest review it knows: some come late, or back-dated."""

_ROUTE = "wc/store/v1/products/reviews"
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


class WooCommerceSettings(SourceSettings):
    """``url`` is any page of the shop; of a shop in a subfolder, its ``.../wp-json/`` address.

    ``products`` limits the source to products with these numbers. ``plain_permalinks`` is for
    shops whose addresses look like ``/?p=123``.
    """

    url: HttpUrl
    products: tuple[PositiveInt, ...] = ()
    plain_permalinks: bool = False


class WooCommerce(HttpSource):
    """The reviews of all products of a WooCommerce shop, or of some."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="woocommerce",
        title="WooCommerce",
        summary="Product reviews of a WooCommerce shop; needs no key.",
        kinds=frozenset({Kind.REVIEW}),
        order=Order.NEWEST_CREATED,
        history=History.FULL,
        deletions=Deletions.COMPLETE_LISTING,
        rating=RatingScale(),
        min_interval=timedelta(minutes=5),
        every=timedelta(minutes=30),
    )
    Settings: ClassVar[type[SourceSettings]] = WooCommerceSettings
    settings: WooCommerceSettings

    def request(self, cursor: Cursor | None) -> Request:
        return self._request(_Walk.model_validate(cursor or {}))

    def _request(self, walk: _Walk) -> Request:
        root, in_query = api_root(
            str(self.settings.url), plain_permalinks=self.settings.plain_permalinks
        )
        params = {"rest_route": f"/{_ROUTE}"} if in_query else {}
        params |= {"per_page": str(PER_PAGE), "page": str(walk.page)}
        params |= {"orderby": "date_gmt", "order": "desc"}
        if self.settings.products:
            params["product_id"] = ",".join(map(str, self.settings.products))
        # Unconditional: a 304 for the first page would hide what a full walk is there to find.
        return Request(
            root if in_query else root + _ROUTE,
            params=params,
            notes=walk.model_dump(mode="json"),
            conditional=False,
        )

    def parse(self, response: Response) -> Page:
        """The reviews of one page; also of the owner's API (wc/v3), and in its Jetpack wrapping.

        Raises Blocked for a web page, SchemaChanged for JSON of another kind, and whatever an
        error reported by WordPress calls for.
        """
        entries = _entries(read_json(response), response)
        items, rejected = _items(entries, response.received_at)
        if entries and not items and not any(map(_looks_like_review, entries)):
            raise SchemaChanged("The answer lists something else than product reviews.")
        walk = _Walk.model_validate(response.request.notes).met(items, response.received_at)
        walk = walk.model_copy(update={"whole": walk.whole and not rejected})
        pages, total = (_number(response, f"x-wp-total{part}") for part in ("pages", ""))
        more = walk.page < pages if pages is not None else len(entries) >= PER_PAGE
        done = not entries or not more or walk.caught_up(items)
        follow = None if done else walk.next_page()
        return Page(
            tuple(items),
            tuple(rejected),
            next=None if follow is None else self._request(follow),
            resume=walk.cursor(to_the_end=not more) if done else None,
            complete=walk.whole and not more,
            aggregate=None if total is None else Aggregate(count=total),
        )


class _Walk(BaseModel):
    """How far a walk has come; travels from page to page in the notes of its requests.

    ``newest`` and ``full_at`` come from the cursor. ``top`` is the newest review of this walk,
    ``whole`` tells that every entry of it could be read.
    """

    page: int = 1
    newest: AwareDatetime | None = None
    full_at: AwareDatetime | None = None
    began: AwareDatetime | None = None
    full: bool = False
    top: AwareDatetime | None = None
    whole: bool = True

    def met(self, items: Sequence[Item], now: datetime) -> Self:
        """This walk with one more page; on its first page it becomes clear how far it goes."""
        began = self.began or now
        fresh = self.full_at is not None and timedelta(0) <= began - self.full_at < FULL_EVERY
        # A date in the future would make every later review look known.
        dates = [d for item in items if (d := item.published_at) is not None and d <= now]
        top = max([*dates, *filter(None, [self.top])], default=None)
        return self.model_copy(update={"began": began, "full": not fresh, "top": top})

    def caught_up(self, items: Sequence[Item]) -> bool:
        """Whether an ordinary poll has come to reviews that the last one knew."""
        if self.full or self.newest is None:
            return False
        until = self.newest - OVERLAP
        return any(item.published_at is not None and item.published_at < until for item in items)

    def next_page(self) -> Self:
        return self.model_copy(update={"page": self.page + 1})

    def cursor(self, *, to_the_end: bool) -> Cursor:
        newest = max(filter(None, [self.newest, self.top]), default=None)
        full_at = self.began if self.full or to_the_end else self.full_at
        kept = _Walk(newest=newest, full_at=full_at)
        return kept.model_dump(mode="json", include={"newest", "full_at"})


def api_root(url: str, *, plain_permalinks: bool = False) -> tuple[str, bool]:
    """The address of a shop's REST API, and whether the route goes into its query.

    ``url`` is any page of the shop, or the API's own address: ``.../wp-json/``, or
    ``...?rest_route=/`` where the shop has plain permalinks.
    """
    parts = urlsplit(url)
    site = f"{parts.scheme}://{parts.netloc}"
    if "/wp-json" in parts.path:
        return f"{site}{parts.path.partition('/wp-json')[0]}/wp-json/", False
    if "rest_route=" in parts.query:
        return f"{site}{parts.path or '/'}", True
    return (f"{site}/", True) if plain_permalinks else (f"{site}/wp-json/", False)


def _entries(payload: Json, response: Response) -> list[Json]:
    """The listing itself. Raises what an error message in its place calls for."""
    if isinstance(payload, dict) and isinstance(payload.get("data"), list):
        payload = payload["data"]
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


def _looks_like_review(entry: Json) -> bool:
    return isinstance(entry, dict) and "review" in entry


def _items(entries: Sequence[Json], now: datetime) -> tuple[list[Item], list[Rejected]]:
    items: dict[str, Item] = {}
    rejected: list[Rejected] = []
    for place, entry in enumerate(entries, start=1):
        item = _item(entry, now) if isinstance(entry, dict) and "review" in entry else None
        if item is None:
            rejected.append(Rejected("not a review with a number and a text field", f"{place}"))
        elif items.setdefault(item.id, item) is not item:
            rejected.append(Rejected("a review that is listed twice", f"{place}"))
    return list(items.values()), rejected


def _item(entry: Mapping[str, Json], now: datetime) -> Item | None:
    number = entry.get("id")
    if isinstance(number, bool) or not _NUMBER.fullmatch(str(number)):
        return None
    text = entry.get("review")
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
    )


def _permalink(product: Json, number: Json) -> str | None:
    url = safe_url(product)
    return None if url is None else f"{url.partition('#')[0]}#comment-{number}"


def _number(response: Response, header: str) -> int | None:
    stated = response.headers.get(header, "").strip()
    return int(stated) if stated.isdecimal() and len(stated) < 10 else None
