"""Walks over pages named by a token, the newest first, where nothing tells what was deleted. Pure.

The cursor makes two kinds of walk: an ordinary poll reads on only until it meets what the last
one knew; once a day a walk goes to the end, for edits of old items and what is no longer there.
The cursor is ``{"newest": time of the newest item, "full_at": begin of the last full walk}``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Self

from pydantic import AwareDatetime, BaseModel, ValidationError

from monitor.source import Cursor, Json

FULL_EVERY = timedelta(days=1)
OVERLAP = timedelta(hours=1)
"""A poll reads this far past the newest item it knows: some come late, or back-dated."""


class TokenWalk(BaseModel):
    """How far a walk has come; travels from page to page in the notes of its requests.

    ``page`` is whatever the site calls the page to ask for, None for the first. ``newest`` and
    ``full_at`` come from the cursor. ``top`` is the newest item of this walk, ``whole`` tells
    that every entry of it could be read.
    """

    page: str | None = None
    newest: AwareDatetime | None = None
    full_at: AwareDatetime | None = None
    began: AwareDatetime | None = None
    full: bool = False
    top: AwareDatetime | None = None
    whole: bool = True

    @classmethod
    def restored(cls, kept: object) -> Self:
        """The walk in a cursor or in notes; a new one where they hold none."""
        try:
            return cls.model_validate(kept or {})
        except ValidationError:
            return cls()

    def met(self, moments: Sequence[datetime | None], now: datetime, *, whole: bool) -> Self:
        """This walk with one more page; on its first page it becomes clear how far it goes.

        ``moments`` are what the listing is ordered by; ``whole`` says that every entry of the
        page could be read.
        """
        began = self.began or now
        fresh = self.full_at is not None and timedelta(0) <= began - self.full_at < FULL_EVERY
        # A date in the future would make every later item look known.
        past = [moment for moment in moments if moment is not None and moment <= now]
        top = max([*past, *filter(None, [self.top])], default=None)
        update = {"began": began, "full": not fresh, "top": top, "whole": self.whole and whole}
        return self.model_copy(update=update)

    def caught_up(self, moments: Sequence[datetime | None]) -> bool:
        """Whether an ordinary poll has come to items that the last one knew."""
        if self.full or self.newest is None:
            return False
        until = self.newest - OVERLAP
        return any(moment is not None and moment < until for moment in moments)

    def turned(self, page: str) -> Self:
        """This walk on its next page."""
        return self.model_copy(update={"page": page})

    @property
    def notes(self) -> dict[str, Json]:
        """The walk as a request's notes."""
        return self.model_dump(mode="json")

    def cursor(self, *, to_the_end: bool) -> Cursor:
        """Where the next walk begins; ``to_the_end`` when this one left no page out."""
        newest = max(filter(None, [self.newest, self.top]), default=None)
        full_at = self.began if self.full or to_the_end else self.full_at
        kept = type(self)(newest=newest, full_at=full_at)
        return kept.model_dump(mode="json", include={"newest", "full_at"})
