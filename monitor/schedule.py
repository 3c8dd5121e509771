"""When to look again. Pure: the moment, the outcome and a random share go in."""

from __future__ import annotations

from datetime import datetime, timedelta

from monitor.errors import NeedsOwner, RateLimited, SourceError

LONGEST = timedelta(hours=6)
"""A broken source is tried at least this often: it heals without the owner's doing."""

LONGEST_PAUSE = timedelta(days=2)
"""A pause that a site asks for in a good answer is obeyed up to here; quotas begin anew daily."""

SPREAD = 0.1
"""Polls are spread by up to this share of the interval, so that not all fall on one second."""


def interval(wanted: timedelta | None, usual: timedelta, shortest: timedelta) -> timedelta:
    """The owner's wish if there is one, never below what the site's manners allow."""
    return max(wanted if wanted is not None else usual, shortest)


def after_success(now: datetime, every: timedelta, share: float) -> datetime:
    """The next poll after a good one. ``share`` is a random number from 0 to 1."""
    return now + every * (1 + SPREAD * share)


def not_before(stated: datetime | None, due: datetime, now: datetime) -> datetime:
    """``due``, or later where the page that was read asks for a longer pause.

    A page that names a date beyond ``LONGEST_PAUSE`` must not put a source to sleep for good.
    """
    if stated is None:
        return due
    return max(due, min(stated, now + LONGEST_PAUSE))


def after_failure(
    now: datetime, every: timedelta, failures: int, error: SourceError, share: float
) -> datetime:
    """The next poll after ``failures`` bad ones in a row.

    The wait doubles each time, up to ``LONGEST`` (or ``every`` if that is longer). What only
    the owner can mend waits the longest at once. A site that says when to come back is obeyed.
    """
    longest = max(every, LONGEST)
    # 2**10 intervals are past any LONGEST; the cap keeps the power from overflowing a timedelta.
    wait = (
        longest if isinstance(error, NeedsOwner) else min(every * 2 ** min(failures, 10), longest)
    )
    due = now + wait * (1 + SPREAD * share)
    if isinstance(error, RateLimited) and error.retry_at is not None:
        due = max(due if error.retry_at < now else error.retry_at, now + timedelta(seconds=1))
    return due
