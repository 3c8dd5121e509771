"""Takes down answers of the shop that the owner no longer wants to stand.

One try: what stands there? -> ask the site to take ours down -> look again -> ONE commit.
What is not there any more counts as taken down, so a try that was lost does no harm.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from monitor import schedule
from monitor.answers import ours, standing, take_down
from monitor.capability import CanWithdraw
from monitor.clock import Clock
from monitor.config import Config
from monitor.courier import Courier
from monitor.errors import SourceError, TargetNotFound, Temporary, Unavailable
from monitor.mention import Mention
from monitor.posting import LEGAL, Posting, PostingState
from monitor.rules import announce_posting, announce_stays
from monitor.store import Store
from monitor.walk import watching

LEASE = timedelta(minutes=15)
"""After so long a try that never ended is made again."""

PATIENCE = timedelta(minutes=1)
"""The wait after the first try that failed; it doubles each time."""

MOST_TRIES = 12
"""About a day of them."""

STILL_THERE = "The site still shows it."
ELSEWHERE = "It is known by another route now, and goodword cannot take it down by this one."
BY_HAND = "Open the page and take it down there yourself."


@dataclass(frozen=True, slots=True)
class Withdrawer:
    """Takes down by way of ``courier(name)``. ``names`` are the sources that allow it."""

    config: Config
    names: Sequence[str]
    courier: Callable[[str], Courier]
    clock: Clock
    dice: random.Random

    def claim(self, store: Store, limit: int, only: int | None = None) -> list[Posting]:
        """Take up answers that are to be taken down now."""
        if not self.names or limit < 1:
            return []
        return store.replies.claim_withdrawals(self.clock.now(), LEASE, limit, self.names, only)

    def withdraw(self, store: Store, posting: Posting) -> Posting:
        """One try at an answer that was taken up. Raises StoreError alone."""
        mention = store.mentions.get(posting.mention)
        courier = self.courier(posting.source)
        possible = mention is not None and mention.source == posting.source
        if mention is None or not possible or not isinstance(courier.source, CanWithdraw):
            return self._stays(store, posting, ELSEWHERE, BY_HAND)
        try:
            self._try(courier, mention, posting)
        except Temporary as error:
            return self._later(store, posting, error)
        except SourceError as error:
            return self._stays(store, posting, error.message, error.hint)
        return self._settle(store, posting, PostingState.WITHDRAWN, None, None)

    def _try(self, courier: Courier, mention: Mention, posting: Posting) -> None:
        """Returns when it stands there no more. Raises SourceError."""
        try:
            there = ours(standing(courier, mention.item), posting.text)
            if there is None:
                return
            take_down(courier, mention.item, there)
        except TargetNotFound:
            return
        if self._still_there(courier, mention, posting):
            raise Unavailable(STILL_THERE)

    def _still_there(self, courier: Courier, mention: Mention, posting: Posting) -> bool:
        """Whether it stands there after all; a site that took the request is believed else."""
        try:
            return ours(standing(courier, mention.item), posting.text) is not None
        except SourceError:
            return False

    def _later(self, store: Store, posting: Posting, error: Temporary) -> Posting:
        if posting.attempts >= MOST_TRIES:
            return self._stays(store, posting, error.message, BY_HAND)
        due = schedule.after_failure(
            self.clock.now(), PATIENCE, posting.attempts - 1, error, self.dice.random()
        )
        store.replies.put_off(posting.id, due, error.message)
        return store.replies.get(posting.id) or posting

    def _stays(self, store: Store, posting: Posting, reason: str, hint: str) -> Posting:
        return self._settle(store, posting, PostingState.PUBLISHED, reason, hint)

    def _settle(
        self,
        store: Store,
        posting: Posting,
        state: PostingState,
        reason: str | None,
        hint: str | None,
    ) -> Posting:
        """Write down how it ended, and tell the owner."""
        now = self.clock.now()
        watch = watching(store, self.config, now)
        with store.transaction():
            before = store.replies.get(posting.id)
            if before is None or state not in LEGAL[before.state]:
                return before or posting  # another process was quicker
            moved = store.replies.move(posting.id, state, reason=reason, hint=hint)
            tell = announce_posting if state is PostingState.WITHDRAWN else announce_stays
            store.alerts.enqueue(tell(moved, watch), now)
            # Its review may have been changed meanwhile.
            store.replies.outdate([moved.mention])
        return moved
