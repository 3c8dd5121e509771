"""A draft worded by the owner's own language model, where one is set up.

The answer may take long, so this is three steps, and anything may happen between them::

    ask: the press -> task: what is asked, once its turn has come -> settle: what its answer becomes

Each step looks anew whether the draft still waits for the owner. The present draft stays on any
doubt, and nothing is approved or posted here.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.desk import Desk, Known, Outcome
from bot.drafting import already, to_change
from bot.editing import find_draft
from bot.screens.dates import moment_name
from bot.screens.message import Action, Message
from monitor.draft import Draft, DraftState, Proposal, Route
from monitor.errors import LlmError
from monitor.mention import Mention, State
from monitor.reply.writer import Worded, Writer

ASKED = "I am asking the language model."
ASKED_ALREADY = "I am asking it already. One moment."
WAITING = (
    "⏳ I asked the language model {when}. This draft stays until it answers; if nothing comes "
    "within a few minutes, ask again."
)
NOT_ASKED = "No language model is asked about this one: it is yours to answer."
SAME = "The language model wrote the very same words."
STAYS = "The draft below is as it was."
TOLD_SINCE = "What goodword knows changed while the language model was writing. Ask it again."
CHANGED_SINCE = (
    "#{number} was changed while the language model was writing, so its draft was put aside."
)


@dataclass(frozen=True, slots=True)
class Task:
    """One question: for which ``draft``, and what its answer rests on.

    ``own`` is the composer's draft, against which the model's is held; ``variant`` counts the
    other wordings that were asked for.
    """

    draft: int
    known: Known
    own: Proposal
    variant: int

    def run(self, writer: Writer) -> Worded:
        """Ask; takes as long as the model does. Needs no store, so that any thread may do it."""
        return self.known.word(writer, self.own, self.variant)


def ask(action: Action, desk: Desk) -> Outcome:
    """The owner wants the model's words: say so at once, and have it asked."""
    found = to_change(action, desk)
    if isinstance(found, Outcome):
        return found
    draft, mention = found
    if draft.state is not DraftState.PROPOSED:
        return Outcome(replace=desk.drafted(draft, mention), toast=already(draft.state))
    if not _may_be_asked(draft, mention, desk):
        return Outcome(replace=desk.drafted(draft, mention), toast=NOT_ASKED)
    when = moment_name(desk.now, desk.config.shop.zone, desk.now)
    waiting = desk.drafted(draft, mention, WAITING.format(when=when))
    return Outcome(replace=waiting, toast=ASKED, wording=draft.id)


def task(draft_id: int, desk: Desk) -> Task | Outcome:
    """What to ask for this draft now; or, where it waits no longer, what is true instead."""
    found = _waiting(draft_id, desk)
    if isinstance(found, Outcome):
        return found
    draft, mention = found
    known = desk.known(mention)
    own = known.compose()
    if own.route is not Route.DRAFT or not _may_be_asked(draft, mention, desk):
        return Outcome(replace=desk.drafted(draft, mention, NOT_ASKED))
    again = desk.store.drafts.count(mention.number) if draft.proposal.by_model else 0
    return Task(draft.id, known, own, again)


def settle(asked: Task, worded: Worded, desk: Desk) -> Outcome:
    """Put the model's draft in the place of the one that was asked for, or say why not."""
    with desk.store.transaction():
        found = _waiting(asked.draft, desk)
        if isinstance(found, Outcome):
            return found
        draft, mention = found
        if worded.proposal is None:
            return Outcome(replace=desk.drafted(draft, mention, _why(worded)))
        if not _rests_on_the_same(asked, mention, desk):
            return Outcome(replace=desk.drafted(draft, mention, f"{TOLD_SINCE} {STAYS}"))
        if worded.proposal.text == draft.proposal.text:
            return Outcome(replace=desk.drafted(draft, mention, SAME))
        kept = desk.keep(mention, worded.proposal)
        return Outcome(replace=desk.drafted(kept, mention))


def _may_be_asked(draft: Draft, mention: Mention, desk: Desk) -> bool:
    return draft.proposal.route is Route.DRAFT and desk.way(mention).model


def _waiting(draft_id: int, desk: Desk) -> tuple[Draft, Mention] | Outcome:
    """The draft while it waits to be judged; else what is to be shown in its place."""
    found = find_draft(draft_id, desk)
    if found is None:
        return Outcome()
    draft, mention = found
    if draft.mention_version != mention.versions or mention.item.state is State.REMOVED:
        told = Message(CHANGED_SINCE.format(number=mention.number), silent=True)
        waited = draft.state is DraftState.PROPOSED
        return Outcome((told,) if waited else (), desk.shown(mention.number))
    newest = desk.waiting(mention)
    if newest is not None and newest.id != draft.id:
        return Outcome(replace=desk.drafted(newest, mention))
    if draft.state is not DraftState.PROPOSED:
        return Outcome(replace=desk.drafted(draft, mention))
    return draft, mention


def _rests_on_the_same(asked: Task, mention: Mention, desk: Desk) -> bool:
    """Whether the review is read, and the owner has told, as when the model was asked."""
    known, before = desk.known(mention), asked.known
    same_review = (mention.item.words, mention.verdict) == (
        before.mention.item.words,
        before.mention.verdict,
    )
    return same_review and known.facts == before.facts and known.rules == before.rules


def _why(worded: Worded) -> str:
    """Why the present draft stays, and what the owner can do if anything."""
    if not worded.doubt:
        return NOT_ASKED
    trouble = worded.trouble
    if trouble is None:
        return f"{worded.doubt} {STAYS}"
    todo = trouble.hint if isinstance(trouble, LlmError) and trouble.lasting else ""
    return " ".join(filter(None, (worded.doubt, trouble.message, todo, STAYS)))
