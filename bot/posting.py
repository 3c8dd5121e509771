"""What the buttons under an approved draft do: posted by hand, by goodword, or taken down."""

from __future__ import annotations

from dataclasses import replace

from bot.desk import NO_MENTION, Desk, Outcome
from bot.drafting import CHANGED_SINCE_DRAFT, TAKEN_AWAY, already, find, move
from bot.screens.draft import REPLACING, replace_screen
from bot.screens.message import Action
from bot.screens.promise import promise_screen
from bot.screens.withdraw import coming_down_screen, withdraw_screen
from monitor.draft import Draft, DraftState
from monitor.errors import PostingError
from monitor.mention import Mention, State, Status
from monitor.posting import (
    NewPosting,
    PostingState,
    can_come_down,
    limit_passed,
    same_words,
    stands_against,
)
from monitor.reply.promises import commitments

POSTED = "Well done. It is handled."
APPROVE_FIRST = "Please approve it first."
BY_YOURSELF = "goodword cannot post this one. Please post it yourself."
QUEUED = "goodword posts it now, and tells you when it stands there."
RESTS = "It still rests. A calm answer wins."
READY = "It is yours to post."
NOT_STANDING = "It does not stand there, so there is nothing to take down."
CANNOT_TAKE_DOWN = "goodword cannot take it down there. Please do it on the page itself."
UNDER_WAY = "It is being taken down already."
SURE = 1
"""``Action.extra`` of WITHDRAW when the owner has said that it shall come down."""

PROMISES_ASKED = 4
"""So many promises of one answer are asked about at once; /promises has them all."""


def posted(action: Action, desk: Desk) -> Outcome:
    """The owner has posted it: the draft has done its work, the mention is handled.

    What it promises is noted, and asked about where it names no day.
    """
    with desk.store.transaction():
        outcome = move(action, desk, DraftState.POSTED)
        found = find(action, desk)
        if outcome.toast is not None or isinstance(found, Outcome):
            return outcome
        draft, mention = found
        desk.store.mentions.set_status(draft.mention, Status.HANDLED, desk.now)
        _look_out(draft, mention, desk)
        today = desk.now.astimezone(desk.config.shop.zone).date()
        promised = commitments(draft.proposal.text, draft.proposal.lang, today)
        noted = desk.store.promises.note(draft.id, draft.mention, promised, desk.now)
    asked = tuple(promise_screen(each, today) for each in noted[:PROMISES_ASKED])
    return Outcome(asked, desk.drafted(draft, mention), POSTED)


def _look_out(draft: Draft, mention: Mention, desk: Desk) -> None:
    """Have it noticed once the site shows the answer, unless it does already."""
    text, reply = draft.proposal.text, mention.item.reply
    if reply is None or reply.state is not State.VISIBLE or not same_words(reply.text, text):
        desk.store.replies.by_hand(NewPosting.of(draft, mention, replace=False), desk.now)


def post(action: Action, desk: Desk) -> Outcome:
    """Queue an approved draft for its site; ask first where it would replace an answer."""
    found = find(action, desk)
    if isinstance(found, Outcome):
        return found
    draft, mention = found
    refused = _not_now(draft, mention, desk)
    if refused is not None:
        return refused
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


def _not_now(draft: Draft, mention: Mention, desk: Desk) -> Outcome | None:
    """Why ``draft`` cannot go out at this moment, if so."""
    if draft.state is not DraftState.APPROVED:
        toast = APPROVE_FIRST if draft.state is DraftState.PROPOSED else already(draft.state)
        return Outcome(replace=desk.drafted(draft, mention), toast=toast)
    if draft.mention_version != mention.versions:
        return Outcome(replace=desk.shown(mention.number), toast=CHANGED_SINCE_DRAFT)
    if mention.item.state is State.REMOVED:
        return Outcome(replace=desk.shown(mention.number), toast=TAKEN_AWAY)
    if draft.cooling(desk.now):
        return Outcome(replace=desk.drafted(draft, mention), toast=RESTS)
    return None


def hurry(action: Action, desk: Desk) -> Outcome:
    """The owner will not wait until it has cooled off: post it, or show how."""
    found = find(action, desk)
    if isinstance(found, Outcome):
        return found
    draft, mention = found
    if draft.state is not DraftState.APPROVED:
        return post(action, desk)
    desk.store.drafts.hurry(draft.id)
    if desk.way(mention).rules is not None:
        return post(replace(action, extra=0), desk)
    return Outcome(replace=desk.drafted(replace(draft, ready_at=None), mention), toast=READY)


def withdraw(action: Action, desk: Desk) -> Outcome:
    """Have an answer taken down, once the owner has said that they are sure."""
    posting = desk.store.replies.get(action.number)
    mention = desk.store.mentions.get(posting.mention) if posting is not None else None
    if posting is None or mention is None:
        return Outcome(toast=NO_MENTION)
    way = desk.way(mention)
    if posting.state is PostingState.WITHDRAWING:
        return Outcome(replace=coming_down_screen(posting, way.site), toast=UNDER_WAY)
    if not can_come_down(posting, mention.item.reply):
        return Outcome(replace=desk.shown(mention.number), toast=NOT_STANDING)
    if way.rules is None or not way.rules.delete:
        return Outcome(replace=desk.shown(mention.number), toast=CANNOT_TAKE_DOWN)
    if action.extra != SURE:
        return Outcome((withdraw_screen(posting, way.site, SURE),))
    desk.store.replies.withdraw(posting.id, desk.now)
    return Outcome(replace=coming_down_screen(posting, way.site))
