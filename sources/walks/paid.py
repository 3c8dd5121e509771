"""Walks over listings that cost money by the page, the newest first. Pure.

Nothing is read twice that need not be: a poll ends at what the last one knew, and after a few
pages in any case. So edits of old items and deletions are not noticed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sources.walks.daily import DailyWalk


class PaidWalk(DailyWalk):
    """How far a walk has come; ``read`` counts its pages."""

    read: int = 0

    def caught_up(self, moments: Sequence[datetime | None]) -> bool:
        """Whether this page shows anything that the last poll knew."""
        return self.knew(moments)
