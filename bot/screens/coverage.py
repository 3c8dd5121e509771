"""One source in a line or two: does it work, when was it read, what is there to do."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.screens.dates import age, moment_name
from bot.screens.markup import inline
from monitor.trends.week import Coverage

FINE = "✅ {title}: read {when}"
SHAKY = "🔄 {title}: read {when}. The last look failed; goodword tries again."
QUIET = "💤 {title}: works, nothing new for {age}. Read {when}"
QUIET_ALWAYS = "💤 {title}: works, nothing there so far. Read {when}"
NEW = "🆕 {title}: the first look is not finished yet"
BROKEN = "⚠️ {title}: cannot be read. {trouble}"
SINCE = "Last read {when}."
OVERDUE = "goodword has not looked here for {age}. Is <code>goodword run</code> running?"
TO_DO = "➜ {hint}"


def coverage_line(source: Coverage, zone: ZoneInfo, now: datetime) -> str:
    """The honest line about ``source``."""
    title = inline(source.title, 50)
    read = source.succeeded_at
    when = moment_name(read, zone, now) if read is not None else ""
    if source.condition == "new":
        return NEW.format(title=title)
    if source.condition == "fine":
        return FINE.format(title=title, when=when)
    if source.condition == "shaky":
        return SHAKY.format(title=title, when=when)
    if source.condition == "quiet" and source.newest_at is None:
        return QUIET_ALWAYS.format(title=title, when=when)
    if source.condition == "quiet" and source.newest_at is not None:
        return QUIET.format(title=title, age=age(source.newest_at, now), when=when)
    return broken_lines(source, title, when, now)


def broken_lines(source: Coverage, title: str, when: str, now: datetime) -> str:
    """What is wrong with ``source``, since when, and what to do."""
    if source.trouble is None and source.succeeded_at is not None:
        trouble = OVERDUE.format(age=age(source.succeeded_at, now))
    else:
        trouble = inline(source.trouble, 100)
    lines = [BROKEN.format(title=title, trouble=trouble).rstrip()]
    if when:
        lines[0] = f"{lines[0]} {SINCE.format(when=when)}"
    if source.hint:
        lines.append(TO_DO.format(hint=inline(source.hint, 140)))
    return "\n".join(lines)
