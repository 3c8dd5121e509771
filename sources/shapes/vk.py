"""One post or comment of VK as an item. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from monitor.mention import Author, Item, Kind, State
from monitor.source import Json
from sources.reading.dates import read_date
from sources.reading.nodes import at, entries_at, text_at
from sources.reading.person import person
from sources.reading.prose import unescaped

SITE = "https://vk.com"
_NUMBER = re.compile(r"-?[0-9]{1,20}")
_NAMED = re.compile(r"\[(?:id|club|public|event)[0-9]{1,20}(?::[\w-]{1,60})?\|([^\[\]|]{1,200})\]")
"""How VK writes "@name" inside a text: ``[club123|Dom]``."""


@dataclass(frozen=True, slots=True)
class People:
    """Who wrote: names and pages by number; communities have negative numbers."""

    names: Mapping[str, tuple[str | None, str]]

    @classmethod
    def of(cls, answer: Json) -> People:
        """The ``profiles`` and ``groups`` that come with ``extended=1``."""
        names: dict[str, tuple[str | None, str]] = {}
        for profile in entries_at(answer, "profiles"):
            if (number := text_at(profile, "id")) is not None:
                parts = (text_at(profile, "first_name"), text_at(profile, "last_name"))
                page = text_at(profile, "screen_name") or f"id{number}"
                names[number] = (" ".join(filter(None, parts)) or None, page)
        for group in entries_at(answer, "groups"):
            if (number := text_at(group, "id")) is not None:
                page = text_at(group, "screen_name") or f"club{number}"
                names[f"-{number}"] = (text_at(group, "name"), page)
        return cls(names)

    def author(self, number: str | None, own: str | None) -> Author:
        """The author of that number; ``own`` is the number of the shop's own community."""
        if number is None or not _NUMBER.fullmatch(number):
            return Author()
        default = f"club{number[1:]}" if number.startswith("-") else f"id{number}"
        name, page = self.names.get(number, (None, default))
        known = page if re.fullmatch(r"[\w.]{1,64}", page) else default
        return Author(person(name), number, f"{SITE}/{known}", is_owner=number == own)


def read_post(
    entry: Mapping[str, Json], people: People, now: datetime, *, own: str | None, post: str | None
) -> Item | None:
    """A post of a wall, or a comment under ``post`` ("<owner>_<number>"); None for anything else.

    The words of a repost without words of its own are those of what it passes on.
    """
    node: Json = dict(entry)
    number, owner = text_at(node, "id"), text_at(node, "owner_id")
    under = text_at(node, "post_id")
    if number is None or not _NUMBER.fullmatch(number):
        return None
    if post is None and under is not None and owner is not None:
        post = f"{owner}_{under}"
    if post is None and (owner is None or not _NUMBER.fullmatch(owner)):
        return None
    text = _words(entry.get("text")) or _words(at(node, "copy_history", 0, "text"))
    gone = entry.get("deleted") is True or text_at(node, "deleted") == "1"
    if text is None and not gone and "date" not in entry:
        return None
    published, precision = read_date(entry.get("date"), now=now)
    writer = text_at(node, "signer_id") or text_at(node, "from_id") or owner
    return Item(
        id=f"{owner}_{number}" if post is None else f"{post}_r{number}",
        kind=Kind.MENTION,
        author=people.author(writer, own),
        text=text,
        published_at=published,
        precision=precision,
        updated_at=read_date(entry.get("edited"), now=now)[0],
        url=f"{SITE}/wall{owner}_{number}" if post is None else f"{SITE}/wall{post}?reply={number}",
        state=State.REMOVED if gone else State.VISIBLE,
        extra={} if post is None else {"post": post},
    )


def _words(value: Json) -> str | None:
    text = unescaped(value)
    return None if text is None else _NAMED.sub(r"\1", text)
