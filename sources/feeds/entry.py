"""One entry of a feed, whatever the format of the feed, and the item it becomes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.mention import Author, Item, Kind
from monitor.source import Rejected
from sources.reading.dates import read_date
from sources.reading.identity import synthetic_id
from sources.reading.language import language
from sources.reading.person import person
from sources.reading.prose import line
from sources.reading.ratings import read_rating
from sources.reading.text import clean, plain, safe_url

_REDDIT_TAIL = re.compile(
    # The look behind keeps long runs of spaces from being tried from each of them.
    r"(?<!\s)\s*submitted by\s+/u/\S+(?:\s+to\s+r/\S+)?\s*\[link\]\s*\[comments\]\s*\Z",
    re.IGNORECASE,
)
_GLOBAL_ID = re.compile(r"(?:tag:|urn:|https?://)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as its feed states it: nothing read, nothing cleaned.

    ``title`` and ``body`` may be HTML. ``publisher`` is the paper that a news search found
    the entry in.
    """

    id: str | None = None
    link: str | None = None
    title: str | None = None
    body: str | None = None
    author: str | None = None
    author_url: str | None = None
    publisher: str | None = None
    published: object = None
    updated: object = None
    lang: str | None = None
    rating: object = None


@dataclass(frozen=True, slots=True)
class Contents:
    """A feed read so far. ``author`` and ``lang`` hold for entries that do not state their own."""

    entries: tuple[Entry, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    title: str | None = None
    author: str | None = None
    lang: str | None = None


def read_items(
    contents: Contents, *, kind: Kind, base: str, now: datetime
) -> tuple[list[Item], list[Rejected]]:
    """The entries as items, each with an id of its own, and those that are none."""
    items: dict[str, Item] = {}
    rejected = list(contents.rejected)
    for place, (entry, stated) in enumerate(_identified(contents.entries, base), start=1):
        item = _item(entry, stated, contents, kind=kind, base=base, now=now)
        if item is None:
            rejected.append(Rejected("an entry without title, text and link", f"entry {place}"))
        elif items.setdefault(item.id, item) is not item:
            rejected.append(Rejected("an entry that is listed twice", f"entry {place}"))
    return list(items.values()), rejected


def _identified(entries: Sequence[Entry], base: str) -> list[tuple[Entry, str | None]]:
    """Each entry with the id that it states, else its link; None where neither tells it apart.

    Some feeds give all their entries one id, or link all of them to the home page.
    """
    stated: list[tuple[Entry, str | None]] = []
    meanings: defaultdict[str, set[str | None]] = defaultdict(set)
    for entry in entries:
        link = safe_url(entry.link, base)
        own = clean(entry.id)
        identity = own or link
        stated.append((entry, identity))
        if identity is not None:
            meanings[identity].add(link if own else entry.title)
    return [
        (entry, identity if identity is not None and len(meanings[identity]) == 1 else None)
        for entry, identity in stated
    ]


def _item(
    entry: Entry, stated: str | None, feed: Contents, *, kind: Kind, base: str, now: datetime
) -> Item | None:
    publisher = person(entry.publisher)
    title = _headline(line(entry.title), publisher)
    text = clean(_REDDIT_TAIL.sub("", plain(entry.body or "")))
    if text is not None and _repeats(text, title, publisher):
        text = None
    url = safe_url(entry.link, base) or safe_url(entry.id)
    if title is None and text is None and url is None:
        return None
    published, precision = read_date(entry.published, now=now)
    name = person(entry.author)
    return Item(
        id=stated or synthetic_id(entry.title, str(entry.published or ""), entry.link),
        kind=kind,
        author=Author(
            name or publisher or person(feed.author),
            url=safe_url(entry.author_url, base) if name else None,
        ),
        rating=read_rating(entry.rating),
        title=title,
        text=text,
        published_at=published,
        precision=precision,
        updated_at=read_date(entry.updated, now=now)[0],
        url=url,
        lang=language(entry.lang) or language(feed.lang),
        dedupe_key=_dedupe_key(entry, url),
        synthetic=stated is None,
    )


def _headline(title: str | None, publisher: str | None) -> str | None:
    """Without the " - Publisher" that Google News adds to every headline."""
    if title is None or publisher is None:
        return title
    return title.removesuffix(f" - {publisher}").strip() or title


def _repeats(text: str, title: str | None, publisher: str | None) -> bool:
    """Whether the text only says the title once more, as Google News' does."""
    rest = " ".join(text.split())
    for said in (title, publisher):
        rest = rest.removeprefix(said or "").strip("\xa0 -")
    return not rest


def _dedupe_key(entry: Entry, url: str | None) -> str | None:
    """Equal for one article in several feeds.

    An id that is unique in the world says so; of the alerts of Google, which give each finding
    an id of its own, the article's address.
    """
    own = (entry.id or "").strip()
    if "googlealerts/feed:" in own:
        return f"page:{url}" if url else None
    if not _GLOBAL_ID.match(own):
        return None
    link = safe_url(own)
    return f"page:{link}" if link else f"entry:{own}"
