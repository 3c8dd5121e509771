"""What a button does. Pressed twice, it does it once; pressed too late, it says so kindly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.screens.check import check_screen
from bot.screens.dates import moment_name
from bot.screens.draft import BY_HAND, REPLACING, Way, draft_screen, replace_screen
from bot.screens.inbox import IN_PLACE, inbox_screen
from bot.screens.mention import mention_screen
from bot.screens.message import Action, Message, Verb
from bot.screens.muting import (
    chosen,
    hidden_by,
    muted_screen,
    muting_screen,
    unmuted_screen,
)
from bot.screens.sources import sources_screen
from bot.screens.week import week_screen
from monitor.config import Config
from monitor.draft import Draft, DraftState
from monitor.errors import PostingError
from monitor.mention import Mention, State, Status
from monitor.posting import NewPosting, limit_passed, stands_against
from monitor.reply.compose import compose
from monitor.store import Store

NO_MENTION = "That review is no longer in goodword."
NO_DRAFT = "That draft is no longer there. Ask for a new one."
CHANGED = "It was changed after this message. Here is what it says now."
CHANGED_SINCE_DRAFT = "The review was changed after this draft. Here is what it says now."
TAKEN_AWAY = "It is no longer shown there, so there is nothing to answer."
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
POSTED = "Well done. It is handled."
APPROVED_ALREADY = "You have approved it already."
POSTED_ALREADY = "You have posted it already."
NEWER_DRAFT = "There is a newer draft. Here it is."
THROWN_AWAY = "That draft was thrown away."
APPROVE_FIRST = "Please approve it first."
BY_YOURSELF = "goodword cannot post this one. Please post it yourself."
QUEUED = "goodword posts it now, and tells you when it stands there."
ONE_WORDING = "There is no other wording for this one."
MUTED = "Left out from now on."
UNMUTED = "Taken back."
UNMUTED_ALREADY = "It was taken back already."

MOST_DAYS = 30
WORDINGS = 12
"""So many other wordings are tried before we say that there is none."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What pressing a button leads to.

    ``messages`` are sent, ``replace`` takes the place of the message whose button was
    pressed, ``toast`` is a short plain line shown for a moment.
    """

    messages: tuple[Message, ...] = ()
    replace: Message | None = None
    toast: str | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """Where an action works: the store, the config and the time it is."""

    store: Store
    config: Config
    now: datetime

    def shown(self, number: int) -> Message:
        """Mention ``number`` as it stands now."""
        return mention_screen(self.store, self.config, self.now, number)

    def way(self, mention: Mention) -> Way:
        """How an answer to ``mention`` can get to its site."""
        health = self.store.health.get(mention.source)
        if health is None:
            return BY_HAND
        return Way(health.title, health.reply, self.store.replies.latest(mention.number))

    def drafted(self, draft: Draft, mention: Mention) -> Message:
        """``draft`` as it stands now."""
        return draft_screen(draft, mention, self.way(mention))


def act(action: Action, store: Store, config: Config, now: datetime) -> Outcome:
    """Do what ``action`` asks. Raises StoreError only.

    Nothing is posted from here: POST queues that very text, and the collector posts it.
    """
    return _ACTIONS[action.verb](action, Desk(store, config, now))


def _draft(action: Action, desk: Desk) -> Outcome:
    """Show the draft for the present wording, composing it if there is none yet."""
    mention = desk.store.mentions.get(action.number)
    if mention is None:
        return Outcome(toast=NO_MENTION)
    if mention.item.state is State.REMOVED:
        return Outcome(replace=desk.shown(mention.number), toast=TAKEN_AWAY)
    draft = desk.store.drafts.latest(mention.number)
    if draft is None or not _usable(draft, mention):
        proposal = compose(mention, desk.config.shop, desk.now)
        draft = desk.store.drafts.add(mention.number, mention.versions, proposal, desk.now)
    message = desk.drafted(draft, mention)
    if _outdated(action, mention):
        return Outcome((message,), desk.shown(mention.number), CHANGED)
    return Outcome((message,))


def _redraft(action: Action, desk: Desk) -> Outcome:
    """Another wording in the place of this one."""
    found = _find(action, desk)
    if isinstance(found, Outcome):
        return found
    draft, mention = found
    if draft.state is DraftState.POSTED:
        return Outcome(replace=desk.drafted(draft, mention), toast=POSTED_ALREADY)
    latest = desk.store.drafts.latest(mention.number)
    if latest is not None and latest.id != draft.id and _usable(latest, mention):
        return Outcome(replace=desk.drafted(latest, mention), toast=NEWER_DRAFT)
    for step in range(1, WORDINGS + 1):
        # The composer chooses its words by the mention's number: another number, other words.
        other = replace(mention, number=mention.number + draft.id + step)
        proposal = compose(other, desk.config.shop, desk.now)
        if proposal.text != draft.proposal.text:
            fresh = desk.store.drafts.add(mention.number, mention.versions, proposal, desk.now)
            return Outcome(replace=desk.drafted(fresh, mention))
    return Outcome(toast=ONE_WORDING)


def _approve(action: Action, desk: Desk) -> Outcome:
    return _move(action, desk, DraftState.APPROVED)


def _posted(action: Action, desk: Desk) -> Outcome:
    with desk.store.transaction():
        outcome = _move(action, desk, DraftState.POSTED)
        draft = desk.store.drafts.get(action.number)
        if outcome.toast is not None or draft is None:
            return outcome
        desk.store.mentions.set_status(draft.mention, Status.HANDLED, desk.now)
    return replace(outcome, toast=POSTED)


def _post(action: Action, desk: Desk) -> Outcome:
    """Queue an approved draft for its site; ask first where it would replace an answer."""
    found = _find(action, desk)
    if isinstance(found, Outcome):
        return found
    draft, mention = found
    if draft.state is not DraftState.APPROVED:
        toast = APPROVE_FIRST if draft.state is DraftState.PROPOSED else _already(draft.state)
        return Outcome(replace=desk.drafted(draft, mention), toast=toast)
    if draft.mention_version != mention.versions:
        return Outcome(replace=desk.shown(mention.number), toast=CHANGED_SINCE_DRAFT)
    if mention.item.state is State.REMOVED:
        return Outcome(replace=desk.shown(mention.number), toast=TAKEN_AWAY)
    text, rules, reply = draft.proposal.text, desk.way(mention).rules, mention.item.reply
    if rules is None or limit_passed(text, rules) is not None:
        return Outcome(replace=desk.drafted(draft, mention), toast=BY_YOURSELF)
    replacing = action.extra == REPLACING
    if reply is not None and rules.single and not replacing and stands_against(reply, text):
        return Outcome(replace=replace_screen(draft, mention, reply))
    try:
        wish = NewPosting.of(draft, mention, replace=replacing)
        desk.store.replies.queue(wish, desk.now)
    except PostingError as error:
        return Outcome(replace=desk.drafted(draft, mention), toast=error.message)
    return Outcome(replace=desk.drafted(draft, mention), toast=QUEUED)


def _discard(action: Action, desk: Desk) -> Outcome:
    return _move(action, desk, DraftState.DISCARDED)


def _move(action: Action, desk: Desk, state: DraftState) -> Outcome:
    """Take the draft to ``state``, unless it is there, was replaced, or its review changed."""
    found = _find(action, desk)
    if isinstance(found, Outcome):
        return found
    draft, mention = found
    if draft.state is state or draft.state is DraftState.POSTED:
        return Outcome(replace=desk.drafted(draft, mention), toast=_already(draft.state))
    if draft.state is DraftState.DISCARDED:
        latest = desk.store.drafts.latest(mention.number)
        if latest is not None and latest.id != draft.id and _usable(latest, mention):
            return Outcome(replace=desk.drafted(latest, mention), toast=NEWER_DRAFT)
        return Outcome(replace=desk.drafted(draft, mention), toast=THROWN_AWAY)
    if state is DraftState.APPROVED and draft.mention_version != mention.versions:
        return Outcome(replace=desk.shown(mention.number), toast=CHANGED_SINCE_DRAFT)
    if state is DraftState.POSTED and draft.state is DraftState.PROPOSED:
        desk.store.drafts.move(draft.id, DraftState.APPROVED)
    moved = desk.store.drafts.move(draft.id, state)
    return Outcome(replace=desk.drafted(moved, mention))


def _already(state: DraftState) -> str:
    texts = {
        DraftState.APPROVED: APPROVED_ALREADY,
        DraftState.POSTED: POSTED_ALREADY,
        DraftState.DISCARDED: THROWN_AWAY,
    }
    return texts[state]


def _find(action: Action, desk: Desk) -> tuple[Draft, Mention] | Outcome:
    """The draft and its mention, or the polite answer that there is no such thing."""
    draft = desk.store.drafts.get(action.number)
    if draft is None:
        return Outcome(toast=NO_DRAFT)
    mention = desk.store.mentions.get(draft.mention)
    return Outcome(toast=NO_MENTION) if mention is None else (draft, mention)


def _usable(draft: Draft, mention: Mention) -> bool:
    waiting = draft.state in (DraftState.PROPOSED, DraftState.APPROVED)
    return waiting and draft.mention_version == mention.versions


def _outdated(action: Action, mention: Mention) -> bool:
    """Whether the button stood under an earlier wording; ``extra`` 0 says nothing of it."""
    return 0 < action.extra != mention.versions


def _handled(action: Action, desk: Desk) -> Outcome:
    mention = desk.store.mentions.get(action.number)
    if mention is not None and _outdated(action, mention):
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
    Verb.DRAFT: _draft,
    Verb.REDRAFT: _redraft,
    Verb.APPROVE: _approve,
    Verb.POSTED: _posted,
    Verb.POST: _post,
    Verb.DISCARD: _discard,
    Verb.HANDLED: _handled,
    Verb.REOPEN: _reopen,
    Verb.SNOOZE: _snooze,
    Verb.NOT_ABOUT_US: _not_about_us,
    Verb.MUTE: _mute,
    Verb.UNMUTE: _unmute,
    Verb.SHOW: _show,
    Verb.INBOX: _inbox,
    Verb.WEEK: _week,
    Verb.SOURCES: _sources,
    Verb.CHECK_NOW: _check,
}
