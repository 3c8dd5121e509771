"""The week as one value: what it was like, beside the week before and twelve weeks back.

A week is the last seven local days, today included, so that asking on a Wednesday compares
like with like.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from monitor.mention import Mention
from monitor.verdict import Sentiment


@dataclass(frozen=True, slots=True)
class Span:
    """Seven days: how many mentions, how they felt, how they rated (1 to 5 stars)."""

    first: date
    last: date
    count: int
    by_sentiment: Mapping[Sentiment, int]
    rated: int
    average: float | None


@dataclass(frozen=True, slots=True)
class Slice:
    """The week's share of one source or place."""

    name: str
    count: int
    negative: int
    average: float | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the week can be trusted: one line a source.

    ``condition`` is "fine", "quiet" (works, brought nothing for long), "broken" or "new".
    """

    name: str
    title: str
    condition: str
    succeeded_at: datetime | None
    newest_at: datetime | None
    trouble: str | None = None
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Week:
    """Everything the weekly summary says. ``history`` is oldest first and ends with ``this``."""

    shop: str
    this: Span
    before: Span
    history: tuple[Span, ...]
    by_source: tuple[Slice, ...]
    by_place: tuple[Slice, ...]
    best: Mention | None
    worst: Mention | None
    unanswered: int
    oldest_unanswered: datetime | None
    coverage: tuple[Coverage, ...]
