"""What people say to a shop on Instagram: comments, replies, and posts that tag the account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import ClassVar, Literal
from urllib.parse import quote

from pydantic import Field, SecretStr

from monitor.mention import Author, Item, Kind, OwnerReply
from monitor.source import (
    Auth,
    History,
    Json,
    Order,
    Rejected,
    SourceInfo,
    SourceSettings,
    Terms,
)
from sources.graph import ID, GraphSettings, GraphSource
from sources.reading.dates import read_date
from sources.reading.nodes import at, entries_at, text_at
from sources.reading.person import person
from sources.reading.text import clean, safe_url

_WORDS = "id,text,timestamp,username,from,like_count"
_COMMENT = f"{_WORDS},replies.limit(50){{{_WORDS}}}"
_MEDIA = f"id,permalink,timestamp,comments_count,comments.limit(50){{{_COMMENT}}}"
_TAGGED = "id,caption,permalink,timestamp,username,media_type"
_EDGES = {"comments": "media", "mentions": "tags"}


class InstagramSettings(GraphSettings):
    """``user`` is the professional account's number; ``name`` its name, to know own comments."""

    user: str = Field(pattern=ID)
    name: str | None = None
    read: tuple[Literal["comments", "mentions"], ...] = Field(
        default=("comments", "mentions"), min_length=1
    )


class Instagram(GraphSource):
    """One professional Instagram account of the owner's own."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="instagram",
        title="Instagram",
        summary="Comments under your Instagram posts, and posts that tag your account.",
        kinds=frozenset({Kind.MENTION}),
        auth=Auth.OAUTH,
        order=Order.NEWEST_CREATED,
        history=History.WINDOW,
        terms=Terms(note="Delete what people delete; use it for managing your own account alone."),
        min_interval=timedelta(minutes=5),
        every=timedelta(minutes=30),
    )
    Settings: ClassVar[type[SourceSettings]] = InstagramSettings
    settings: InstagramSettings

    @classmethod
    def offline(cls, url: str | None = None) -> Instagram:  # noqa: ARG003 - tells nothing
        return cls(InstagramSettings(token=SecretStr(""), user="0"))

    def edges(self) -> tuple[str, ...]:
        return tuple(f"{self.settings.user}/{_EDGES[what]}" for what in self.settings.read)

    def fields(self, path: str) -> Mapping[str, str]:
        match path.rpartition("/")[2]:
            case "media":
                return {"fields": _MEDIA, "limit": str(self.settings.posts)}
            case "comments":
                return {"fields": _COMMENT, "limit": "50"}
            case "replies":
                return {"fields": _WORDS, "limit": "50"}
            case _:
                return {"fields": _TAGGED, "limit": "50"}

    def read(
        self, entries: Sequence[Json], path: str, now: datetime
    ) -> tuple[list[Item], list[Rejected], list[str]]:
        found = _Found()
        for entry in entries:
            if at(entry, "comments") is not None or path.endswith("/media"):
                link = safe_url(at(entry, "permalink"))
                self._comments(entries_at(entry, "comments", "data"), link, now, found)
                found.further(entry, "comments")
            else:
                self._comments([entry], None, now, found)
        return list(found.items.values()), found.rejected, found.paths

    def _comments(
        self, entries: Sequence[Json], link: str | None, now: datetime, found: _Found
    ) -> None:
        """Comments, or posts that tag the account, each followed by the replies under it."""
        for entry in entries:
            item = self._item(entry, link, now)
            replies = [
                self._item(reply, link, now, item)
                for reply in reversed(entries_at(entry, "replies", "data"))
            ]
            own = [each for each in replies if each and each.author.is_owner and each.text]
            if item is not None and own:
                last = own[-1]
                answer = OwnerReply(last.text or "", last.published_at, id=last.id)
                item = replace(item, reply=answer)
            for each in (item, *replies):
                found.add(each)
            found.further(entry, "replies")

    def _item(
        self, entry: Json, link: str | None, now: datetime, parent: Item | None = None
    ) -> Item | None:
        number = text_at(entry, "id")
        text = clean(at(entry, "text") or at(entry, "caption"))
        if number is None or (text is None and at(entry, "timestamp") is None):
            return None
        name = text_at(entry, "username") or text_at(entry, "from", "username")
        writer = text_at(entry, "from", "id")
        published, precision = read_date(at(entry, "timestamp"), now=now)
        own = writer == self.settings.user or (name is not None and name == self.settings.name)
        return Item(
            id=number,
            kind=Kind.MENTION,
            author=Author(
                person(name),
                writer,
                f"https://www.instagram.com/{quote(name, safe='')}/" if name else None,
                is_owner=own,
            ),
            text=text,
            published_at=published,
            precision=precision,
            url=safe_url(at(entry, "permalink")) or link,
            extra={} if parent is None else {"parent": parent.id},
        )


class _Found:
    """What one page holds, each id once, and where more of it is."""

    def __init__(self) -> None:
        self.items: dict[str, Item] = {}
        self.rejected: list[Rejected] = []
        self.paths: list[str] = []

    def add(self, item: Item | None) -> None:
        if item is None:
            self.rejected.append(Rejected("no comment and no post"))
        elif self.items.setdefault(item.id, item) is not item:
            self.rejected.append(Rejected("listed twice"))

    def further(self, entry: Json, edge: str) -> None:
        number = text_at(entry, "id")
        if number is not None and text_at(entry, edge, "paging", "next") is not None:
            self.paths.append(f"{number}/{edge}")
