"""One post of a Discourse forum, in each of the shapes it has. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import TypeAlias

from monitor.errors import (
    AuthExpired,
    NotConfigured,
    RateLimited,
    Refused,
    SchemaChanged,
    SourceError,
    TargetNotFound,
)
from monitor.mention import Author, Item, Kind, State
from monitor.source import Json
from sources.reading.dates import read_date
from sources.reading.entries import Entry
from sources.reading.nodes import at, entries_at, text_at
from sources.reading.person import person
from sources.reading.prose import line
from sources.reading.text import clean, plain, safe_url

Topic: TypeAlias = "tuple[str, str]"
"""Its title, and its slug in addresses."""
NUMBER = re.compile(r"[0-9]{1,12}")
_SLUG = re.compile(r"[^\w-]")
_ERRORS: tuple[tuple[str, type[SourceError], str], ...] = (
    ("rate_limit", RateLimited, "asks to slow down"),
    ("not_logged_in", AuthExpired, "wants a key"),
    ("invalid_access", AuthExpired, "does not show this to strangers, or not with this key"),
    ("not_found", TargetNotFound, "has no such post or topic"),
    ("invalid_parameters", NotConfigured, "does not accept this request"),
)


def posts_in(payload: Json) -> list[Json]:
    """The posts of a search, a topic, a forum's newest, an answer list, or a single one.

    Raises SchemaChanged for anything else, and what an error in its place calls for.
    """
    if isinstance(payload, list):
        return payload
    if isinstance(payload, dict):
        if payload.get("errors") or payload.get("error_type"):
            raise error_in(text_at(payload, "error_type") or "")
        if isinstance(at(payload, "post_stream", "posts"), list):
            return entries_at(payload, "post_stream", "posts")
        for name in ("posts", "latest_posts"):
            if isinstance(payload.get(name), list):
                return entries_at(payload, name)
        if "topic_id" in payload and "id" in payload:
            return [payload]
        if isinstance(payload.get("grouped_search_result"), dict):
            return []  # Discourse leaves the list out where nothing was found.
    raise SchemaChanged("The answer is no search result of Discourse.")


def topics_in(payload: Json) -> dict[str, Topic]:
    """Title and slug of each topic on a page, by its number."""
    found = {}
    for topic in [*entries_at(payload, "topics"), payload]:
        number, title = text_at(topic, "id"), line(at(topic, "title"))
        if number and title and NUMBER.fullmatch(number):
            found[number] = (title, clean(text_at(topic, "slug")) or "")
    return found


def read_post(post: Entry, root: str, topics: Mapping[str, Topic], now: datetime) -> Item | str:
    """A post as an item, or why it is none. ``root`` is the forum's own address."""
    number, topic = text_at(post, "id"), text_at(post, "topic_id")
    if not number or not topic or not NUMBER.fullmatch(number) or not NUMBER.fullmatch(topic):
        return "not a post with a number and a topic"
    whole = _text(post, "cooked", "raw")
    title, slug = topics.get(topic) or (line(post.get("topic_title")) or None, "")
    slug = _SLUG.sub("", text_at(post, "topic_slug") or slug) or "-"
    published, precision = read_date(post.get("created_at"), now=now)
    place = text_at(post, "post_number") or ""
    place = place if NUMBER.fullmatch(place) else "1"
    username = text_at(post, "username")
    version = post.get("version")
    edited = isinstance(version, int) and version > 1
    return Item(
        id=number,
        kind=Kind.MENTION,
        author=Author(
            person(post.get("name")) or person(username),
            id=person(username),
            url=safe_url(f"{root}/u/{username}") if username else None,
        ),
        title=title if place == "1" else None,
        text=clean(plain(whole or _text(post, "blurb"))),
        published_at=published,
        precision=precision,
        updated_at=read_date(post.get("updated_at"), now=now)[0] if edited else None,
        url=safe_url(f"{root}/t/{slug}/{topic}/{place}"),
        state=_state(post),
        about=None if place == "1" else title,
        truncated=not whole,
        extra={"topic": topic, "place": place},
    )


def _text(post: Entry, *names: str) -> str:
    """The first of these fields that holds text."""
    return next((str(post[name]) for name in names if isinstance(post.get(name), str)), "")


def _state(post: Entry) -> State:
    if post.get("deleted_at") or post.get("user_deleted") is True:
        return State.REMOVED
    return State.HIDDEN if post.get("hidden") is True else State.VISIBLE


def error_in(kind: str) -> SourceError:
    """The error of this type; what the forum said with it is not repeated."""
    for name, error, what in _ERRORS:
        if name == kind:
            return error(f"The forum {what}.")
    return Refused("The forum did not take this request.")
