"""Who hears of what. Pure: from a sighting and its verdict to rows for the outbox."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.alert import AlertKind, NewAlert
from monitor.errors import NeedsOwner, SourceError
from monitor.health import Health
from monitor.mention import Item, State, Status
from monitor.posting import Posting, PostingState
from monitor.verdict import Urgency, Verdict

_POSTED = {
    PostingState.PENDING: AlertKind.REPLY_PENDING,
    PostingState.PUBLISHED: AlertKind.REPLY_PUBLISHED,
    PostingState.REJECTED: AlertKind.REPLY_REJECTED,
    PostingState.FAILED: AlertKind.REPLY_REJECTED,
    PostingState.OUTDATED: AlertKind.REPLY_REJECTED,
}


@dataclass(frozen=True, slots=True)
class Watch:
    """The circumstances of a walk: the moment, how old may still be news, who listens.

    ``baseline`` is a source's first walk or a backfill: everything is imported silently.
    """

    now: datetime
    horizon: timedelta
    destinations: tuple[str, ...]
    baseline: bool = False


def announce_new(
    number: int, item: Item, verdict: Verdict, source: str, watch: Watch
) -> list[NewAlert]:
    """One row a destination for a new mention, or none where it is no news."""
    if watch.baseline or item.state is not State.VISIBLE or not _recent(item.published_at, watch):
        return []
    urgent = verdict.urgency is not Urgency.NONE
    return _rows(AlertKind.NEW, f"mention:{number}:v1", watch.destinations, number, source, urgent)


def announce_edit(
    number: int,
    version: int,
    item: Item,
    verdict: Verdict,
    status: Status,
    source: str,
    watch: Watch,
) -> list[NewAlert]:
    """One row a destination for an edit. What counts is when it was edited, not first written."""
    if watch.baseline or item.state is not State.VISIBLE or status is Status.NOT_ABOUT_US:
        return []
    if not _recent(item.updated_at, watch):
        return []
    urgent = verdict.urgency is not Urgency.NONE
    subject = f"mention:{number}:v{version}"
    return _rows(AlertKind.EDITED, subject, watch.destinations, number, source, urgent)


def announce_removed(number: int, source: str, watch: Watch) -> list[NewAlert]:
    """One row a destination for a mention that its site no longer shows."""
    if watch.baseline:
        return []
    subject = f"mention:{number}:removed:{watch.now.date().isoformat()}"
    return _rows(AlertKind.REMOVED, subject, watch.destinations, number, source, urgent=False)


def announce_reminder(number: int, watch: Watch) -> list[NewAlert]:
    """One row a destination for a mention that was put off until now."""
    subject = f"mention:{number}:reminder:{watch.now.isoformat()}"
    return _rows(AlertKind.REMINDER, subject, watch.destinations, number, None, urgent=False)


def announce_posting(posting: Posting, watch: Watch) -> list[NewAlert]:
    """One row a destination for an answer that got through, or never will."""
    kind = _POSTED.get(posting.state)
    if kind is None:
        return []
    subject = f"reply:{posting.id}:{posting.state.value}"
    return _rows(kind, subject, watch.destinations, posting.mention, posting.source, urgent=False)


def sick_subject(health: Health) -> str:
    """The name of the present sickness: equal for all failures since the last success."""
    since = health.succeeded_at
    return f"source:{health.name}:{since.isoformat() if since else 'never'}"


def announce_sick(
    health: Health, error: SourceError, failures: int, sick_after: int, watch: Watch
) -> list[NewAlert]:
    """Tell once a sickness that a source is broken; at once where only the owner can mend it."""
    if failures < (1 if isinstance(error, NeedsOwner) else sick_after):
        return []
    subject, note = sick_subject(health), f"{error.message}\n{error.hint}"
    return [
        NewAlert(AlertKind.SOURCE_SICK, to, subject, source=health.name, note=note)
        for to in watch.destinations
    ]


def announce_well(source: str, subject: str, watch: Watch) -> list[NewAlert]:
    """Tell that a source works again, after it was told to be broken."""
    return [
        NewAlert(AlertKind.SOURCE_WELL, to, subject, source=source) for to in watch.destinations
    ]


def announce_quiet(source: str, silent_since: datetime, watch: Watch) -> list[NewAlert]:
    """Tell once a silence that a source has fallen silent against its own rhythm."""
    subject = f"source:{source}:quiet:{silent_since.isoformat()}"
    return [
        NewAlert(AlertKind.SOURCE_QUIET, to, subject, source=source) for to in watch.destinations
    ]


def _recent(moment: datetime | None, watch: Watch) -> bool:
    """A moment the site did not tell counts as now: it was first seen now."""
    return moment is None or watch.now - moment <= watch.horizon


def _rows(
    kind: AlertKind,
    subject: str,
    to: Iterable[str],
    number: int,
    source: str | None,
    urgent: bool,
) -> list[NewAlert]:
    return [NewAlert(kind, one, subject, number, source, urgent=urgent) for one in to]
