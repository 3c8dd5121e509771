"""RSS, RDF and Atom, read by feedparser into entries."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping

import feedparser

from monitor.errors import SchemaChanged
from monitor.source import Rejected
from sources.feeds.entry import Contents, Entry

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*?\?>")
_END = re.compile(
    r"</(?:rss|feed|(?:\w+:)?rdf)\s*>\s*(?:<!--.*?-->\s*)*\Z", re.IGNORECASE | re.DOTALL
)
_TAIL = 2000
_A_FEED = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf|channel)\b", re.IGNORECASE)
_BEGINNING = 100_000
_ENTRIES = re.compile(r"<(?:item|entry)\b", re.IGNORECASE)
_OPENED = re.compile(r"<[A-Za-z]")
_CLOSED = re.compile(r"</|/>")
_DEEPEST = 2000
"""So many elements left open within one entry are no review; feedparser takes 10 us for each."""


class NoFeed(Exception):
    """The document is no feed at all."""


def read_xml(text: str) -> Contents:
    """The entries of an XML feed, broken ones included as far as they go.

    Raises NoFeed when it is no feed, SchemaChanged when it breaks off before its first entry
    or is a heap of open elements.
    """
    if not _A_FEED.search(text[:_BEGINNING]):
        raise NoFeed
    if any(_left_open(piece) > _DEEPEST for piece in _ENTRIES.split(text)):
        raise SchemaChanged("The feed is nested too deep to be one.")
    parsed = _parsed(text)
    atom = str(parsed.version).startswith("atom")
    entries = [dict(entry) for entry in parsed.entries]
    if not parsed.version and not entries:
        raise NoFeed
    rejected: list[Rejected] = []
    if parsed.bozo and not _END.search(text[-_TAIL:]):
        # Half an entry would look like an edit when the whole one comes.
        if len(entries) < 2:
            raise SchemaChanged("The feed breaks off before its first entry ends.")
        entries.pop()
        rejected.append(Rejected("the feed breaks off here", f"entry {len(entries) + 1}"))
    apps = sum(map(_is_app, entries))
    rejected += [Rejected("an entry about the app itself, no review")] * apps
    feed = dict(parsed.feed)
    return Contents(
        tuple(_entry(entry, atom=atom) for entry in entries if not _is_app(entry)),
        tuple(rejected),
        title=_text(feed, "title"),
        author=_author(feed, atom=atom)[0],
        lang=_text(feed, "language"),
    )


def _left_open(piece: str) -> int:
    opened = sum(1 for _ in _OPENED.finditer(piece))
    return opened - sum(1 for _ in _CLOSED.finditer(piece))


def _parsed(text: str) -> feedparser.FeedParserDict:
    # Decoded already: a declaration would contradict, and feedparser fails on odd ones.
    document = _DECLARATION.sub("", text, count=1).encode("utf-8", "replace")
    try:
        return feedparser.parse(
            io.BytesIO(document),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception:  # damaged names and entities make it raise all sorts
        raise SchemaChanged("The feed is too damaged to be read.") from None


def _is_app(entry: Mapping[str, object]) -> bool:
    """Apple's review feeds begin with an entry about the app itself."""
    return "im_name" in entry and "im_rating" not in entry


def _entry(entry: Mapping[str, object], *, atom: bool) -> Entry:
    author, author_url = _author(entry, atom=atom)
    published, updated = entry.get("published"), entry.get("updated")
    source = entry.get("source")
    return Entry(
        id=_text(entry, "id"),
        link=next(_links(entry), None),
        title=_text(entry, "title"),
        body=_body(entry),
        author=author,
        author_url=author_url,
        publisher=_text(source, "title")
        if isinstance(source, dict)
        else _text(entry, "news_source"),
        published=published or updated,
        # RDF's dc:date arrives as "updated" too, but says when the entry was published.
        updated=updated if atom or published else None,
        lang=_language(entry),
        rating=entry.get("im_rating"),
    )


def _text(node: Mapping[str, object], *names: str) -> str | None:
    for name in names:
        value = node.get(name)
        if isinstance(value, str) and value.strip():
            return value
    return None


def _links(entry: Mapping[str, object]) -> Iterator[str]:
    """Where the entry leads: its page first. feedparser's own ``link`` may be a mere id."""
    stated = entry.get("links")
    links = (
        [dict(link) for link in stated if isinstance(link, dict)]
        if isinstance(stated, list)
        else []
    )
    for wanted in ("alternate", "related", "self"):
        for link in links:
            if link.get("rel", "alternate") == wanted and isinstance(link.get("href"), str):
                yield link["href"]


def _contents(entry: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    stated = entry.get("content")
    for content in stated if isinstance(stated, list) else []:
        if isinstance(content, dict):
            yield dict(content)


def _body(entry: Mapping[str, object]) -> str | None:
    for content in _contents(entry):
        if body := _text(content, "value"):
            return body
    return _text(entry, "summary", "description", "media_description")


def _language(entry: Mapping[str, object]) -> str | None:
    details = [entry.get("title_detail"), entry.get("summary_detail")]
    stated = [*_contents(entry), *(dict(each) for each in details if isinstance(each, dict))]
    return next((lang for each in stated if (lang := _text(each, "language"))), None) or _text(
        entry, "language"
    )


def _author(node: Mapping[str, object], *, atom: bool) -> tuple[str | None, str | None]:
    """Name and page. RSS has one text for name and mailbox, which feedparser cuts wrongly."""
    detail = node.get("author_detail")
    if atom and isinstance(detail, dict) and (name := _text(dict(detail), "name")):
        return name, _text(dict(detail), "href")
    return _text(node, "author"), None
