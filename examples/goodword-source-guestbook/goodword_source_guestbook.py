"""Reviews in a guest book: one HTML page of the shop's own, newest first, without stars."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag
from pydantic import HttpUrl

from sources import (
    Author,
    Cursor,
    Deletions,
    History,
    HttpSource,
    Item,
    Kind,
    Order,
    Page,
    Rejected,
    Request,
    Response,
    SchemaChanged,
    SourceInfo,
    SourceSettings,
    clean,
    plain,
    read_date,
    read_text,
    refuse_block_page,
)


class GuestbookSettings(SourceSettings):
    """``[sources.<name>]`` with ``type = "guestbook"``."""

    url: HttpUrl
    """The page of the guest book."""


class Guestbook(HttpSource):
    """The whole book stands on one page, so that what is gone from it was taken out."""

    info = SourceInfo(
        key="guestbook",
        title="Guest book",
        summary="The entries of a shop's own guest book page.",
        kinds=frozenset({Kind.REVIEW}),
        order=Order.NEWEST_CREATED,
        history=History.FULL,
        deletions=Deletions.COMPLETE_LISTING,
    )
    Settings = GuestbookSettings
    settings: GuestbookSettings

    def request(self, cursor: Cursor | None) -> Request:  # noqa: ARG002 - one page is all
        """Always the same page."""
        return Request(str(self.settings.url))

    def parse(self, response: Response) -> Page:
        """Every entry of the book. Raises Blocked or SchemaChanged when it is no guest book."""
        refuse_block_page(response)
        book = BeautifulSoup(read_text(response), "lxml").find(id="guestbook")
        if not isinstance(book, Tag):
            raise SchemaChanged("The page has no guest book.")
        items: list[Item] = []
        rejected: list[Rejected] = []
        for entry in book.find_all("article"):
            try:
                items.append(_item(entry, response))
            except ValueError as error:
                rejected.append(Rejected(str(error), str(entry.get("id", ""))[:40]))
        return Page(items=tuple(items), rejected=tuple(rejected), complete=not rejected)


def _item(entry: Tag, response: Response) -> Item:
    number = clean(entry.get("id"))
    if number is None:
        raise ValueError("an entry has no id")
    words = entry.find("p")
    when = entry.find("time")
    published_at, precision = read_date(
        when.get("datetime") if isinstance(when, Tag) else None, now=response.received_at
    )
    name = entry.find("b")
    return Item(
        id=number,
        kind=Kind.REVIEW,
        author=Author(clean(name.get_text()) if isinstance(name, Tag) else None),
        text=clean(plain(words.decode_contents())) if isinstance(words, Tag) else None,
        published_at=published_at,
        precision=precision,
        url=f"{response.url.split('#')[0]}#{number}",
    )
