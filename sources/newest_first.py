"""Walks over numbered pages that show the newest first, where nothing tells of changes. Pure.

An ordinary poll reads on only until it meets what the last one knew. Once a day a walk goes to
the end: for what was published late, edits of what is old, and what is no longer there.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Self

from pydantic import AwareDatetime, BaseModel

from monitor.mention import Item
from monitor.source import Cursor

FULL_EVERY = timedelta(days=1)
OVERLAP = timedelta(hours=1)
"""A poll reads this far past the newest item it knows: some come late, or back-dated."""


class NumberedWalk(BaseModel):
    """How far a walk has come; travels from page to page in the notes of its requests.

    ``newest`` and ``full_at`` come from the cursor. ``top`` is the newest item of this walk,
    ``whole`` tells that every entry of it could be read.
    """

    page: int = 1
    newest: AwareDatetime | None = None
    full_at: AwareDatetime | None = None
    began: AwareDatetime | None = None
    full: bool = False
    top: AwareDatetime | None = None
    whole: bool = True

    def met(self, items: Sequence[Item], now: datetime, *, whole: bool) -> Self:
        """This walk with one more page; on its first page it becomes clear how far it goes."""
        began = self.began or now
        fresh = self.full_at is not None and timedelta(0) <= began - self.full_at < FULL_EVERY
        # A date in the future would make every later item look known.
        dates = [d for item in items if (d := item.published_at) is not None and d <= now]
        top = max([*dates, *filter(None, [self.top])], default=None)
        update = {"began": began, "full": not fresh, "top": top, "whole": self.whole and whole}
        return self.model_copy(update=update)

    def caught_up(self, items: Sequence[Item]) -> bool:
        """Whether an ordinary poll has come to items that the last one knew."""
        if self.full or self.newest is None:
            return False
        until = self.newest - OVERLAP
        return any(item.published_at is not None and item.published_at < until for item in items)

    def next_page(self) -> Self:
        """This walk on the page that follows."""
        return self.model_copy(update={"page": self.page + 1})

    def cursor(self, *, to_the_end: bool) -> Cursor:
        """Where the next walk begins; ``to_the_end`` when this one left no page out."""
        newest = max(filter(None, [self.newest, self.top]), default=None)
        full_at = self.began if self.full or to_the_end else self.full_at
        kept = NumberedWalk(newest=newest, full_at=full_at)
        return kept.model_dump(mode="json", include={"newest", "full_at"})
