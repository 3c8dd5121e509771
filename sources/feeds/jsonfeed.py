"""JSON Feed (jsonfeed.org), which feedparser does not read, as entries."""

from __future__ import annotations

import html
from collections.abc import Mapping

from monitor.errors import SchemaChanged
from monitor.source import Json, Rejected
from sources.feeds.entry import Contents, Entry


def read_jsonfeed(payload: Json) -> Contents:
    """The entries of a JSON Feed of any version. Raises SchemaChanged for any other JSON."""
    version = payload.get("version") if isinstance(payload, dict) else None
    if not isinstance(payload, dict) or "jsonfeed.org" not in str(version):
        raise SchemaChanged("The answer is JSON, but no JSON Feed.")
    items = payload.get("items")
    if not isinstance(items, list):
        raise SchemaChanged("The JSON Feed has no list of items.")
    return Contents(
        tuple(_entry(item) for item in items if isinstance(item, dict)),
        tuple(
            Rejected("an entry that is no object") for item in items if not isinstance(item, dict)
        ),
        title=_text(payload.get("title")),
        author=_author(payload)[0],
        lang=_text(payload.get("language")),
    )


def _entry(item: Mapping[str, Json]) -> Entry:
    author, author_url = _author(item)
    number = item.get("id")
    return Entry(
        id=str(number) if isinstance(number, str | int | float) else None,
        link=_text(item.get("url")) or _text(item.get("external_url")),
        title=_text(item.get("title")),
        body=_body(item),
        author=author,
        author_url=author_url,
        published=item.get("date_published") or item.get("date_modified"),
        updated=item.get("date_modified"),
        lang=_text(item.get("language")),
    )


def _text(value: Json) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _body(item: Mapping[str, Json]) -> str | None:
    markup = _text(item.get("content_html"))
    words = _text(item.get("content_text")) or _text(item.get("summary"))
    return markup or (words and html.escape(words, quote=False))


def _author(node: Mapping[str, Json]) -> tuple[str | None, str | None]:
    """Version 1 has ``author``, version 1.1 a list of ``authors``."""
    authors = node.get("authors")
    for each in [*(authors if isinstance(authors, list) else []), node.get("author")]:
        if isinstance(each, dict) and (name := _text(each.get("name"))):
            return name, _text(each.get("url"))
    return None, None
