"""Any feed: RSS, Atom, RDF or JSON Feed; of a search, a news site, a forum, a blog's comments.

Google Alerts, Google News and Bing News are feeds too: goodword shows the article itself in
place of their redirecting links. A feed shows only its newest entries, so one that has left
it was not deleted; an edit shows in the entry's own words and in its time of update.
"""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from pydantic import HttpUrl

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
from sources.feeds.contents import read_contents
from sources.feeds.entry import read_items
from sources.reading.prose import line


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
