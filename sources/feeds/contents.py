"""What a feed holds, whatever its format, and where a web page says that its feed lies."""

from __future__ import annotations

from monitor.address import without_secrets
from monitor.errors import Oversized, SchemaChanged
from monitor.source import Response
from sources.feeds.entry import Contents
from sources.feeds.feedxml import NoFeed, read_xml
from sources.feeds.jsonfeed import read_jsonfeed
from sources.reading.payload import read_json, read_text, refuse_block_page
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


def read_contents(response: Response) -> Contents:
    """What the feed in ``response`` holds.

    Raises Blocked for a challenge page, Oversized, and SchemaChanged for anything else that is
    no feed; where a web page came instead, the hint names the feed that it links to.
    """
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
            hint=f"Its feed seems to be {without_secrets(feeds[0].url)}" if feeds else None,
        ) from None


def feed_links(page: str, url: str) -> list[Link]:
    """The feeds that a web page links to, in its own order."""
    links = read_head(page, url).linked("alternate")
    return [link for link in links if link.type.partition(";")[0].strip() in FEED_TYPES]
