"""The owner's own words: typed in the chat, or a better sentence taken over. Always checked."""

from __future__ import annotations

from dataclasses import replace

from bot.desk import Desk, Outcome
from bot.drafting import to_change
from bot.screens.editing import CLOSED, edit_screen, lost_screen
from bot.screens.message import Action, Message
from monitor.draft import Draft, DraftState, Proposal, Route
from monitor.mention import Mention
from monitor.question import Topic
from monitor.reply.compose import profile_of
from monitor.reply.review import Review
from monitor.reply.tone import lint
from monitor.understand.language import detect
from monitor.understand.passage import prepare

CHANGED_MEANWHILE = (
    "The review was changed before you sent this; above is what it says now. Does it still fit?"
)
NO_BETTER = "That sentence is no longer in the draft."
SURE_ENOUGH = 0.8
"""From so sure on, words count as of the language that they look like."""


def edit(action: Action, desk: Desk) -> Outcome:
    """The next words typed in this chat are the new text."""
    found = to_change(action, desk)
    if isinstance(found, Outcome):
        return found
    draft, _ = found
    desk.store.questions.ask(desk.chat, Topic.EDIT, draft.id, desk.now)
    return Outcome((edit_screen(draft),))


def never_mind(action: Action, desk: Desk) -> Outcome:
    """Nothing will be typed after all."""
    del action
    desk.store.questions.close(desk.chat)
    return Outcome(replace=Message(CLOSED))


def typed(draft_id: int, text: str, desk: Desk) -> tuple[Message, ...]:
    """``text`` is what the owner wants to answer instead of the draft: check it, show it."""
    found = find_draft(draft_id, desk)
    if found is None:
        return (lost_screen(text),)
    draft, mention = found
    if draft.state is DraftState.POSTED:
        return (desk.drafted(draft, mention),)
    lang = language_of(text, draft.proposal.lang)
    proposal = checked(text, lang, mention, desk, like=draft.proposal)
    kept = desk.keep(mention, proposal, own=True)
    if draft.mention_version != mention.versions:
        return (desk.shown(mention.number), desk.drafted(kept, mention, CHANGED_MEANWHILE))
    return (desk.drafted(kept, mention),)


def use(action: Action, desk: Desk) -> Outcome:
    """A better sentence takes the place of the one that was found wanting."""
    found = to_change(action, desk)
    if isinstance(found, Outcome):
        return found
    draft, mention = found
    findings = draft.proposal.findings
    finding = findings[action.extra] if action.extra < len(findings) else None
    if finding is None or finding.rewrite is None:
        return Outcome(replace=desk.drafted(draft, mention), toast=NO_BETTER)
    text = draft.proposal.text
    better = text[: finding.start] + finding.rewrite + text[finding.end :]
    proposal = checked(better, draft.proposal.lang, mention, desk, like=draft.proposal)
    proposal = replace(proposal, by_model=draft.proposal.by_model)
    return Outcome(replace=desk.drafted(desk.keep(mention, proposal), mention))


def checked(
    text: str, lang: str, mention: Mention, desk: Desk, like: Proposal | None = None
) -> Proposal:
    """``text`` as a proposal, with what the linter says of it. ``like`` is the one whose place it
    takes: what is to be known before that one is used holds for this one, too."""
    told = desk.store.facts.of(mention.number, mention.versions)
    route = Route.DRAFT if like is None else like.route
    findings = lint(
        text,
        lang=lang,
        review=Review.of(mention.item, mention.verdict, None if like is None else route),
        profile=profile_of(desk.config.shop, told),
    )
    return Proposal(text, lang, route, findings, None if like is None else like.note)


def language_of(text: str, usual: str) -> str:
    """What language ``text`` is in; ``usual`` where that is not sure."""
    found = detect(prepare(text), usual)
    return found.code if found.confidence >= SURE_ENOUGH else usual


def find_draft(draft_id: int, desk: Desk) -> tuple[Draft, Mention] | None:
    """The draft and its mention, if both are still there."""
    draft = desk.store.drafts.get(draft_id)
    mention = desk.store.mentions.get(draft.mention) if draft is not None else None
    return None if draft is None or mention is None else (draft, mention)
