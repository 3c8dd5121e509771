"""Moments in the owner's words: in the shop's zone, and no more exact than what is known."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.screens.words import counted
from monitor.mention import Item, Precision

UNKNOWN = "date unknown"
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SHORT_MONTHS = tuple(name[:3] for name in MONTHS)


def day_name(day: date) -> str:
    """ "20 Nov 2026"."""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"


def span_name(first: date, last: date) -> str:
    """ "16–22 Nov 2026", or both months where they differ."""
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_name(last)}"
    return f"{first.day} {SHORT_MONTHS[first.month - 1]} – {day_name(last)}"


def moment_name(moment: datetime, zone: ZoneInfo, now: datetime) -> str:
    """ "today 14:05", "yesterday 14:05" or "20 Nov 2026, 14:05"."""
    local = _local(moment, zone)
    clock = f"{local.hour:02}:{local.minute:02}"
    today = now.astimezone(zone).date()
    if local.date() == today:
        return f"today {clock}"
    if local.date() == today - timedelta(days=1):
        return f"yesterday {clock}"
    return f"{day_name(local.date())}, {clock}"


def published(item: Item, zone: ZoneInfo, now: datetime) -> str:
    """When ``item`` was written, honest about how exactly its source told."""
    moment = item.published_at
    if moment is None or item.precision is Precision.UNKNOWN:
        return UNKNOWN
    if item.precision is Precision.MONTH:
        # Kept as noon UTC: in any other zone it could be another day, even another month.
        stated = moment.astimezone(UTC)
        return f"in {MONTHS[stated.month - 1]} {stated.year}"
    if item.precision is Precision.DAY:
        return day_name(moment.astimezone(UTC).date())
    if item.precision is Precision.RELATIVE:
        return f"about {day_name(_local(moment, zone).date())}"
    return moment_name(moment, zone, now)


def age(since: datetime, now: datetime) -> str:
    """How long ago, in the largest unit that is honest: "2 hours", "3 days", "5 weeks"."""
    hours = max(0, int((now - since) / timedelta(hours=1)))
    if hours < 1:
        return "less than an hour"
    if hours < 24:
        return counted(hours, "{n} hour", "{n} hours")
    days = hours // 24
    if days < 21:
        return counted(days, "{n} day", "{n} days")
    if days < 120:
        return counted(days // 7, "{n} week", "{n} weeks")
    if days < 730:
        return counted(days // 30, "{n} month", "{n} months")
    return counted(days // 365, "{n} year", "{n} years")


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    try:
        return moment.astimezone(zone)
    except OverflowError:  # the first or last day of the calendar, shifted out of it
        return moment
