"""One row of the outbox: one thing to tell one destination, exactly once.

Alerts are written in the same transaction as the mention they are about, one row a
destination, so that a crash loses none and a dead destination makes nobody hear twice.

Life of an alert::

    PENDING --claimed for sending--> SENDING --accepted--> SENT
       ^                               |
       +-----failed, tried again-------+--destination gone for good--> DROPPED
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AlertKind(StrEnum):
    """Why the owner hears of it."""

    NEW = "new"
    EDITED = "edited"
    REMOVED = "removed"
    REMINDER = "reminder"
    SOURCE_SICK = "source_sick"
    SOURCE_WELL = "source_well"
    SOURCE_QUIET = "source_quiet"
    REPLY_PENDING = "reply_pending"
    REPLY_PUBLISHED = "reply_published"
    REPLY_REJECTED = "reply_rejected"
    REPLY_WITHDRAWN = "reply_withdrawn"
    REPLY_STAYS = "reply_stays"
    DRAFT_READY = "draft_ready"
    PROMISE_DUE = "promise_due"
    PROMISE_OVERDUE = "promise_overdue"


class AlertState(StrEnum):
    """Where the row stands; see the drawing above."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class NewAlert:
    """An alert about to be written.

    ``subject`` makes it unique per destination: "mention:12:v1" or "source:shop:2026-11-22".
    Writing the same subject, kind and destination again changes nothing.
    """

    kind: AlertKind
    destination: str
    subject: str
    mention: int | None = None
    source: str | None = None
    note: str | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Alert:
    """An outbox row as stored.

    ``destination`` is "telegram:<chat id>" or "console". Times are aware UTC; ``due_at``
    moves on when the destination asked us to wait.
    """

    id: int
    kind: AlertKind
    destination: str
    subject: str
    mention: int | None
    source: str | None
    note: str | None
    urgent: bool
    state: AlertState
    created_at: datetime
    due_at: datetime
    attempts: int
    last_error: str | None
