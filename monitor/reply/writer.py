"""Whoever writes a draft in the composer's stead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from monitor.config import Shop
from monitor.draft import Proposal, Style
from monitor.errors import GoodwordError
from monitor.facts import NO_FACTS, Facts
from monitor.mention import Mention
from monitor.reply.platforms import ANYWHERE, PlatformProfile

OWN_STANDS = "This is goodword's own draft."


@dataclass(frozen=True, slots=True)
class Worded:
    """What came of asking for other words.

    ``proposal`` is None where the composer's own stands. ``doubt`` then says why, in a plain
    sentence for the owner; it is empty where nothing was asked at all. ``trouble`` is what kept
    an answer away.
    """

    proposal: Proposal | None = None
    doubt: str = ""
    trouble: GoodwordError | None = None

    def over(self, own: Proposal) -> Proposal:
        """The proposal, or else ``own``, the composer's, with a note on why it stands."""
        if self.proposal is not None:
            return self.proposal
        if not self.doubt:
            return own
        note = " ".join(part for part in (own.note, self.doubt, OWN_STANDS) if part)
        return replace(own, note=note)


class Writer(Protocol):
    """Writes what the owner may choose over the composer's own draft."""

    def write(
        self,
        mention: Mention,
        shop: Shop,
        now: datetime,
        *,
        offline: Proposal,
        facts: Facts = NO_FACTS,
        style: Style = Style.USUAL,
        variant: int = 0,
        recent: Sequence[str] = (),
        rules: PlatformProfile = ANYWHERE,
    ) -> Worded:
        """Other words than ``offline``, the composer's own, or why it stands.

        The rest is what ``compose`` was given. Never raises for what a model says or fails to.
        """
        ...
