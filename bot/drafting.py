"""What the buttons under a draft do, up to its approval; ``bot.posting`` has the rest."""

from __future__ import annotations

from bot.desk import CHANGED, NO_MENTION, Desk, Outcome, outdated
from bot.screens.happened import happened_screen
from bot.screens.message import Action
from monitor.draft import Draft, DraftState, Style
from monitor.mention import Mention, State
from monitor.reply.asking import asks_what_happened

TAKEN_AWAY = "It is no longer shown there, so there is nothing to answer."
NO_DRAFT = "That draft is no longer there. Ask for a new one."
CHANGED_SINCE_DRAFT = "The review was changed after this draft. Here is what it says now."
APPROVED_ALREADY = "You have approved it already."
POSTED_ALREADY = "You have posted it already."
NEWER_DRAFT = "There is a newer draft. Here it is."
THROWN_AWAY = "That draft was dismissed."
NO_OTHER = {
    Style.USUAL: "There is no other wording for this one.",
    Style.SHORTER: "It is as short as it can be.",
    Style.WARMER: "There is no warmer wording for this one.",
}

WORDINGS = 12
"""So many other wordings are tried before we say that there is none."""


def draft(action: Action, desk: Desk) -> Outcome:
    """Show the draft for the present wording; where there is none, first ask what happened."""
    mention = desk.store.mentions.get(action.number)
    if mention is None:
        return Outcome(toast=NO_MENTION)
    if mention.item.state is State.REMOVED:
        return Outcome(replace=desk.shown(mention.number), toast=TAKEN_AWAY)
    waiting = desk.waiting(mention)
    told = desk.store.facts.of(mention.number, mention.versions).happened is not None
    if waiting is not None:
        message = desk.drafted(waiting, mention)
    elif not told and asks_what_happened(mention, desk.config.shop):
        message = happened_screen(mention)
    else:
        message = desk.drafted(desk.keep(mention, desk.compose(mention)), mention)
    if outdated(action, mention):
        return Outcome((message,), desk.shown(mention.number), CHANGED)
    return Outcome((message,))


def write(action: Action, desk: Desk) -> Outcome:
    """Draft with what is known, in the place of the question."""
    mention = desk.store.mentions.get(action.number)
    if mention is None:
        return Outcome(toast=NO_MENTION)
    desk.store.questions.close(desk.chat)
    if outdated(action, mention):
        return Outcome(replace=desk.shown(mention.number), toast=CHANGED)
    if mention.item.state is State.REMOVED:
        return Outcome(replace=desk.shown(mention.number), toast=TAKEN_AWAY)
    return Outcome(replace=desk.drafted(latest_or_new(mention, desk), mention))


def latest_or_new(mention: Mention, desk: Desk) -> Draft:
    """The draft that waits for the owner, composed if there is none."""
    return desk.waiting(mention) or desk.keep(mention, desk.compose(mention))


def redraft(action: Action, desk: Desk) -> Outcome:
    """Another wording in the place of this one."""
    return _again(action, desk, Style.USUAL)


def shorter(action: Action, desk: Desk) -> Outcome:
    """The same with fewer words."""
    return _again(action, desk, Style.SHORTER)


def warmer(action: Action, desk: Desk) -> Outcome:
    """The same with a warmer word."""
    return _again(action, desk, Style.WARMER)


def _again(action: Action, desk: Desk, style: Style) -> Outcome:
    found = to_change(action, desk)
    if isinstance(found, Outcome):
        return found
    draft, mention = found
    shortest = len(draft.proposal.text) if style is Style.SHORTER and not draft.own else None
    known, wordings = desk.known(mention), desk.store.drafts.count(mention.number)
    for variant in range(wordings, wordings + WORDINGS):
        proposal = known.compose(style, variant)
        fits = shortest is None or len(proposal.text) < shortest
        if fits and proposal.text != draft.proposal.text:
            return Outcome(replace=desk.drafted(desk.keep(mention, proposal), mention))
    return Outcome(toast=NO_OTHER[style])


def approve(action: Action, desk: Desk) -> Outcome:
    """The owner agrees to this text."""
    return move(action, desk, DraftState.APPROVED)


def discard(action: Action, desk: Desk) -> Outcome:
    """The owner does not want it."""
    return move(action, desk, DraftState.DISCARDED)


def move(action: Action, desk: Desk, state: DraftState) -> Outcome:
    """Take the draft to ``state``, unless it is there, was replaced, or its review changed."""
    found = find(action, desk)
    if isinstance(found, Outcome):
        return found
    draft, mention = found
    if draft.state is state or draft.state is DraftState.POSTED:
        return Outcome(replace=desk.drafted(draft, mention), toast=already(draft.state))
    if draft.state is DraftState.DISCARDED:
        shown = Outcome(replace=desk.drafted(draft, mention), toast=THROWN_AWAY)
        return _newer(draft, mention, desk) or shown
    if state is DraftState.APPROVED and draft.mention_version != mention.versions:
        return Outcome(replace=desk.shown(mention.number), toast=CHANGED_SINCE_DRAFT)
    if state is DraftState.POSTED and draft.state is DraftState.PROPOSED:
        desk.store.drafts.move(draft.id, DraftState.APPROVED)
    moved = desk.store.drafts.move(draft.id, state)
    return Outcome(replace=desk.drafted(moved, mention))


def already(state: DraftState) -> str:
    """What is said to a press that comes too late."""
    texts = {
        DraftState.APPROVED: APPROVED_ALREADY,
        DraftState.POSTED: POSTED_ALREADY,
        DraftState.DISCARDED: THROWN_AWAY,
    }
    return texts[state]


def find(action: Action, desk: Desk) -> tuple[Draft, Mention] | Outcome:
    """The draft and its mention, or the polite answer that there is no such thing."""
    draft = desk.store.drafts.get(action.number)
    if draft is None:
        return Outcome(toast=NO_DRAFT)
    mention = desk.store.mentions.get(draft.mention)
    return Outcome(toast=NO_MENTION) if mention is None else (draft, mention)


def to_change(action: Action, desk: Desk) -> tuple[Draft, Mention] | Outcome:
    """The draft and its mention while other words can still take its place."""
    found = find(action, desk)
    if isinstance(found, Outcome):
        return found
    draft, mention = found
    if draft.state is DraftState.POSTED:
        return Outcome(replace=desk.drafted(draft, mention), toast=POSTED_ALREADY)
    newer = _newer(draft, mention, desk)
    if newer is not None:
        return newer
    if draft.mention_version != mention.versions:
        return Outcome(replace=desk.shown(mention.number), toast=CHANGED_SINCE_DRAFT)
    return draft, mention


def _newer(draft: Draft, mention: Mention, desk: Desk) -> Outcome | None:
    """The draft that has taken the place of ``draft``, shown; None where none has."""
    newest = desk.waiting(mention)
    if newest is None or newest.id == draft.id:
        return None
    return Outcome(replace=desk.drafted(newest, mention), toast=NEWER_DRAFT)
