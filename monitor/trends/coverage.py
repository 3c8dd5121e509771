"""How far each source can be trusted: fine, shaky, quiet, broken or new."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from monitor.health import Health
from monitor.rollup import DayCount
from monitor.trends.week import WEEKS, Coverage

LONG_SILENCE = timedelta(days=30)
SHORT_SILENCE = timedelta(days=3)
GAPS = 5
"""At a steady pace, five usual gaps pass without a mention in less than one case of a hundred."""
PATIENCE = timedelta(days=1)
"""A source that failed for a day is broken, however few the tries; one not looked at, too."""


def coverage(
    sources: Iterable[Health], days: Iterable[DayCount], sick_after: int, now: datetime
) -> tuple[Coverage, ...]:
    """One line a source, what needs the owner first. ``days`` are those of ``WEEKS`` weeks."""
    counts: dict[str, int] = {}
    for day in days:
        counts[day.source] = counts.get(day.source, 0) + day.count
    lines = [_line(each, counts.get(each.name, 0), sick_after, now) for each in sources]
    order = ("broken", "quiet", "new", "shaky", "fine")
    return tuple(sorted(lines, key=lambda line: (order.index(line.condition), line.title)))


def watched_since(sources: Iterable[Health]) -> datetime | None:
    """The moment from which on all of ``sources`` were watched; None before that, or without any.

    A source added later brings its own mentions: a comparison across that day would mislead.
    """
    began = [source.baseline_at for source in sources]
    known = [moment for moment in began if moment is not None]
    return max(known) if known and len(known) == len(began) else None


def _line(health: Health, count: int, sick_after: int, now: datetime) -> Coverage:
    condition = _condition(health, count, sick_after, now)
    failing = condition == "broken" and health.failures > 0
    return Coverage(
        name=health.name,
        title=health.title,
        condition=condition,
        succeeded_at=health.succeeded_at,
        newest_at=health.newest_at,
        trouble=health.error_text if failing else None,
        hint=health.hint if failing else None,
    )


def _condition(health: Health, count: int, sick_after: int, now: datetime) -> str:
    read = health.succeeded_at
    if health.failures and (health.is_sick(sick_after) or read is None or now - read > PATIENCE):
        return "broken"
    if read is None or health.baseline_at is None:
        return "new"
    if now - max(health.due_at, read) > PATIENCE:
        return "broken"
    if health.failures:
        return "shaky"
    return "fine" if silent_since(health, count, now) is None else "quiet"


def silent_since(health: Health, count: int, now: datetime) -> datetime | None:
    """Since when a source that works is silent against its own rhythm; None when it is not.

    ``count`` is what it brought in the last twelve weeks.
    """
    heard = health.newest_at or health.baseline_at
    return heard if heard is not None and now - heard > _patience(count) else None


def _patience(count: int) -> timedelta:
    """How long a source with ``count`` mentions in twelve weeks may be silent without remark."""
    if count == 0:
        return LONG_SILENCE
    usual_gap = timedelta(weeks=WEEKS) / count
    return min(LONG_SILENCE, max(SHORT_SILENCE, GAPS * usual_gap))
