"""Walks that read the newest at every poll and everything once a day, page by page. Pure.

For listings whose pages have numbers, tokens or dates for names, and which tell nothing of what
changed: the daily walk to the end finds late arrivals, edits of what is old, and what is gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Self

from pydantic import AwareDatetime, BaseModel, ValidationError

from monitor.source import Cursor, Json

FULL_EVERY = timedelta(days=1)
OVERLAP = timedelta(hours=1)
"""A poll reads this far past the newest it knows: some arrive late, or of the same second."""


class DailyWalk(BaseModel):
    """How far a walk has come; travels in the notes of its requests, and in part as the cursor.

    ``page`` is the site's name of the page to ask for, None for the first. ``newest`` and
    ``full_at`` are what the cursor remembers: the newest moment met, and when a walk to the
    end began. ``whole`` tells that every entry so far could be read.
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
        """The walk that a cursor or notes hold; a new one where they hold none."""
        try:
            return cls.model_validate(kept or {})
        except ValidationError:
            return cls()

    def met(self, moments: Sequence[datetime | None], now: datetime, *, whole: bool) -> Self:
        """This walk with one more page, whose entries are of these ``moments``."""
        began = self.began or now
        due = self.full_at is None or not timedelta(0) <= began - self.full_at < FULL_EVERY
        # What claims to come from the future would make everything later look known.
        dates = [moment for moment in (self.top, *moments) if moment is not None and moment <= now]
        found = {"began": began, "full": due, "top": max(dates, default=None)}
        return self.model_copy(update={**found, "whole": self.whole and whole})

    def caught_up(self, moments: Sequence[datetime | None]) -> bool:
        """Whether an ordinary poll has come to what the last one knew."""
        return not self.full and self.knew(moments)

    def knew(self, moments: Sequence[datetime | None]) -> bool:
        """Whether one of these ``moments`` is of what the last walk has surely met."""
        if self.newest is None:
            return False
        until = self.newest - OVERLAP
        return any(moment is not None and moment < until for moment in moments)

    def turned(self, page: str | None) -> Self:
        """This walk on the page of that name."""
        return self.model_copy(update={"page": page})

    @property
    def number(self) -> int:
        """The page to ask for where the site counts its pages: 1 for the first."""
        return int(self.page or "1")

    def next_number(self) -> Self:
        """This walk on the page that follows, where the site counts them."""
        return self.turned(str(self.number + 1))

    @property
    def notes(self) -> dict[str, Json]:
        """The walk as the notes of a request."""
        return self.model_dump(mode="json")

    def cursor(self, *, to_the_end: bool) -> Cursor:
        """Where the next walk begins; ``to_the_end`` when this one left no page out."""
        newest = max((each for each in (self.newest, self.top) if each is not None), default=None)
        full_at = self.began if to_the_end else self.full_at
        kept = DailyWalk(newest=newest, full_at=full_at)
        return kept.model_dump(mode="json", include={"newest", "full_at"})
