"""What goodword could watch at an address: for ``goodword try`` and the guided set-up. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from monitor.errors import SourceError
from monitor.source import Response
from sources.feeds.contents import feed_links, read_contents
from sources.reading.payload import read_text, refuse_block_page
from sources.reading.prose import line
from sources.schemaorg import SchemaOrg
from sources.shapes.wordpress_address import api_root
from sources.webpage.links import Head, read_head

MAX_FEEDS = 5
"""Feeds named for one page; the first ones are the site's own, later ones its topics'."""

_WOOCOMMERCE = re.compile(
    r"/plugins/woocommerce/|class\s*=\s*[\"'][^\"']*\bwoocommerce\b", re.IGNORECASE
)
_API_LINK = "https://api.w.org/"
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Find:
    """A source that could be configured.

    ``url`` is what to watch, ``title`` what it calls itself, ``why`` a sentence for the owner.
    ``settings`` is what stands under ``[sources.<name>]`` beside the type.
    """

    type: str
    url: str
    title: str
    why: str
    settings: Mapping[str, str | bool]


def discover(response: Response) -> list[Find]:
    """The sources to be had from a fetched page, the most telling first.

    A shop's address is a guess until it answered, so try what is found. Raises Blocked where
    nothing is found because the site shows a challenge page.
    """
    if feed := _feed_itself(response):
        return [feed]
    text = read_text(response)
    head = read_head(text, response.url)
    finds = [
        *_woocommerce(text, head, response),
        *_reviews(head, response),
        *_feeds(text, response),
    ]
    if not finds:
        refuse_block_page(response)
    return finds


def config_block(find: Find, name: str) -> str:
    """The lines to paste into ``config.toml`` for ``find``, as the source ``name``."""
    key = name if _BARE_KEY.fullmatch(name) else _toml(name)
    settings = {"type": find.type, **find.settings}
    lines = [f"{setting} = {_toml(value)}" for setting, value in settings.items()]
    return "\n".join([f"[sources.{key}]", *lines, ""])


def _toml(value: str | bool) -> str:
    """A TOML value. JSON's strings are TOML's, but for the one control character it leaves."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _feed_itself(response: Response) -> Find | None:
    try:
        contents = read_contents(response)
    except SourceError:
        return None
    why = f"The address is a feed, now with {len(contents.entries)} entries."
    title = line(contents.title) or "Feed"
    return Find("feed", response.url, title, why, {"url": response.url})


def _woocommerce(text: str, head: Head, response: Response) -> Iterator[Find]:
    if not (_WOOCOMMERCE.search(text) or "woocommerce" in head.generator.lower()):
        return
    stated = head.linked(_API_LINK)
    root, in_query = api_root(stated[0].url if stated else response.url)
    home = f"{urlsplit(root).scheme}://{urlsplit(root).netloc}/"
    settings: dict[str, str | bool] = {"url": home if root == f"{home}wp-json/" else root}
    if in_query:
        settings["plain_permalinks"] = True
    why = "The page is a WooCommerce shop's, which shows its product reviews to programs."
    yield Find("woocommerce", root, head.title or "WooCommerce shop", why, settings)


def _reviews(head: Head, response: Response) -> Iterator[Find]:
    try:
        page = SchemaOrg.offline(response.url).parse(response)
    except SourceError:
        return
    if page.items:
        some = "a review" if len(page.items) == 1 else f"{len(page.items)} reviews"
        title = page.title or head.title or "Web page with reviews"
        why = f"The page has {some} marked up for search engines."
        yield Find("schemaorg", response.url, title, why, {"url": response.url})


def _feeds(text: str, response: Response) -> Iterator[Find]:
    titles: dict[str, str] = {}
    for link in feed_links(text, response.url):
        titles.setdefault(link.url, link.title or "Feed")
    for url, title in islice(titles.items(), MAX_FEEDS):
        yield Find("feed", url, title, "The page links to this feed.", {"url": url})
