"""Walks over a site's own search: one of the owner's terms after the other, newest first. Pure.

Sites search for one term at a time, few know OR. So a walk takes a turn for each term. The
first walk reads a few pages of each; later ones read until nothing is newer than what the last
walk knew, less an overlap for what was indexed late or edited since.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated, Self
from urllib.parse import parse_qs, urlsplit

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from monitor.mention import Item
from monitor.source import Cursor

FIRST_PAGES = 4
"""How many pages of each term the first walk reads."""
OVERLAP = timedelta(days=1)
"""A walk reads this far past the newest item it knows."""


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, str) else value


Term = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Terms = Annotated[
    tuple[Term, ...], BeforeValidator(_one_or_many), Field(min_length=1, max_length=20)
]
"""What to search for: one text, or a list of which each is searched for on its own."""


class SearchWalk(BaseModel):
    """How far a walk has come; travels from page to page in the notes of its requests.

    ``term`` counts the terms, ``page`` the pages of this term; ``mark`` is where the site wants
    to be asked on. ``known`` is the newest item of the last walk, ``top`` that of this one.
    """

    model_config = ConfigDict(frozen=True)

    term: int = 0
    page: int = 1
    mark: str | None = None
    known: AwareDatetime | None = None
    top: AwareDatetime | None = None

    @classmethod
    def begin(cls, cursor: Cursor | None, terms: Sequence[str]) -> Self:
        """A walk about to start: over everything, once the owner has changed the terms."""
        if cursor is None or cursor.get("terms") != list(terms):
            return cls()
        return cls.model_validate({"known": cursor.get("newest")})

    @property
    def since(self) -> datetime | None:
        """From when on items are wanted; None: from as long ago as a first walk reaches."""
        return None if self.known is None else self.known - OVERLAP

    def met(self, items: Sequence[Item], now: datetime) -> Self:
        """This walk with one more page."""
        # A date in the future would make every later item look known.
        dates = [d for item in items if (d := item.published_at) is not None and d <= now]
        return self.model_copy(
            update={"top": max([*dates, *filter(None, [self.top])], default=None)}
        )

    def following(
        self, items: Sequence[Item], terms: int, *, more: bool, mark: str | None = None
    ) -> Self | None:
        """This walk on its next page, None when it is over.

        ``more`` tells that the site has a further page of this term, ``mark`` where.
        """
        since = self.since
        wanted = self.page < FIRST_PAGES if since is None else self._any_since(items, since)
        if more and items and wanted:
            return self.model_copy(update={"page": self.page + 1, "mark": mark})
        if self.term + 1 < terms:
            return self.model_copy(update={"term": self.term + 1, "page": 1, "mark": None})
        return None

    @staticmethod
    def _any_since(items: Sequence[Item], since: datetime) -> bool:
        return any(item.published_at is None or item.published_at >= since for item in items)

    def cursor(self, terms: Sequence[str]) -> Cursor:
        """Where the next walk begins."""
        newest = max(filter(None, [self.known, self.top]), default=None)
        stated = None if newest is None else newest.isoformat()
        return {"newest": stated, "terms": list(terms)}


def term_in(url: str | None, *names: str) -> str | None:
    """What a saved answer's address searched for: the first of these parameters that it has."""
    try:
        query = parse_qs(urlsplit(url or "").query, max_num_fields=50)
    except ValueError:
        return None
    return next((query[name][0] for name in names if name in query), None)


def root_of(url: str) -> str:
    """Scheme and host of an address: where a site's API begins."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
