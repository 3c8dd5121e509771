"""The counts kept beside the mentions, so that a week costs the same after ten years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from monitor.mention import Kind
from monitor.verdict import Polarity, Sentiment


@dataclass(frozen=True, slots=True)
class DayCount:
    """Mentions of one local day, source, place, kind and sentiment.

    ``rated`` of them carry a rating; ``stars`` is the sum of those ratings on one to five.
    What is removed, spam or not about the shop is in no count.
    """

    day: date
    source: str
    place: str | None
    kind: Kind
    sentiment: Sentiment
    count: int
    rated: int
    stars: float


@dataclass(frozen=True, slots=True)
class AspectCount:
    """In how many mentions an ``aspect`` was spoken of that way. The same are left out."""

    aspect: str
    polarity: Polarity
    count: int
