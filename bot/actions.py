"""What a button does. Pressed twice, it does it once; pressed too late, it says so kindly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot import correcting, drafting, editing, posting, promising, telling, wording
from bot.desk import CHANGED, NO_MENTION, TERMINAL, Desk, Outcome, outdated
from bot.screens.check import check_screen
from bot.screens.dates import moment_name
from bot.screens.inbox import IN_PLACE, inbox_screen
from bot.screens.message import Action, Verb
from bot.screens.muting import (
    chosen,
    hidden_by,
    left_out_screen,
    muted_screen,
    muting_screen,
    unmuted_screen,
)
from bot.screens.sources import sources_screen
from bot.screens.week import week_screen
from monitor.config import Config
from monitor.mention import Status
from monitor.store import Store

DONE = {
    Status.OPEN: "Back in the inbox.",
    Status.HANDLED: "Handled.",
    Status.NOT_ABOUT_US: "Noted: not about you. It no longer counts.",
}
ALREADY = {
    Status.OPEN: "It is in the inbox already.",
    Status.HANDLED: "It was already handled.",
    Status.NOT_ABOUT_US: "You have said so already.",
}
SNOOZED = "Snoozed until {when}."
MUTED = "Left out from now on."
UNMUTED = "Taken back."
UNMUTED_ALREADY = "It was taken back already."

MOST_DAYS = 30


def act(
    action: Action, store: Store, config: Config, now: datetime, chat: str = TERMINAL
) -> Outcome:
    """Do what ``action`` asks, pressed in ``chat``. Raises StoreError only.

    Nothing is posted from here: POST queues that very text, and the collector posts it.
    """
    return _ACTIONS[action.verb](action, Desk(store, config, now, chat))


def _handled(action: Action, desk: Desk) -> Outcome:
    mention = desk.store.mentions.get(action.number)
    if mention is not None and outdated(action, mention):
        return Outcome(replace=desk.shown(mention.number), toast=CHANGED)
    return _set(action, desk, Status.HANDLED)


def _reopen(action: Action, desk: Desk) -> Outcome:
    return _set(action, desk, Status.OPEN)


def _not_about_us(action: Action, desk: Desk) -> Outcome:
    """Set it aside, and offer the rule that would have kept it away."""
    outcome = _set(action, desk, Status.NOT_ABOUT_US)
    mention = desk.store.mentions.get(action.number)
    if mention is None or outcome.toast != DONE[Status.NOT_ABOUT_US]:
        return outcome
    offer = muting_screen(desk.store, desk.config, desk.now, mention)
    return outcome if offer is None else replace(outcome, messages=(offer,))


def _mute(action: Action, desk: Desk) -> Outcome:
    """Keep the rule, and set aside what it would have kept away lately."""
    mention = desk.store.mentions.get(action.number)
    if mention is None:
        return Outcome(toast=NO_MENTION)
    rule = chosen(action, mention, desk.config)
    if rule is None:
        offer = muting_screen(desk.store, desk.config, desk.now, mention)
        return Outcome(replace=offer or desk.shown(mention.number), toast=CHANGED)
    others = hidden_by((rule,), mention, desk.store, desk.now)[rule]
    with desk.store.transaction():
        known = rule in desk.store.muted.all()
        rule_id = desk.store.muted.add(rule, desk.now)
        for hidden in (mention, *others):
            desk.store.mentions.set_status(hidden.number, Status.NOT_ABOUT_US, desk.now)
    toast = ALREADY[Status.NOT_ABOUT_US] if known else MUTED
    return Outcome(replace=muted_screen(rule, mention, rule_id, len(others)), toast=toast)


def _unmute(action: Action, desk: Desk) -> Outcome:
    dropped = desk.store.muted.drop(action.number)
    return Outcome(replace=unmuted_screen(), toast=UNMUTED if dropped else UNMUTED_ALREADY)


def _left_out(action: Action, desk: Desk) -> Outcome:
    del action
    return Outcome((left_out_screen(desk.store),))


def _set(action: Action, desk: Desk, status: Status) -> Outcome:
    if desk.store.mentions.get(action.number) is None:
        return Outcome(toast=NO_MENTION)
    changed = desk.store.mentions.set_status(action.number, status, desk.now)
    toast = (DONE if changed else ALREADY)[status]
    return Outcome(replace=desk.shown(action.number), toast=toast)


def _snooze(action: Action, desk: Desk) -> Outcome:
    """Put it off by ``extra`` days. What was handled since the button was shown stays handled."""
    mention = desk.store.mentions.get(action.number)
    if mention is None:
        return Outcome(toast=NO_MENTION)
    if mention.status in (Status.HANDLED, Status.NOT_ABOUT_US):
        return Outcome(replace=desk.shown(mention.number), toast=ALREADY[mention.status])
    until = desk.now + timedelta(days=min(max(action.extra, 1), MOST_DAYS))
    desk.store.mentions.set_status(mention.number, Status.SNOOZED, desk.now, until)
    when = moment_name(until, desk.config.shop.zone, desk.now)
    return Outcome(replace=desk.shown(mention.number), toast=SNOOZED.format(when=when))


def _show(action: Action, desk: Desk) -> Outcome:
    if desk.store.mentions.get(action.number) is None:
        return Outcome(toast=NO_MENTION)
    return Outcome((desk.shown(action.number),))


def _inbox(action: Action, desk: Desk) -> Outcome:
    screen = inbox_screen(desk.store, desk.config, desk.now, action.extra)
    return Outcome(replace=screen) if action.number == IN_PLACE else Outcome((screen,))


def _week(action: Action, desk: Desk) -> Outcome:
    del action
    return Outcome(week_screen(desk.store, desk.config, desk.now))


def _sources(action: Action, desk: Desk) -> Outcome:
    screen = sources_screen(desk.store, desk.config, desk.now)
    return Outcome(replace=screen) if action.extra else Outcome((screen,))


def _check(action: Action, desk: Desk) -> Outcome:
    del action
    return Outcome((check_screen(desk.store, desk.config, desk.now),))


_ACTIONS: Mapping[Verb, Callable[[Action, Desk], Outcome]] = {
    Verb.DRAFT: drafting.draft,
    Verb.REDRAFT: drafting.redraft,
    Verb.APPROVE: drafting.approve,
    Verb.DISCARD: drafting.discard,
    Verb.WRITE: drafting.write,
    Verb.SHORTER: drafting.shorter,
    Verb.WARMER: drafting.warmer,
    Verb.ASK_MODEL: wording.ask,
    Verb.EDIT: editing.edit,
    Verb.USE: editing.use,
    Verb.NEVER_MIND: editing.never_mind,
    Verb.POSTED: posting.posted,
    Verb.POST: posting.post,
    Verb.HURRY: posting.hurry,
    Verb.WITHDRAW: posting.withdraw,
    Verb.WHAT_HAPPENED: telling.what_happened,
    Verb.HAPPENED: telling.happened,
    Verb.FACTS: telling.facts,
    Verb.ADD_FACT: telling.add_fact,
    Verb.DROP_FACT: telling.drop_fact,
    Verb.FACT_UNTIL: telling.fact_until,
    Verb.PROMISES: promising.promises,
    Verb.PROMISE: promising.promise,
    Verb.HANDLED: _handled,
    Verb.REOPEN: _reopen,
    Verb.SNOOZE: _snooze,
    Verb.NOT_ABOUT_US: _not_about_us,
    Verb.MUTE: _mute,
    Verb.UNMUTE: _unmute,
    Verb.LEFT_OUT: _left_out,
    Verb.MISREAD: correcting.misread,
    Verb.CORRECT: correcting.correct,
    Verb.SHOW: _show,
    Verb.INBOX: _inbox,
    Verb.WEEK: _week,
    Verb.SOURCES: _sources,
    Verb.CHECK_NOW: _check,
}
