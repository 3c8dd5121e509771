"""How long a reply to an unhappy review rests before it can be posted."""

from __future__ import annotations

from datetime import datetime, timedelta

from monitor.mention import Mention

LOW_STARS = 2.5
"""Below so many stars (of five) a review stings: one and two stars."""


def rests_until(mention: Mention, cool_off: timedelta, now: datetime) -> datetime | None:
    """When a reply to ``mention`` that is written ``now`` may be posted; None: at once."""
    stars = mention.item.stars
    if stars is None or stars >= LOW_STARS or not cool_off:
        return None
    return now + cool_off
