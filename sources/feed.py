"""Any feed: RSS, Atom, RDF or JSON Feed; of a search, a news site, a forum, a blog's comments.

Google Alerts, Google News and Bing News are feeds too: goodword shows the article itself in
place of their redirecting links. A feed shows only its newest entries, so one that has left
it was not deleted; an edit shows in the entry's own words and in its time of update.
"""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from pydantic import HttpUrl

from monitor.errors import Oversized, SchemaChanged
from monitor.mention import Kind
from monitor.source import (
    Cursor,
    Edits,
    HttpSource,
    Order,
    Page,
    Request,
    Response,
    SourceInfo,
    SourceSettings,
)
from sources.feeds.entry import Contents, read_items
from sources.feeds.feedxml import NoFeed, read_xml
from sources.feeds.jsonfeed import read_jsonfeed
from sources.reading.payload import read_json, read_text, refuse_block_page
from sources.reading.prose import line
from sources.webpage.links import Link, read_head

MAX_BYTES = 5_000_000
"""Honest feeds are smaller, and reading XML costs about a second a megabyte."""
FEED_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
    }
)
"""What a page's link to its feed says that it leads to."""


class FeedSettings(SourceSettings):
    """``url`` is the feed's address; ``kind`` is "review" for a feed of reviews."""

    url: HttpUrl
    kind: Kind = Kind.MENTION


class Feed(HttpSource):
    """One feed."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="feed",
        title="RSS or Atom feed",
        summary="Any RSS, Atom or JSON feed, such as a Google Alert or a news search.",
        kinds=frozenset({Kind.MENTION, Kind.REVIEW}),
        order=Order.NEWEST_CREATED,
        edits=Edits.CONTENT_HASH,
        min_interval=timedelta(minutes=1),
        every=timedelta(minutes=30),
    )
    Settings: ClassVar[type[SourceSettings]] = FeedSettings
    settings: FeedSettings

    def request(self, cursor: Cursor | None) -> Request:  # noqa: ARG002 - a feed has one page
        return Request(str(self.settings.url))

    def parse(self, response: Response) -> Page:
        """The entries of the feed.

        Raises Blocked for a challenge page, Oversized, and SchemaChanged for anything else that
        is no feed; where a web page came instead, the hint names the feed that it links to.
        """
        contents = read_contents(response)
        items, rejected = read_items(
            contents, kind=self.settings.kind, base=response.url, now=response.received_at
        )
        return Page(tuple(items), tuple(rejected), title=line(contents.title))


def read_contents(response: Response) -> Contents:
    """What the feed in ``response`` holds. Raises as ``Feed.parse`` does."""
    if len(response.body) > MAX_BYTES:
        raise Oversized(f"The feed is larger than {MAX_BYTES // 1_000_000} MB.")
    text = read_text(response).lstrip()
    if text.startswith(("{", "[")):
        return read_jsonfeed(read_json(response))
    if not text:
        raise SchemaChanged("The answer is empty.")
    try:
        return read_xml(text)
    except NoFeed:
        refuse_block_page(response)
        feeds = feed_links(text, response.url)
        raise SchemaChanged(
            "The address leads to a web page, not to a feed."
            if "<html" in text[:2000].lower()
            else "The answer is no feed.",
            hint=f"Its feed seems to be {feeds[0].url}" if feeds else None,
        ) from None


def feed_links(page: str, url: str) -> list[Link]:
    """The feeds that a web page links to, in its own order."""
    links = read_head(page, url).linked("alternate")
    return [link for link in links if link.type.partition(";")[0].strip() in FEED_TYPES]
