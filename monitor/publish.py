"""Posts the answers that the owner has approved, and follows what becomes of them.

One try at one answer::

    taken up in the store -> what stands there? -> may it go out? -> post -> ONE commit
                                     |                                        ├ where it stands now
                                     +-- our very words: they got there       ├ draft, mention
                                                                              └ outbox

A crash at any point leaves the answer taken up; after LEASE it is tried again, from the
beginning, and what a lost try has posted is found standing there.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from monitor import schedule
from monitor.answers import answerable, ours, post, reply_rules, standing
from monitor.capability import OurReply, ReplyStatus
from monitor.clock import Clock
from monitor.config import Config
from monitor.courier import Courier
from monitor.draft import DraftState
from monitor.errors import (
    NeedsDeveloper,
    RateLimited,
    SourceError,
    Temporary,
)
from monitor.mention import Item, Mention, State, Status
from monitor.posting import (
    LEGAL,
    STANDING,
    STANDS,
    STANDS_HINT,
    Posting,
    PostingState,
    limit_passed,
)
from monitor.reply.promises import commitments
from monitor.rules import announce_posting
from monitor.source import ReplyRules
from monitor.store import Store
from monitor.walk import watching

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=15)
"""What was taken up longer ago than this was left behind by a process that died."""

PATIENCE = timedelta(minutes=1)
"""The wait after the first try that failed; it doubles each time."""

MOST_TRIES = 12
"""About a day of them."""

LOOK_AGAIN = timedelta(hours=2)
"""How often an answer that waits for the site's approval is looked up."""

LONGEST_PENDING = timedelta(days=30)

WITHDRAWN = "You took the draft back before it was posted."
CHANGED = "The review was changed after you approved this answer, so it was not posted."
GONE = "It is no longer shown there, so nothing was posted."
ELSEWHERE = "It is known by another route now, and goodword cannot answer it by this one."
FIXED = "Another answer of yours stands there already, and goodword cannot change it there."
TOO_LONG_HINT = "Shorten it."
UNSEEN = "The line broke while it was posted, and this site does not show its answers to programs."
LOOK = "Look there before you try again: the answer may have come through."
NOT_SHOWN = "The site has not shown it for 30 days."
BY_HAND = "Post it yourself: the text is in the approved draft."

_AS_THE_SITE_SAYS = {
    ReplyStatus.PENDING: PostingState.PENDING,
    ReplyStatus.PUBLISHED: PostingState.PUBLISHED,
    ReplyStatus.REJECTED: PostingState.REJECTED,
}


@dataclass(frozen=True, slots=True)
class Step:
    """Where one try leaves an answer."""

    state: PostingState
    reason: str | None = None
    hint: str | None = None
    site_id: str | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Publisher:
    """Posts by way of ``courier(name)``. ``names`` are the sources that can be answered."""

    config: Config
    names: Sequence[str]
    courier: Callable[[str], Courier]
    clock: Clock
    dice: random.Random

    def claim(self, store: Store, limit: int, only: int | None = None) -> list[Posting]:
        """Take up answers that are to go out now."""
        if not self.names:
            return []
        return store.replies.claim_due(self.clock.now(), LEASE, limit, self.names, only)

    def claim_pending(self, store: Store, limit: int) -> list[Posting]:
        """Answers whose fate is to be looked up now."""
        if not self.names:
            return []
        return store.replies.claim_pending(self.clock.now(), LOOK_AGAIN, limit, self.names)

    def publish(self, store: Store, posting: Posting) -> Posting:
        """One try at an answer that was taken up. Raises StoreError alone."""
        mention = store.mentions.get(posting.mention)
        courier = self.courier(posting.source)
        rules = reply_rules(courier.source)
        if mention is None or mention.source != posting.source or rules is None:
            return self._settle(store, posting, Step(PostingState.FAILED, ELSEWHERE, BY_HAND))
        draft = store.drafts.get(posting.draft)
        approved = draft is not None and draft.state is DraftState.APPROVED
        step = self._try(posting, mention, courier, rules, approved=approved)
        return self._settle(store, posting, step)

    def _try(
        self,
        posting: Posting,
        mention: Mention,
        courier: Courier,
        rules: ReplyRules,
        *,
        approved: bool,
    ) -> Step:
        # Nobody knows what an earlier try has come to: it may have ended in a crash.
        unsure = posting.attempts > 1
        try:
            there = standing(courier, mention.item)
        except SourceError as error:
            return self._after(error, posting, unsure=unsure)
        found = ours(there, posting.text)
        if found is not None:
            return _as_it_stands(found)
        if unsure and not answerable(courier).shows_replies:
            return Step(PostingState.FAILED, UNSEEN, LOOK)
        refusal = _refusal(posting, mention, rules, there, approved=approved)
        if refusal is not None:
            return refusal
        try:
            return _as_it_stands(post(courier, mention.item, posting))
        except RateLimited as error:
            return self._after(error, posting, unsure=unsure)
        except NeedsDeveloper as error:
            # It has answered, in words we do not know: what stands there tells more.
            return _looked_up(courier, mention.item, posting, error)
        except SourceError as error:
            return self._after(error, posting, unsure=True)

    def follow(self, store: Store, posting: Posting) -> Posting:
        """Look up an answer that waits for the site's approval. Raises StoreError alone."""
        mention = store.mentions.get(posting.mention)
        courier = self.courier(posting.source)
        if mention is None or mention.source != posting.source:
            return posting
        try:
            found = ours(standing(courier, mention.item), posting.text)
        except SourceError as error:
            log.info("%s: an answer could not be looked up: %s", posting.source, error.message)
            return posting
        if found is not None and found.status is not ReplyStatus.PENDING:
            return self._settle(store, posting, _as_it_stands(found))
        if self.clock.now() - posting.created_at > LONGEST_PENDING:
            return self._settle(store, posting, Step(PostingState.REJECTED, NOT_SHOWN, LOOK))
        return posting

    def _after(self, error: SourceError, posting: Posting, *, unsure: bool) -> Step:
        """What a try that failed means: another one later, or the owner's turn."""
        if not isinstance(error, Temporary):
            return Step(PostingState.FAILED, error.message, error.hint)
        if posting.attempts >= MOST_TRIES:
            return Step(PostingState.FAILED, error.message, LOOK if unsure else BY_HAND)
        due = schedule.after_failure(
            self.clock.now(), PATIENCE, posting.attempts - 1, error, self.dice.random()
        )
        state = PostingState.SENT if unsure else PostingState.QUEUED
        return Step(state, error.message, error.hint, due_at=due)

    def _settle(self, store: Store, posting: Posting, step: Step) -> Posting:
        """Write down where the answer stands, and tell the owner what is worth telling."""
        now = self.clock.now()
        watch = watching(store, self.config, now)
        with store.transaction():
            before = store.replies.get(posting.id)
            if before is None or step.state not in LEGAL[before.state]:
                # Whoever was quicker has written it down: another process, or a listing.
                return before or posting
            moved = store.replies.move(
                posting.id,
                step.state,
                reason=step.reason,
                hint=step.hint,
                site_id=step.site_id,
                due_at=step.due_at,
            )
            if moved.state in STANDING:
                _answered(store, moved, self.config.shop.zone, now)
            store.alerts.enqueue(announce_posting(moved, watch), now)
            # Its review may have been changed while the answer was on its way.
            store.replies.outdate([moved.mention])
        return moved


def _looked_up(courier: Courier, item: Item, posting: Posting, error: SourceError) -> Step:
    """After an answer that nobody can read: as what stands there says, else the owner's turn."""
    try:
        found = ours(standing(courier, item), posting.text)
    except SourceError:
        found = None
    if found is None:
        return Step(PostingState.FAILED, error.message, LOOK)
    return _as_it_stands(found)


def _as_it_stands(reply: OurReply) -> Step:
    return Step(_AS_THE_SITE_SAYS[reply.status], reply.reason, site_id=reply.id)


def _refusal(
    posting: Posting,
    mention: Mention,
    rules: ReplyRules,
    there: Sequence[OurReply],
    *,
    approved: bool,
) -> Step | None:
    """Why the answer must not go out, if so."""
    if not approved:
        return Step(PostingState.OUTDATED, WITHDRAWN)
    if mention.versions != posting.mention_version:
        return Step(PostingState.OUTDATED, CHANGED)
    if mention.item.state is State.REMOVED:
        return Step(PostingState.FAILED, GONE)
    too_long = limit_passed(posting.text, rules)
    if too_long is not None:
        return Step(PostingState.FAILED, too_long, TOO_LONG_HINT)
    # An answer that the site has rejected stands nowhere.
    if rules.single and any(reply.status is not ReplyStatus.REJECTED for reply in there):
        if not posting.replace:
            return Step(PostingState.FAILED, STANDS, STANDS_HINT)
        if not rules.update:
            return Step(PostingState.FAILED, FIXED, BY_HAND)
    return None


def _answered(store: Store, posting: Posting, zone: tzinfo, now: datetime) -> None:
    """The owner has answered: the draft has done its work, the mention is handled, and what
    the answer promises is noted."""
    draft = store.drafts.get(posting.draft)
    if draft is not None and draft.state is DraftState.APPROVED:
        store.drafts.move(draft.id, DraftState.POSTED)
    if draft is not None:
        today = now.astimezone(zone).date()
        promised = commitments(posting.text, draft.proposal.lang, today)
        store.promises.note(draft.id, draft.mention, promised, now)
    mention = store.mentions.get(posting.mention)
    if mention is not None and mention.status in (Status.OPEN, Status.SNOOZED):
        store.mentions.set_status(mention.number, Status.HANDLED, now)
