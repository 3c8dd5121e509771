"""Where goodword looks, and how far each place can be trusted."""

from __future__ import annotations

from datetime import datetime

from bot.screens.coverage import coverage_line
from bot.screens.message import Action, Button, Message, Verb
from bot.screens.words import counted
from monitor.config import Config
from monitor.store import Store
from monitor.trends.coverage import coverage
from monitor.trends.week import first_day

NOWHERE = (
    "goodword looks nowhere yet. Try <code>goodword try</code> with the address of a page "
    "where people review you; it tells you what to put into config.toml."
)
ONE = "<b>goodword looks at {n} place</b>"
MANY = "<b>goodword looks at {n} places</b>"
AND_MORE = "and {n} more"
CHECK, REFRESH = "Check now", "Show again"
LEFT_OUT = "Left out by your rules ({n})"

SHOWN = 10


def sources_screen(store: Store, config: Config, now: datetime) -> Message:
    """A line a source: those that need the owner first."""
    today = now.astimezone(config.shop.zone).date()
    days = store.rollups.days(first_day(today), today)
    lines = [
        coverage_line(source, config.shop.zone, now)
        for source in coverage(store.health.all(), days, config.alerts.sick_after, now)
    ]
    if not lines:
        return Message(NOWHERE)
    heading = counted(len(lines), ONE, MANY)
    if len(lines) > SHOWN:
        lines[SHOWN:] = [AND_MORE.format(n=len(lines) - SHOWN)]
    row = (Button(CHECK, Action(Verb.CHECK_NOW)), Button(REFRESH, Action(Verb.SOURCES, 1)))
    rules = len(store.muted.all())
    left_out = ((Button(LEFT_OUT.format(n=rules), Action(Verb.LEFT_OUT)),),) if rules else ()
    return Message("\n\n".join([heading, *lines]), (row, *left_out))
