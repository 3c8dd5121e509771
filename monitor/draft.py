"""A reply on its way to the owner's approval. goodword never posts one by itself.

Legal steps::

    PROPOSED --owner approves--> APPROVED --owner says it is posted--> POSTED
       |  ^                         |
       |  +------owner edits--------+
       +--owner drops it, or a newer draft replaces it--> DISCARDED
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from monitor.clock import MAY_STEP
from monitor.errors import DraftError


class DraftState(StrEnum):
    """Where the draft stands; see the drawing above."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    POSTED = "posted"
    DISCARDED = "discarded"


LEGAL: dict[DraftState, frozenset[DraftState]] = {
    DraftState.PROPOSED: frozenset(
        {DraftState.PROPOSED, DraftState.APPROVED, DraftState.DISCARDED}
    ),
    DraftState.APPROVED: frozenset({DraftState.PROPOSED, DraftState.POSTED, DraftState.DISCARDED}),
    DraftState.POSTED: frozenset(),
    DraftState.DISCARDED: frozenset(),
}


class Severity(StrEnum):
    """BLOCK: not to be shown as ready. FIX: rewrite first. WARN: could be better."""

    BLOCK = "block"
    FIX = "fix"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the reply linter noticed. ``start`` and ``end`` are character offsets in the reply.

    ``move`` is the name of the defensive move ("excuse", "bribe"); ``why`` a plain sentence;
    ``instead`` tells the owner what to do about it; ``rewrite`` can stand in the place of the
    words found, in the reply's language, None where there is none. ``by`` is the part of the
    linter that decided: "rule" or "model".
    """

    move: str
    severity: Severity
    start: int
    end: int
    why: str
    instead: str
    rewrite: str | None = None
    by: str = "rule"


class Route(StrEnum):
    """DRAFT: ready to be judged by the owner. HOLD: grave, the owner must decide first.
    FLAG: spam, abuse or the wrong shop: report it rather than answer."""

    DRAFT = "draft"
    HOLD = "hold"
    FLAG = "flag"


class Style(StrEnum):
    """How the owner would like a draft: as usual, with fewer words, or with a warmer one."""

    USUAL = "usual"
    SHORTER = "shorter"
    WARMER = "warmer"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the composer suggests, with the linter's findings on its own text.

    ``note`` tells the owner in a plain sentence what to know before using it. ``mentions`` are
    the points of the review that it takes up, by name ("wait", "thing:sourdough"); ``why`` says
    in plain sentences why it is routed and worded so; ``score`` is the rubric's, 0 to 100, None
    for a proposal that was not scored. ``by_model``: the owner's language model worded it.
    """

    text: str
    lang: str
    route: Route
    findings: tuple[Finding, ...] = ()
    note: str | None = None
    mentions: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    score: int | None = None
    by_model: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposal once stored, belonging to one version of one mention.

    ``ready_at`` is when it has cooled off and may be posted (aware UTC), None where it need not.
    ``own``: the owner typed it.
    """

    id: int
    mention: int
    mention_version: int
    proposal: Proposal
    state: DraftState
    created_at: datetime
    ready_at: datetime | None = None
    own: bool = False

    def cooling(self, now: datetime) -> bool:
        """Whether it is still to cool off before it is posted. One that was written by a clock
        that has been put back since would do so until that clock's time comes again."""
        written_ahead = self.created_at > now + MAY_STEP
        return self.ready_at is not None and now < self.ready_at and not written_ahead

    def moved_to(self, state: DraftState) -> Draft:
        """The same draft in ``state``. Raises DraftError if that step is not legal."""
        if state not in LEGAL[self.state]:
            raise DraftError(f"A draft that is {self.state.value} cannot become {state.value}.")
        return replace(self, state=state)
