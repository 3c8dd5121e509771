"""What people say to a shop on Facebook: comments under its posts, and posts that tag its page.

Recommendations (the stars of old) ended with version 22 of the Graph API. Their payloads are
still read, for accounts with an older version; everyone else is told plainly.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import ClassVar, Literal

from pydantic import Field, SecretStr

from monitor.mention import Author, Item, Kind, OwnerReply, Rating
from monitor.source import (
    Auth,
    History,
    Json,
    Order,
    RatingScale,
    Rejected,
    SourceInfo,
    SourceSettings,
    Terms,
)
from sources.graph import ID, GraphSettings, GraphSource
from sources.reading.dates import read_date
from sources.reading.identity import synthetic_id
from sources.reading.nodes import at, entries_at, text_at
from sources.reading.person import person
from sources.reading.ratings import read_rating
from sources.reading.text import clean, safe_url

_COMMENT = "id,from{id,name},message,created_time,permalink_url,comment_count,parent{id}"
_POST = "id,from{id,name},message,created_time,permalink_url"
_FEED = f"{_POST},comments.filter(stream).order(reverse_chronological).limit(50){{{_COMMENT}}}"
_RATING = (
    "created_time,recommendation_type,review_text,has_rating,has_review,rating,reviewer{id,name},"
    "open_graph_story{id,comments{from,message,created_time}}"
)
_EDGES = {"comments": "feed", "mentions": "tagged", "recommendations": "ratings"}
_POST_IN_LINK = re.compile(
    r"(?:/posts/|story_fbid=|/videos/|/photos/|fbid=)(?:[\w.-]+/)*?([0-9]{5,30})"
)
_COMMENT_IN_LINK = re.compile(r"[?&](comment_id|reply_comment_id)=([0-9]{5,30})")


class FacebookSettings(GraphSettings):
    """``page`` is the page's number; ``read`` says what to look at."""

    page: str = Field(pattern=ID)
    read: tuple[Literal["comments", "mentions", "recommendations"], ...] = Field(
        default=("comments", "mentions"), min_length=1
    )


class Facebook(GraphSource):
    """One Facebook page of the owner's own."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="facebook",
        title="Facebook",
        summary="Comments under your Facebook page's posts, and posts that tag the page.",
        kinds=frozenset({Kind.REVIEW, Kind.MENTION}),
        auth=Auth.OAUTH,
        order=Order.NEWEST_CREATED,
        history=History.WINDOW,
        rating=RatingScale(),
        terms=Terms(note="Delete what people delete; use it for managing your own page alone."),
        min_interval=timedelta(minutes=5),
        every=timedelta(minutes=30),
    )
    Settings: ClassVar[type[SourceSettings]] = FacebookSettings
    settings: FacebookSettings

    @classmethod
    def offline(cls, url: str | None = None) -> Facebook:
        found = re.search(r"/v[0-9.]+/([0-9]{1,30})(?:_|/|$)", url or "")
        return cls(FacebookSettings(token=SecretStr(""), page=found[1] if found else "0"))

    def edges(self) -> tuple[str, ...]:
        return tuple(f"{self.settings.page}/{_EDGES[what]}" for what in self.settings.read)

    def fields(self, path: str) -> Mapping[str, str]:
        edge = path.rpartition("/")[2]
        if edge == "feed":
            return {"fields": _FEED, "limit": str(self.settings.posts)}
        if edge == "ratings":
            return {"fields": _RATING, "limit": "25"}
        if edge == "comments":
            newest_first = {"filter": "stream", "order": "reverse_chronological"}
            return {"fields": _COMMENT, "limit": "100", **newest_first}
        return {"fields": _POST, "limit": "50"}

    def read(
        self, entries: Sequence[Json], path: str, now: datetime
    ) -> tuple[list[Item], list[Rejected], list[str]]:
        items: list[Item] = []
        rejected: list[Rejected] = []
        further: list[str] = []
        for place, entry in enumerate(entries, start=1):
            if isinstance(entry, dict) and ("comments" in entry or path.endswith("/feed")):
                comments = entries_at(entry, "comments", "data")
                read, unread, _ = self.read(comments, "comments", now)
                items += read
                rejected += unread
                if text_at(entry, "comments", "paging", "next") and (post := text_at(entry, "id")):
                    further.append(f"{post}/comments")
            elif isinstance(entry, dict) and (item := self._item(entry, now)) is not None:
                items.append(item)
            else:
                rejected.append(Rejected("no comment, post or recommendation", f"{place}"))
        unique = {item.id: item for item in items}
        rejected += [Rejected("listed twice")] * (len(items) - len(unique))
        return _answered(list(unique.values())), rejected, further

    def _item(self, entry: Mapping[str, Json], now: datetime) -> Item | None:
        if {"recommendation_type", "review_text", "has_rating", "has_review"} & entry.keys():
            return self._recommendation(dict(entry), now)
        node: Json = dict(entry)
        text = clean(entry.get("message"))
        url = safe_url(entry.get("permalink_url"))
        published, precision = read_date(entry.get("created_time"), now=now)
        number = text_at(node, "id") or _id_in(url)
        if text is None and number is None:
            return None
        parent = text_at(node, "parent", "id")
        name = person(at(node, "from", "name"))
        return Item(
            id=number or synthetic_id(name, text_at(node, "created_time"), text),
            kind=Kind.MENTION,
            author=self._author(at(node, "from")),
            text=text,
            published_at=published,
            precision=precision,
            url=url,
            synthetic=number is None,
            extra={} if parent is None else {"parent": parent},
        )

    def _author(self, who: Json) -> Author:
        number = text_at(who, "id")
        own = number is not None and number == self.settings.page
        return Author(person(at(who, "name")), number, is_owner=own)

    def _recommendation(self, entry: Json, now: datetime) -> Item:
        text = clean(at(entry, "review_text"))
        story, name = (
            text_at(entry, "open_graph_story", "id"),
            person(at(entry, "reviewer", "name")),
        )
        published, precision = read_date(at(entry, "created_time"), now=now)
        return Item(
            id=story or synthetic_id(name, text_at(entry, "created_time"), text),
            kind=Kind.REVIEW,
            author=self._author(at(entry, "reviewer")),
            rating=_rating(entry),
            text=text,
            published_at=published,
            precision=precision,
            url=None if story is None else f"https://www.facebook.com/{story}",
            reply=self._reply(entry, now),
            synthetic=story is None,
        )

    def _reply(self, entry: Json, now: datetime) -> OwnerReply | None:
        """The page's own comment under a recommendation."""
        for comment in entries_at(entry, "open_graph_story", "comments", "data"):
            text = clean(at(comment, "message"))
            if text is not None and text_at(comment, "from", "id") == self.settings.page:
                said_at = read_date(at(comment, "created_time"), now=now)[0]
                return OwnerReply(text, said_at, id=text_at(comment, "id"))
        return None


def _rating(entry: Json) -> Rating | None:
    """One to five stars in old ones; later a yes or a no, kept as the 1 or 0 it is."""
    stars = read_rating(at(entry, "rating"))
    if stars is not None and stars.value > 0:
        return stars
    says = {"positive": 1.0, "negative": 0.0}.get(text_at(entry, "recommendation_type") or "")
    return None if says is None else Rating(says, worst=0.0, best=1.0)


def _id_in(url: str | None) -> str | None:
    """The id that the Graph API would give the comment behind a link: post_comment."""
    numbers = dict(_COMMENT_IN_LINK.findall(url or ""))
    post = _POST_IN_LINK.search(url or "")
    own = numbers.get("reply_comment_id") or numbers.get("comment_id")
    return f"{post[1]}_{own}" if post and own else None


def _answered(items: list[Item]) -> list[Item]:
    """``items``, those with the page's own comment below them showing it as the shop's answer."""
    answers = {
        item.extra["parent"]: OwnerReply(item.text, item.published_at, id=item.id)
        for item in items
        if item.author.is_owner and item.text and "parent" in item.extra
    }
    return [replace(item, reply=answers.get(item.id, item.reply)) for item in items]
