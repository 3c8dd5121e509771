"""Reviews that a web page describes in schema.org's words: JSON-LD, microdata or RDFa.

Works for any page that shows its reviews to search engines: a shop's own product pages, a
local directory, a booking site. The same review told in two syntaxes counts once.

Hardly any page gives its reviews ids, so goodword derives them from author, date and words
(``sources.webpage.reviewitem``). An edited review therefore looks like a new one.
"""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, HttpUrl

from monitor.address import login_in, without_secrets
from monitor.errors import SchemaChanged
from monitor.mention import Item, Kind
from monitor.source import (
    Cursor,
    Deletions,
    History,
    HttpSource,
    Identity,
    Page,
    RatingScale,
    Rejected,
    Request,
    Response,
    SourceInfo,
    SourceSettings,
)
from sources.reading.payload import read_text, refuse_block_page
from sources.reading.prose import line
from sources.reading.text import safe_url
from sources.webpage.attributes import read_attributes
from sources.webpage.jsonld import Broken, blocks, read_block
from sources.webpage.links import Head, read_head
from sources.webpage.reviewitem import Reading, identified, merged, read_review
from sources.webpage.reviews import Findings, find
from sources.webpage.thing import Thing


class SchemaOrgSettings(SourceSettings):
    """``url`` is the page that shows the reviews; ``pages`` how many "next" pages to follow."""

    url: HttpUrl
    pages: int = Field(default=10, ge=1, le=200)


class SchemaOrg(HttpSource):
    """A web page whose reviews are marked up for search engines."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="schemaorg",
        title="Web page with reviews",
        summary="Reviews on any web page that marks them up for search engines.",
        kinds=frozenset({Kind.REVIEW}),
        history=History.WINDOW,
        deletions=Deletions.COMPLETE_LISTING,
        identity=Identity.SYNTHETIC,
        rating=RatingScale(),
        min_interval=timedelta(minutes=5),
        every=timedelta(hours=1),
    )
    Settings: ClassVar[type[SourceSettings]] = SchemaOrgSettings
    settings: SchemaOrgSettings

    def request(self, cursor: Cursor | None) -> Request:  # noqa: ARG002 - every walk begins anew
        return Request(str(self.settings.url))

    def parse(self, response: Response) -> Page:
        """The reviews of one page.

        A page with structured data but no reviews is an empty page. Raises Blocked for a
        challenge page, SchemaChanged for a page without any structured data.
        """
        text = read_text(response)
        groups, unreadable = _groups(text)
        found = find(groups)
        if not any(found.groups):
            refuse_block_page(response)
        if not any(groups) and not unreadable:
            raise SchemaChanged(
                "The page has no structured data, so no reviews that programs can read.",
                hint="`goodword try URL` shows what can be read there.",
            )
        head = read_head(text, response.url)
        items, rejected = _items(found, head.base, response)
        rejected += [Rejected("structured data that is not valid JSON", at) for at in unreadable]
        walk = _Walk.model_validate(response.request.notes)
        walk = walk.met(response.url, len(items), whole=not rejected)
        follow = self._next(head, walk, response) if items else None
        return Page(
            items=tuple(items),
            rejected=tuple(rejected),
            next=follow,
            complete=follow is None and walk.shown is not None and walk.shown == found.written,
            aggregate=found.aggregate,
            title=line(found.title) or head.title,
        )

    def _next(self, head: Head, walk: _Walk, response: Response) -> Request | None:
        """The following page on the same host, if this walk has not seen it yet.

        A "next" with a title is a blog's link to another article, not to more reviews.
        """
        if len(walk.visited) >= self.settings.pages:
            return None
        host = urlsplit(response.url).netloc
        notes = walk.model_dump(mode="json")
        for link in head.linked("next"):
            if link.title is None and urlsplit(link.url).netloc == host:
                if link.url in walk.visited:
                    return None
                login = login_in(str(self.settings.url))
                return Request(link.url, notes=notes, auth=login, conditional=False)
        return None


class _Walk(BaseModel):
    """What a walk has seen; travels from page to page in the notes of its requests.

    ``shown`` counts its reviews; None when one of them could not be read.
    """

    visited: tuple[str, ...] = ()
    shown: int | None = 0

    def met(self, url: str, items: int, *, whole: bool) -> Self:
        """This walk with one more page, of ``items`` reviews."""
        shown = self.shown + items if whole and self.shown is not None else None
        visited = (*self.visited, safe_url(url) or url)
        return self.model_copy(update={"visited": visited, "shown": shown})


def _groups(text: str) -> tuple[list[list[Thing]], list[str]]:
    """The page's things by the place they stand in, and the blocks that are unreadable."""
    groups: list[list[Thing]] = []
    unreadable: list[str] = []
    bare = text.lstrip("\ufeff \t\r\n")[:1] in ("{", "[") and '"@type"' in text
    for number, block in enumerate([text] if bare else blocks(text), start=1):
        try:
            groups.append(read_block(block))
        except Broken:
            unreadable.append(f"JSON-LD block {number}")
    annotations = read_attributes(text)
    return [*groups, annotations.microdata, annotations.rdfa], unreadable


def _items(found: Findings, base: str, response: Response) -> tuple[list[Item], list[Rejected]]:
    """The reviews that say something, each once, and what was wrong with the others."""
    groups: list[list[Reading]] = []
    page = safe_url(without_secrets(response.url))
    rejected = [Rejected("a review that is a bare sentence")] * found.sentences
    for group in found.groups:
        readings = [
            read_review(each, base=base, page=page, now=response.received_at) for each in group
        ]
        groups.append([reading for reading in readings if reading is not None])
        rejected += [Rejected("an empty review") for reading in readings if reading is None]
    return identified(merged(groups)), rejected
