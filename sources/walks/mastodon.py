"""Walks over Mastodon's timelines and searches, one leg after the other. Pure.

A leg begins with the newest posts, where edits show. Only when that page does not reach down to
what the last walk knew is the gap read too: timelines upwards by ``min_id``, search onwards by
``offset``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from pydantic import BaseModel, ConfigDict

from sources.shapes.mastodon import id_order

PER_PAGE = 40
"""The most that the API gives at once."""


class LegWalk(BaseModel):
    """How far a walk has come. ``known`` is the cursor, ``tops`` the newest ids of this walk.

    While a timeline's gap is being closed, ``above`` is the highest id read in it and ``below``
    the lowest of the newest page; ``offset`` does the same for a search.
    """

    model_config = ConfigDict(frozen=True)

    leg: int = 0
    known: dict[str, str] = {}
    tops: dict[str, str] = {}
    above: str | None = None
    below: str | None = None
    offset: int = 0

    def met(self, leg: str, ids: Sequence[str]) -> Self:
        """This walk with one more page."""
        candidates = [*ids, *filter(None, [self.tops.get(leg), self.known.get(leg)])]
        if not candidates:
            return self
        return self.model_copy(update={"tops": {**self.tops, leg: max(candidates, key=id_order)}})

    def within(self, leg: str, ids: Sequence[str]) -> Self | None:
        """The next page of this leg, None when nothing lies between it and what was known."""
        known = self.known.get(leg)
        if not ids or known is None:
            return None
        lowest = ids[0]
        if not leg.startswith("#"):
            reached = id_order(lowest) <= id_order(known)
            # Some servers ignore the offset, and would show the same page for ever.
            stands = self.below is not None and id_order(lowest) >= id_order(self.below)
            update = {"offset": self.offset + PER_PAGE, "below": lowest}
            return None if reached or stands else self.model_copy(update=update)
        if self.above is None or self.below is None:
            gap = id_order(ids[0]) > id_order(known)
            return self.model_copy(update={"above": known, "below": ids[0]}) if gap else None
        climbs = id_order(self.above) < id_order(ids[-1]) < id_order(self.below)
        return self.model_copy(update={"above": ids[-1]}) if climbs else None

    def next_leg(self, legs: int) -> Self | None:
        """This walk at the beginning of its next leg, None after the last of so many ``legs``."""
        if self.leg + 1 >= legs:
            return None
        return type(self)(leg=self.leg + 1, known=self.known, tops=self.tops)
