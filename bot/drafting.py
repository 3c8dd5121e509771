"""What the buttons under a draft do."""

from __future__ import annotations

from dataclasses import replace

from bot.desk import CHANGED, NO_MENTION, Desk, Outcome, outdated
from bot.screens.draft import REPLACING, replace_screen
from bot.screens.message import Action
from monitor.draft import Draft, DraftState
from monitor.errors import PostingError
from monitor.mention import Mention, State, Status
from monitor.posting import NewPosting, limit_passed, stands_against
from monitor.reply.compose import compose

TAKEN_AWAY = "It is no longer shown there, so there is nothing to answer."
NO_DRAFT = "That draft is no longer there. Ask for a new one."
CHANGED_SINCE_DRAFT = "The review was changed after this draft. Here is what it says now."
POSTED = "Well done. It is handled."
APPROVED_ALREADY = "You have approved it already."
POSTED_ALREADY = "You have posted it already."
NEWER_DRAFT = "There is a newer draft. Here it is."
THROWN_AWAY = "That draft was thrown away."
APPROVE_FIRST = "Please approve it first."
BY_YOURSELF = "goodword cannot post this one. Please post it yourself."
QUEUED = "goodword posts it now, and tells you when it stands there."
ONE_WORDING = "There is no other wording for this one."

WORDINGS = 12
"""So many other wordings are tried before we say that there is none."""


def draft(action: Action, desk: Desk) -> Outcome:
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
    if outdated(action, mention):
        return Outcome((message,), desk.shown(mention.number), CHANGED)
    return Outcome((message,))


def redraft(action: Action, desk: Desk) -> Outcome:
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


def approve(action: Action, desk: Desk) -> Outcome:
    """The owner agrees to this text."""
    return _move(action, desk, DraftState.APPROVED)


def posted(action: Action, desk: Desk) -> Outcome:
    """The owner has posted it: the draft has done its work, the mention is handled."""
    with desk.store.transaction():
        outcome = _move(action, desk, DraftState.POSTED)
        draft = desk.store.drafts.get(action.number)
        if outcome.toast is not None or draft is None:
            return outcome
        desk.store.mentions.set_status(draft.mention, Status.HANDLED, desk.now)
    return replace(outcome, toast=POSTED)


def post(action: Action, desk: Desk) -> Outcome:
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


def discard(action: Action, desk: Desk) -> Outcome:
    """The owner does not want it."""
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
