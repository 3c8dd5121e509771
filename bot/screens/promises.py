"""All promises: what is open, what is overdue, what was kept and whether that helped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo

from bot.screens.dates import day_name
from bot.screens.markup import inline
from bot.screens.message import Action, Button, Message, Verb
from bot.screens.promise import Step
from bot.screens.words import aspect_name, counted
from monitor.config import Config
from monitor.promise import Promise
from monitor.store import Store
from monitor.store.rows import Filter
from monitor.trends.kept import Change, Effect, complained_of, effect, measurable, spans

NONE = (
    "<b>Promises</b>\nYou have promised nothing that is still open. When an answer that you "
    "post says “I will call you on Friday”, I note it here and remind you."
)
NONE_OPEN = "<b>No promise is open.</b>"
HEADING_ONE, HEADING_MANY = "<b>{n} open promise</b>", "<b>{n} open promises</b>"
ENTRY = "{mark} <b>#{number}</b>, {when}\n“{text}”"
UNTIL, SINCE, NO_DAY = "by {day}", "was due {day}", "no day yet"
MORE = "and {n} more"
KEPT = "<b>Kept</b>"
KEPT_ENTRY = "✅ <b>#{number}</b>, {day}\n“{text}”"
TOO_EARLY = "Whether it helps can be told from {day} on."
BEFORE_AFTER = (
    "Complaints about {aspects}: {before} in the four weeks before the promise, "
    "{after} in the four weeks after you kept it. {verdict}"
)
VERDICTS = {
    Change.FEWER: "That is clearly fewer.",
    Change.MORE: "That is clearly more: it has not helped yet.",
    Change.CHANCE: "That may be chance.",
    Change.UNCLEAR: "Too few to say whether it has helped.",
}
WEEK_OPEN_ONE, WEEK_OPEN_MANY = "{n} promise is open", "{n} promises are open"
WEEK_LATE = "{n} overdue"
WEEK_KEPT_ONE, WEEK_KEPT_MANY = "You kept {n} promise.", "You kept {n} promises."
WEEK_MORE = "/promises"
BUTTON = "#{number}"

SHOWN = 8
KEPT_SHOWN = 4
LOOK_BACK = timedelta(days=120)
IN_A_ROW = 4


def promises_screen(store: Store, config: Config, now: datetime) -> Message:
    """Open ones, the most urgent first, then the kept ones of the last months."""
    zone = config.shop.zone
    today = now.astimezone(zone).date()
    waiting, kept = store.promises.open(), store.promises.kept(now - LOOK_BACK)
    if not waiting and not kept:
        return Message(NONE)
    blocks = [counted(len(waiting), HEADING_ONE, HEADING_MANY) if waiting else NONE_OPEN]
    blocks += [_entry(each, today) for each in waiting[:SHOWN]]
    if len(waiting) > SHOWN:
        blocks.append(MORE.format(n=len(waiting) - SHOWN))
    if kept:
        blocks.append(KEPT)
        blocks += [_kept(each, store, zone, today) for each in kept[:KEPT_SHOWN]]
    buttons = [
        Button(BUTTON.format(number=each.mention), Action(Verb.PROMISE, each.id, Step.SHOW))
        for each in waiting[:SHOWN]
    ]
    rows = tuple(tuple(buttons[at : at + IN_A_ROW]) for at in range(0, len(buttons), IN_A_ROW))
    return Message("\n\n".join(blocks), rows)


def week_line(store: Store, config: Config, now: datetime) -> str:
    """Promises in one line of the weekly summary, with what a kept one has brought; or nothing."""
    zone = config.shop.zone
    today = now.astimezone(zone).date()
    waiting = store.promises.open()
    late = sum(each.due is not None and each.due < today for each in waiting)
    kept = store.promises.kept(now - timedelta(weeks=1))
    said = []
    if waiting:
        parts = [counted(len(waiting), WEEK_OPEN_ONE, WEEK_OPEN_MANY)]
        parts += [WEEK_LATE.format(n=late)] if late else []
        said.append(f"{', '.join(parts)}: {WEEK_MORE}")
    if kept:
        said.append(counted(len(kept), WEEK_KEPT_ONE, WEEK_KEPT_MANY))
    told = [_brought(each, store, zone) for each in _ripe(store, now, zone)[:1]]
    return "\n".join(filter(None, (*said, *told)))


def _ripe(store: Store, now: datetime, zone: tzinfo) -> Sequence[Promise]:
    """Those whose effect could be measured for the first time within this week."""
    today, a_week_ago = now.astimezone(zone).date(), (now - timedelta(weeks=1)).astimezone(zone)
    return [
        each
        for each in store.promises.kept(now - LOOK_BACK)
        if each.settled_at is not None
        and measurable(each.settled_at.astimezone(zone).date(), today)
        and not measurable(each.settled_at.astimezone(zone).date(), a_week_ago.date())
    ]


def _entry(promise: Promise, today: date) -> str:
    late = promise.due is not None and promise.due < today
    when = NO_DAY
    if promise.due is not None:
        when = (SINCE if late else UNTIL).format(day=day_name(promise.due))
    text = inline(promise.text, 160)
    return ENTRY.format(mark="⏰" if late else "🤝", number=promise.mention, when=when, text=text)


def _kept(promise: Promise, store: Store, zone: tzinfo, today: date) -> str:
    kept = (promise.settled_at or promise.made_at).astimezone(zone).date()
    answered = store.mentions.get(promise.mention)
    text = inline(promise.text, 160)
    entry = KEPT_ENTRY.format(number=promise.mention, day=day_name(kept), text=text)
    if measurable(kept, today):
        helped = _brought(promise, store, zone)
    elif answered is None or not complained_of(answered):
        helped = ""
    else:
        _, (_, last) = spans(kept, kept)
        helped = TOO_EARLY.format(day=day_name(last + timedelta(days=1)))
    return f"{entry}\n{helped}".rstrip()


def _brought(promise: Promise, store: Store, zone: tzinfo) -> str:
    """The complaints before and after, in a sentence; empty where there is nothing to compare."""
    found = effect_of(promise, store, zone)
    if found is None:
        return ""
    return BEFORE_AFTER.format(
        aspects=inline(", ".join(map(aspect_name, found.aspects[:3])), 120),
        before=found.before,
        after=found.after,
        verdict=VERDICTS[found.change],
    )


def effect_of(promise: Promise, store: Store, zone: tzinfo) -> Effect | None:
    """The complaints before and after a kept promise; None where there is nothing to compare."""
    answered = store.mentions.get(promise.mention)
    if answered is None or promise.settled_at is None:
        return None
    made, kept = (each.astimezone(zone).date() for each in (promise.made_at, promise.settled_at))
    before, after = (
        store.mentions.iterate(Filter(since=first, until=last)) for first, last in spans(made, kept)
    )
    return effect(answered, before, after)
