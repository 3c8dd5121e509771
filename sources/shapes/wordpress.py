"""From WordPress's comments, of its API or of its feed, to items. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from pydantic import AwareDatetime, BaseModel, Field

from monitor.mention import Author, Item, Kind, OwnerReply, State
from monitor.source import Json, Rejected, Response
from sources.feeds.entry import Entry
from sources.reading.dates import read_date
from sources.reading.nodes import at, text_at
from sources.reading.person import person
from sources.reading.text import clean, plain, safe_url
from sources.walks.daily import DailyWalk

_NUMBER = re.compile(r"[1-9][0-9]{0,19}")
_GUID = re.compile(r"(?:[?&]p=(?P<post>[0-9]{1,19}))?#comment-(?P<comment>[1-9][0-9]{0,19})\Z")
_STATES = {
    "approved": State.VISIBLE,
    "approve": State.VISIBLE,
    "1": State.VISIBLE,
    "hold": State.PENDING,
    "0": State.PENDING,
    "spam": State.SPAM,
    "trash": State.REMOVED,
}


@dataclass(frozen=True, slots=True)
class Comments:
    """Reads comments as items of ``kind``; ``author_id`` is the shop's own user."""

    kind: Kind
    author_id: int | None

    def of_api(self, entries: Sequence[Json], now: datetime) -> tuple[list[Item], list[Rejected]]:
        """The comments of one page of the API, and what is none."""
        read = [self.read(entry, now) for entry in entries]
        items, repeated = _once(item for item in read if item is not None)
        strange = [
            Rejected("not a comment with a number", f"{place}")
            for place, item in enumerate(read, start=1)
            if item is None
        ]
        return items, [*strange, *repeated]

    def of_feed(
        self, entries: Sequence[Entry], response: Response
    ) -> tuple[list[Item], list[Rejected]]:
        """The comments of a feed. Its titles are in the site's language: they are left out."""
        read = [self._of_feed(entry, response) for entry in entries]
        items, repeated = _once(item for item in read if item is not None)
        return items, [*[Rejected("an entry that is no comment")] * read.count(None), *repeated]

    def _of_feed(self, entry: Entry, response: Response) -> Item | None:
        found = _GUID.search(entry.id or "") or _GUID.search(entry.link or "")
        if found is None:
            return None
        published, precision = read_date(entry.published, now=response.received_at)
        return Item(
            id=found["comment"],
            kind=self.kind,
            author=Author(person(entry.author)),
            text=clean(plain(entry.body or "")),
            published_at=published,
            precision=precision,
            url=safe_url(entry.link, response.url),
            extra={"post": found["post"]} if found["post"] else {},
        )

    def read(self, entry: Json, now: datetime) -> Item | None:
        """One comment of the API, or None when it is none."""
        number = text_at(entry, "id")
        if number is None or not _NUMBER.fullmatch(number) or not is_comment(entry):
            return None
        # WordPress means UTC by "_gmt", though it writes no zone.
        published, precision = read_date(at(entry, "date_gmt") or at(entry, "date"), now=now)
        author, text = text_at(entry, "author"), text_at(entry, "content", "rendered")
        ids = {"post": text_at(entry, "post"), "parent": text_at(entry, "parent")}
        return Item(
            id=number,
            kind=Kind.REVIEW if at(entry, "type") == "review" else self.kind,
            author=Author(
                person(at(entry, "author_name")),
                author if author != "0" else None,
                safe_url(at(entry, "author_url")),
                is_owner=author is not None and author == str(self.author_id),
            ),
            text=clean(plain(text)) if text else None,
            published_at=published,
            precision=precision,
            url=safe_url(at(entry, "link")),
            state=_STATES.get((text_at(entry, "status") or "approved").lower(), State.HIDDEN),
            extra={name: n for name, n in ids.items() if n and _NUMBER.fullmatch(n)},
        )


def is_comment(entry: Json) -> bool:
    """Whether ``entry`` has what makes a comment one."""
    return isinstance(entry, dict) and "content" in entry and "post" in entry


class _Answer(BaseModel):
    """An answer by the shop, met before the comment that it belongs to."""

    id: str
    text: str
    published_at: AwareDatetime | None
    state: State


class CommentWalk(DailyWalk):
    """A walk that remembers the shop's answers: they are newer than what they answer."""

    answers: Mapping[str, _Answer] = Field(default_factory=dict)

    def answered(self, items: Sequence[Item]) -> tuple[list[Item], Self]:
        """The items with the answers to them, and this walk with the answers among them."""
        answers = dict(self.answers)
        for item in items:
            parent = item.extra.get("parent")
            if item.author.is_owner and parent and item.text:
                answers[parent] = _Answer(
                    id=item.id, text=item.text, published_at=item.published_at, state=item.state
                )
        known = {
            number: OwnerReply(each.text, each.published_at, each.state, each.id)
            for number, each in answers.items()
        }
        answered = [replace(item, reply=known.get(item.id)) for item in items]
        return answered, self.model_copy(update={"answers": answers})


def _once(items: Iterable[Item]) -> tuple[list[Item], list[Rejected]]:
    kept: dict[str, Item] = {}
    rejected = [
        Rejected("a comment that is listed twice")
        for item in items
        if kept.setdefault(item.id, item) is not item
    ]
    return list(kept.values()), rejected
