"""Who hears of what. Pure: from a sighting and its verdict to rows for the outbox."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta, tzinfo

from monitor.alert import AlertKind, NewAlert
from monitor.draft import Draft
from monitor.errors import SourceError
from monitor.health import Health
from monitor.mention import Item, State, Status
from monitor.posting import Posting, PostingState
from monitor.promise import Promise, PromiseState, Told
from monitor.verdict import Urgency, Verdict

MORNING = time(9)
"""Of promises the owner hears by day, in the shop's zone."""

HOURS_TO_ACT = timedelta(hours=3)
"""Nobody is reminded of what they have promised a moment ago."""

_POSTED = {
    PostingState.PENDING: AlertKind.REPLY_PENDING,
    PostingState.PUBLISHED: AlertKind.REPLY_PUBLISHED,
    PostingState.REJECTED: AlertKind.REPLY_REJECTED,
    PostingState.FAILED: AlertKind.REPLY_REJECTED,
    PostingState.OUTDATED: AlertKind.REPLY_REJECTED,
    PostingState.WITHDRAWN: AlertKind.REPLY_WITHDRAWN,
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


def announce_stays(posting: Posting, watch: Watch) -> list[NewAlert]:
    """One row a destination for an answer that could not be taken down."""
    subject = f"reply:{posting.id}:stays:{watch.now.isoformat()}"
    kind, number = AlertKind.REPLY_STAYS, posting.mention
    return _rows(kind, subject, watch.destinations, number, posting.source, urgent=False)


def announce_ready(draft: Draft, watch: Watch) -> list[NewAlert]:
    """One row a destination for an approved draft that has cooled off."""
    subject = f"draft:{draft.id}:ready"
    kind, number = AlertKind.DRAFT_READY, draft.mention
    return _rows(kind, subject, watch.destinations, number, None, urgent=False)


def promise_news(promise: Promise, now: datetime, zone: tzinfo) -> Told | None:
    """What is to be told of ``promise`` now, if anything: that its day has come, or has passed.

    Each is told once, by day, and not within a few hours of the promise itself.
    """
    local = now.astimezone(zone)
    untimely = local.time() < MORNING or now - promise.made_at < HOURS_TO_ACT
    if promise.due is None or promise.state is not PromiseState.OPEN or untimely:
        return None
    if promise.due < local.date():
        return Told.OVERDUE if promise.told is not Told.OVERDUE else None
    return Told.DUE if promise.due == local.date() and promise.told is Told.NOTHING else None


def announce_promise(promise: Promise, what: Told, watch: Watch) -> list[NewAlert]:
    """One row a destination for a promise whose day has come or has passed."""
    kind = AlertKind.PROMISE_DUE if what is Told.DUE else AlertKind.PROMISE_OVERDUE
    subject = f"promise:{promise.id}:{promise.due}"
    return _rows(kind, subject, watch.destinations, promise.mention, None, urgent=False)


def sick_subject(health: Health) -> str:
    """The name of the present sickness: equal for all failures since the last success."""
    since = health.succeeded_at
    return f"source:{health.name}:{since.isoformat() if since else 'never'}"


def announce_sick(
    health: Health, error: SourceError, failures: int, sick_after: int, watch: Watch
) -> list[NewAlert]:
    """Tell once a sickness that a source is broken; at once where only the owner can mend it."""
    if not replace(health, failures=failures, error=type(error).__name__).is_sick(sick_after):
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
