"""How each source is doing. Failure is data: what went wrong, how often, when we try again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor import errors
from monitor.source import Aggregate, Cursor, ReplyRules


@dataclass(frozen=True, slots=True)
class Health:
    """One configured source as the store knows it. All times are aware UTC.

    ``name`` stands under ``[sources.<name>]``, ``type`` names the adapter. ``baseline_at`` is
    when its first walk was finished: what was there before is imported silently.
    ``failures`` counts failed polls in a row; ``error`` is the class name of the last one,
    ``error_text`` and ``hint`` are safe to show. ``newest_at`` is when the source last
    brought something new. ``seen`` and ``matched`` count entries of the last walk.
    ``reply`` is what the site takes as an answer, None where goodword cannot post there.
    """

    name: str
    type: str
    title: str
    place: str | None
    cursor: Cursor | None
    baseline_at: datetime | None
    tried_at: datetime | None
    succeeded_at: datetime | None
    newest_at: datetime | None
    failures: int
    error: str | None
    error_text: str | None
    hint: str | None
    due_at: datetime
    check_requested_at: datetime | None
    seen: int
    matched: int
    rejected: int
    aggregate: Aggregate | None
    reply: ReplyRules | None = None

    def is_sick(self, sick_after: int) -> bool:
        """Whether the owner hears of it: at once where only the owner can mend it, else after
        ``sick_after`` failures in a row."""
        kind = getattr(errors, self.error or "", errors.SourceError)
        lasting = issubclass(kind, errors.NeedsOwner)
        return self.failures >= (1 if lasting else sick_after)
