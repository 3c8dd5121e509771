"""One promise: what was said, by when, and whether it was kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import IntEnum

from bot.screens.dates import day_name
from bot.screens.markup import inline
from bot.screens.message import Action, Button, Message, Verb
from monitor.draft import Proposal
from monitor.promise import Promise, PromiseState, Told
from monitor.reply.promises import commitments

QUOTE = "“{text}”"
ASK = "🤝 <b>You promised in your answer to #{number}:</b>"
BY_WHEN = "By when will you do it? I remind you then."
WATCHED = "I remind you {day}."
DUE = "🤝 <b>Today is the day: you promised in your answer to #{number}</b>"
OVERDUE = "🤝 <b>This is still open: you promised in your answer to #{number}</b>"
WAS_DUE = "It was meant for {day}. A late word is better than none: tell them how it stands."
DONE = "✅ <b>Kept: what you promised to #{number}</b>"
THANKS = "Well done. A word that is kept is worth more than any reply."
NONE = "<b>Not counted as a promise in your answer to #{number}</b>"
UNTIL_WHEN = "Until when?"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
TODAY, TOMORROW = "today", "tomorrow"
PROMISES = "🤝 It promises: {quotes} Once it is posted, I remind you."
SHOWN = 2

KEPT, LATER, NO_PROMISE, UNDO, SHOW = "Kept", "Later", "Not a promise", "Undo", "Show the review"


class Step(IntEnum):
    """``Action.extra`` of PROMISE: what is done with it. From SET on, the day it is due."""

    SHOW = 0
    KEPT = 1
    LATER = 2
    DROP = 3
    OPEN = 4
    TODAY = 10
    TOMORROW = 11
    IN_THREE_DAYS = 12
    THIS_WEEK = 13
    IN_A_WEEK = 14


ASKED: Mapping[Step, str] = {
    Step.TODAY: "Today",
    Step.TOMORROW: "Tomorrow",
    Step.THIS_WEEK: "This week",
}
PUT_OFF: Mapping[Step, str] = {
    Step.TOMORROW: "Tomorrow",
    Step.IN_THREE_DAYS: "In three days",
    Step.IN_A_WEEK: "In a week",
}


def day_of(step: Step, today: date) -> date | None:
    """The day that ``step`` stands for, seen from ``today``; None for the other steps."""
    friday = max(4 - today.weekday(), 0) if today.weekday() <= 4 else 6 - today.weekday()
    days = {
        Step.TODAY: 0,
        Step.TOMORROW: 1,
        Step.IN_THREE_DAYS: 3,
        Step.THIS_WEEK: friday,
        Step.IN_A_WEEK: 7,
    }
    return today + timedelta(days=days[step]) if step in days else None


def promise_screen(promise: Promise, today: date) -> Message:
    """``promise`` as it stands."""
    quote = QUOTE.format(text=inline(promise.text, 500))
    show = Button(SHOW, Action(Verb.SHOW, promise.mention))
    if promise.state is not PromiseState.OPEN:
        kept = promise.state is PromiseState.KEPT
        heading = (DONE if kept else NONE).format(number=promise.mention)
        lines = (heading, quote, THANKS if kept else "")
        return Message("\n".join(filter(None, lines)), ((_button(UNDO, promise, Step.OPEN), show),))
    if promise.due is None:
        lines = (ASK.format(number=promise.mention), quote, BY_WHEN)
        days = tuple(_button(label, promise, step) for step, label in ASKED.items())
        return Message("\n".join(lines), (days, (_button(NO_PROMISE, promise, Step.DROP),)))
    when = _meant_for(promise.due) if promise.due < today else _reminded(promise.due, today)
    lines = (ASK.format(number=promise.mention), quote, when)
    return Message("\n".join(lines), _open_buttons(promise, show))


def reminder_screen(promise: Promise, what: Told) -> Message:
    """The day has come, or has passed."""
    heading = (DUE if what is Told.DUE else OVERDUE).format(number=promise.mention)
    quote = QUOTE.format(text=inline(promise.text, 500))
    late = promise.due if what is Told.OVERDUE else None
    note = _meant_for(late) if late is not None else ""
    show = Button(SHOW, Action(Verb.SHOW, promise.mention))
    return Message("\n".join(filter(None, (heading, quote, note))), _open_buttons(promise, show))


def later_screen(promise: Promise) -> Message:
    """Ask until when it is put off."""
    quote = QUOTE.format(text=inline(promise.text, 500))
    days = tuple(_button(label, promise, step) for step, label in PUT_OFF.items())
    lines = (ASK.format(number=promise.mention), quote, UNTIL_WHEN)
    return Message("\n".join(lines), (days,))


def promised_line(proposal: Proposal, today: date) -> str:
    """What a reply that is not sent yet would promise, so that nobody promises by accident."""
    found = commitments(proposal.text, proposal.lang, today)
    quotes = dict.fromkeys(QUOTE.format(text=inline(each.text, 120)) for each in found)
    return PROMISES.format(quotes=" ".join(list(quotes)[:SHOWN])) if found else ""


def _open_buttons(promise: Promise, show: Button) -> tuple[tuple[Button, ...], ...]:
    return (
        (_button(KEPT, promise, Step.KEPT), _button(LATER, promise, Step.LATER)),
        (_button(NO_PROMISE, promise, Step.DROP), show),
    )


def _button(label: str, promise: Promise, step: Step) -> Button:
    return Button(label, Action(Verb.PROMISE, promise.id, step))


def _reminded(day: date, today: date) -> str:
    near = {0: TODAY, 1: TOMORROW}.get((day - today).days)
    return WATCHED.format(day=near or f"on {_named(day)}")


def _meant_for(day: date) -> str:
    return WAS_DUE.format(day=_named(day))


def _named(day: date) -> str:
    """ "Friday, 27 Nov 2026"."""
    return f"{WEEKDAYS[day.weekday()]}, {day_name(day)}"
