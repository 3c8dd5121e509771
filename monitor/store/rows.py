"""What goes into the store and comes out of it, beyond the nouns of the language itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from monitor.known import Known
from monitor.mention import Item, Kind, Status
from monitor.source import ReplyRules
from monitor.verdict import Sentiment, Verdict

__all__ = [
    "Chat",
    "Edit",
    "Filter",
    "Join",
    "Known",
    "NewMention",
    "Origin",
    "Refresh",
    "SourceRow",
    "Unanswered",
]


@dataclass(frozen=True, slots=True)
class NewMention:
    """An item never met before. ``day`` is the shop's local day on which it counts."""

    source: str
    item: Item
    verdict: Verdict
    place: str | None
    day: date
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Edit:
    """A known item whose words or rating its author changed. ``day`` None keeps the day."""

    number: int
    source: str
    item: Item
    verdict: Verdict
    day: date | None
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Refresh:
    """A known item with the same words; only what stands around them changed."""

    number: int
    source: str
    item: Item
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Join:
    """A known mention met by another route.

    ``replace`` takes this item's text over the stored one, because that was cut short:
    no version is kept, and this route becomes the mention's main one. ``verdict`` None
    keeps the present verdict, ``day`` None the present day.
    """

    number: int
    source: str
    item: Item
    seen_at: datetime
    verdict: Verdict | None
    replace: bool
    day: date | None


@dataclass(frozen=True, slots=True)
class Filter:
    """Which mentions to list. None asks for nothing; ``since`` and ``until`` are days, inclusive.

    ``unanswered``: open or snoozed, public, without a reply of the owner, not by the owner.
    What the public cannot see or the owner called "not about us" is left out, unless
    ``include_hidden`` or that very ``status`` is asked for.
    """

    source: str | None = None
    place: str | None = None
    sentiment: Sentiment | None = None
    status: Status | None = None
    kind: Kind | None = None
    since: date | None = None
    until: date | None = None
    unanswered: bool = False
    include_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """One route by which a mention reached us.

    ``seen_at`` is when it first did; ``misses`` counts complete listings in a row that no
    longer showed it, up to two.
    """

    source: str
    item_id: str
    url: str | None
    seen_at: datetime
    misses: int


@dataclass(frozen=True, slots=True)
class Unanswered:
    """How many mentions wait for an answer, and when the oldest of them was written or met."""

    count: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source as the config names it. ``reply``: what it takes as an answer, if any."""

    name: str
    type: str
    title: str
    place: str | None
    reply: ReplyRules | None = None


@dataclass(frozen=True, slots=True)
class Chat:
    """A paired chat. ``blocked_at``: when we learnt that its owner blocked the bot."""

    destination: str = field(repr=False)
    title: str = field(repr=False)
    paired_at: datetime
    blocked_at: datetime | None
