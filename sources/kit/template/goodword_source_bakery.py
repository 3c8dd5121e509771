"""Reviews on Bakery: one JSON listing, newest first, in pages."""

from __future__ import annotations

from pydantic import HttpUrl

from sources import (
    Aggregate,
    Author,
    Cursor,
    Deletions,
    History,
    HttpSource,
    Item,
    Json,
    Kind,
    Order,
    OwnerReply,
    Page,
    RatingScale,
    Rejected,
    Request,
    Response,
    SchemaChanged,
    Secret,
    SourceInfo,
    SourceSettings,
    clean,
    plain,
    read_date,
    read_json,
    read_rating,
    safe_url,
)


class BakerySettings(SourceSettings):
    """``[sources.<name>]`` with ``type = "bakery"``."""

    url: HttpUrl
    """The address of the shop's reviews."""
    token: Secret | None = None
    """The key that the site gave the owner, where it wants one."""


class Bakery(HttpSource):
    """Reads every page each time, so that what is gone from the listing is noticed."""

    info = SourceInfo(
        key="bakery",
        title="Bakery",
        summary="The reviews that Bakery lists for one shop.",
        kinds=frozenset({Kind.REVIEW}),
        order=Order.NEWEST_CREATED,
        history=History.FULL,
        deletions=Deletions.COMPLETE_LISTING,
        rating=RatingScale(worst=1, best=5),
    )
    Settings = BakerySettings
    settings: BakerySettings

    def request(self, cursor: Cursor | None) -> Request:  # noqa: ARG002 - every walk is whole
        """Every walk begins at the first page; the cursor is not needed for that."""
        return self._page(1)

    def parse(self, response: Response) -> Page:
        """One page of the listing. Raises Blocked or SchemaChanged when it is none."""
        listing = read_json(response)
        if not isinstance(listing, dict):
            raise SchemaChanged("The listing is not an object.")
        entries = listing.get("reviews")
        if not isinstance(entries, list):
            raise SchemaChanged("The listing has no reviews.")
        items: list[Item] = []
        rejected: list[Rejected] = []
        for position, entry in enumerate(entries):
            try:
                items.append(_item(entry, response))
            except ValueError as error:
                rejected.append(Rejected(str(error), f"reviews[{position}]"))
        number, last = response.request.notes.get("page", 1), listing.get("pages")
        goes_on = isinstance(number, int) and isinstance(last, int) and number < last
        return Page(
            items=tuple(items),
            rejected=tuple(rejected),
            next=self._page(number + 1) if goes_on and isinstance(number, int) else None,
            complete=not goes_on,
            aggregate=_aggregate(listing),
        )

    def _page(self, number: int) -> Request:
        token = self.settings.token
        return Request(
            str(self.settings.url),
            params={"page": str(number)},
            headers={"Authorization": f"Bearer {token.get_secret_value()}"} if token else {},
            notes={"page": number},
        )


def _item(entry: Json, response: Response) -> Item:
    """One review. Raises ValueError, in words safe to show, when it cannot be one."""
    if not isinstance(entry, dict):
        raise ValueError("the entry is not an object")
    number = entry.get("id")
    if not isinstance(number, int | str) or not str(number).strip():
        raise ValueError("the entry has no id")
    published_at, precision = read_date(entry.get("date"), now=response.received_at)
    updated_at, _ = read_date(entry.get("edited"), now=response.received_at)
    return Item(
        id=str(number).strip(),
        kind=Kind.REVIEW,
        author=Author(name=clean(entry.get("author"))),
        rating=read_rating(entry.get("stars")),
        title=clean(entry.get("title")),
        text=_words(entry.get("text")),
        published_at=published_at,
        precision=precision,
        updated_at=updated_at,
        url=safe_url(entry.get("link"), response.url),
        reply=_reply(entry.get("reply"), response),
    )


def _reply(entry: Json, response: Response) -> OwnerReply | None:
    """The shop's answer below a review, if there is one."""
    text = _words(entry.get("text")) if isinstance(entry, dict) else None
    if text is None or not isinstance(entry, dict):
        return None
    published_at, _ = read_date(entry.get("date"), now=response.received_at)
    return OwnerReply(text, published_at)


def _words(html: Json) -> str | None:
    """This site sends HTML; goodword keeps plain text."""
    return clean(plain(html)) if isinstance(html, str) else None


def _aggregate(listing: dict[str, Json]) -> Aggregate | None:
    """The average and the count that the site itself shows."""
    average, count = read_rating(listing.get("average")), listing.get("count")
    if average is None or not isinstance(count, int):
        return None
    return Aggregate(average=average.value, count=count)
