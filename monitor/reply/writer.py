"""Whoever writes a draft in the composer's stead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from monitor.config import Shop
from monitor.draft import Proposal, Style
from monitor.facts import NO_FACTS, Facts
from monitor.mention import Mention
from monitor.reply.platforms import ANYWHERE, PlatformProfile


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
    ) -> Proposal:
        """Another proposal, or ``offline``, the composer's own, with a word on why it stands.

        The rest is what ``compose`` was given. Never raises for what a model says or fails to.
        """
        ...
