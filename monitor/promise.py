"""What a sent reply has promised, and whether it was kept.

Legal steps::

    OPEN --owner did it--> KEPT
     |  ^--later-+
     +----no promise after all--> DROPPED
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class PromiseState(StrEnum):
    """Where a promise stands; see the drawing above."""

    OPEN = "open"
    KEPT = "kept"
    DROPPED = "dropped"


class Told(StrEnum):
    """What the owner has last heard of an open promise unasked."""

    NOTHING = "nothing"
    DUE = "due"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Commitment:
    """Something that a reply commits the shop to, at these character offsets of it.

    ``text`` is the sentence that says so; ``due`` the shop's local day by which it shall be
    done, None where the words name none.
    """

    text: str
    start: int
    end: int
    due: date | None


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment once its reply was sent. Times are aware UTC, ``due`` is a local day."""

    id: int
    draft: int
    mention: int
    text: str
    due: date | None
    state: PromiseState
    told: Told
    made_at: datetime
    settled_at: datetime | None
