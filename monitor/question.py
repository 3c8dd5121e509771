"""What the next words typed in a chat are an answer to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LIFE = timedelta(hours=1)
"""What is typed later than this after a question is no answer to it."""


class Topic(StrEnum):
    """EDIT: the text of draft ``number``. PUT_RIGHT: what was done about mention ``number``.
    FACT: an entry of the fact book, its kind by number in ``detail``."""

    EDIT = "edit"
    PUT_RIGHT = "put_right"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Question:
    """A question that stands open in one chat. ``detail`` is a small argument of ``topic``."""

    topic: Topic
    number: int
    detail: int
    asked_at: datetime

    def stands(self, now: datetime) -> bool:
        """Whether what is typed at ``now`` still answers it; not when it was asked long after
        ``now``, by a clock that has been put back since."""
        return abs(now - self.asked_at) <= LIFE
