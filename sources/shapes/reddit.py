"""From Reddit's posts and comments, of its API or of its feeds, to items. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from monitor.errors import SchemaChanged
from monitor.mention import Author, Item, Kind, State
from monitor.source import Json, Rejected, Response
from sources.feeds.contents import read_contents
from sources.feeds.entry import read_items
from sources.reading.dates import read_date
from sources.reading.entries import Readings, read_each
from sources.reading.nodes import at, entries_at, text_at
from sources.reading.person import person
from sources.reading.prose import unescaped
from sources.reading.text import clean, safe_url

SITE = "https://www.reddit.com"
POST, COMMENT = "t3", "t1"
_FULL_NAME = re.compile(r"t[13]_[0-9a-z]{1,15}")
_USER = re.compile(r"/?u/")
_ON_POST = re.compile(r"/u/\S+ on (.+)\Z", re.DOTALL)
_TAIL = re.compile(
    r"(?<!\s)(?:\s*submitted by\s+/u/\S+(?:\s+to\s+\S+)?)?\s*\[link\]\s*(?:\[comments\]\s*)?\Z",
    re.IGNORECASE,
)
_GONE = frozenset({"[deleted]", "[removed]", "[ removed by reddit ]", "[deleted by user]"})
"""What Reddit shows in place of words: "deleted" by their author, "removed" by others."""


def of_listing(children: list[Json], now: datetime) -> Readings:
    """The children of a listing, and the replies below them.

    Raises SchemaChanged when there are children, but not one is a post or comment.
    """
    threads = list(children)
    # The list grows while it is walked: replies have replies.
    for child in threads:
        threads += entries_at(child, "data", "replies", "data", "children")
    return read_each(threads, lambda child: _item(child, now), "post or comment")


def _item(child: dict[str, Json], now: datetime) -> Item | None:
    data = at(child, "data")
    name = text_at(data, "name") or f"{child.get('kind')}_{text_at(data, 'id')}"
    if not _FULL_NAME.fullmatch(name):
        return None
    is_post = name.startswith(POST)
    author = text_at(data, "author")
    words = unescaped(at(data, "selftext" if is_post else "body"))
    title = unescaped(at(data, "title")) if is_post else None
    published, precision = read_date(at(data, "created_utc"), now=now)
    return Item(
        id=name,
        kind=Kind.MENTION,
        author=_author(author),
        title=None if _is_gone(title) else title,
        text=None if _is_gone(words) else words,
        published_at=published,
        precision=precision,
        # "edited" is false, or the moment; very old edits are only true.
        updated_at=read_date(at(data, "edited"), now=now)[0],
        url=_permalink(data, name),
        state=_state(data, words, title),
        about=None if is_post else unescaped(at(data, "link_title")),
        dedupe_key=f"reddit:{name}",
    )


def _author(name: str | None) -> Author:
    bare = _USER.sub("", name or "", count=1).strip()
    if not re.fullmatch(r"[\w-]{1,40}", bare, re.ASCII):
        return Author(None if _is_gone(bare) else person(bare))
    return Author(bare, url=f"{SITE}/user/{bare}")


def _is_gone(words: str | None) -> bool:
    return words is not None and words.strip().lower() in _GONE


def _state(data: Json, words: str | None, title: str | None) -> State:
    # A moderator's token still shows the words of what nobody else can see.
    taken = at(data, "removed_by_category") or at(data, "banned_by") or at(data, "removed") is True
    if taken or _is_gone(words) or _is_gone(title):
        return State.REMOVED
    return State.SPAM if at(data, "spam") is True else State.VISIBLE


def _permalink(data: Json, name: str) -> str:
    """The link to it, without the "?ref=" of a search; built where old answers give none."""
    stated = text_at(data, "permalink")
    url = safe_url((stated or "").partition("?")[0] or None, SITE)
    if url is not None:
        return url
    if name.startswith(POST):
        return f"{SITE}/comments/{name[3:]}"
    thread = text_at(data, "link_id") or ""
    parent = thread[3:] if _FULL_NAME.fullmatch(thread) else "_"
    return f"{SITE}/comments/{parent}/_/{name[3:]}"


def of_feed(response: Response) -> Readings:
    """The entries of a feed. Raises as the feed source does."""
    contents = read_contents(response)
    read, rejected = read_items(contents, kind=Kind.MENTION, base=SITE, now=response.received_at)
    items = tuple(_of_entry(item) for item in read if _FULL_NAME.fullmatch(item.id))
    if read and not items:
        raise SchemaChanged("The feed lists no posts and comments.")
    strange = [Rejected("an entry without Reddit's number")] * (len(read) - len(items))
    return items, (*rejected, *strange)


def _of_entry(item: Item) -> Item:
    text = clean(_TAIL.sub("", item.text or ""))
    on_post = _ON_POST.match(item.title or "") if item.id.startswith(COMMENT) else None
    removed = _is_gone(text) or _is_gone(item.title)
    title = None if item.id.startswith(COMMENT) or _is_gone(item.title) else item.title
    return replace(
        item,
        author=_author(item.author.name),
        title=title,
        text=None if _is_gone(text) else text,
        updated_at=None if item.updated_at == item.published_at else item.updated_at,
        url=(item.url or "").partition("?")[0] or None,
        state=State.REMOVED if removed else State.VISIBLE,
        about=on_post[1] if on_post else None,
        dedupe_key=f"reddit:{item.id}",
    )
