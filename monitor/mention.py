"""What people said: the item a source saw, and the mention goodword remembers.

An ``Item`` is one review or post exactly as one source shows it. A ``Mention`` is that
item once stored: it has our own number, a verdict, a status and a first sight.
All times are aware and in UTC; a time the source did not state is None, never "now".
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from monitor.correction import Correction
from monitor.verdict import Verdict


class Kind(StrEnum):
    """A review judges the shop; a mention merely talks about it."""

    REVIEW = "review"
    MENTION = "mention"


class Precision(StrEnum):
    """How exactly the source stated ``published_at``.

    DAY and MONTH are kept as noon UTC of the (first) day, so that no time zone moves the
    date; RELATIVE is worked out from "5 months ago"; UNKNOWN goes with ``published_at`` None.
    """

    INSTANT = "instant"
    DAY = "day"
    MONTH = "month"
    RELATIVE = "relative"
    UNKNOWN = "unknown"


class State(StrEnum):
    """Whether the public can see the item."""

    VISIBLE = "visible"
    PENDING = "pending"
    HIDDEN = "hidden"
    SPAM = "spam"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating in the site's own scale: ``worst`` to ``best``, 1 to 5 unless the site says more."""

    value: float
    worst: float = 1.0
    best: float = 5.0

    @property
    def normalised(self) -> float | None:
        """0.0 (worst) to 1.0 (best), or None when the value lies outside its stated scale."""
        if self.best == self.worst:
            return None
        share = (self.value - self.worst) / (self.best - self.worst)
        return share if 0.0 <= share <= 1.0 else None

    @property
    def stars(self) -> float | None:
        """The rating on the scale of one to five stars, or None when it cannot be told."""
        share = self.normalised
        return None if share is None else 1.0 + 4.0 * share


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote it, as the site shows the person. Never an e-mail address, never a phone number."""

    name: str | None = None
    id: str | None = None
    url: str | None = None
    is_owner: bool = False


@dataclass(frozen=True, slots=True)
class OwnerReply:
    """The shop's public answer, as the site shows it; ``state``: can the public see it."""

    text: str
    published_at: datetime | None = None
    state: State = State.VISIBLE
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Translation:
    """A translation the site added. Kept apart: only the original is scored and hashed."""

    text: str
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One review or post as one source shows it. Text is plain, with line breaks, never HTML.

    ``id`` is unique and stable within the configured source. ``synthetic`` says that it was
    derived, because the site gives none. ``dedupe_key`` is equal for the same review met by
    another route ("google:<reviewId>"). ``about`` is what is reviewed, as the site names it
    (a product, a branch). ``truncated`` marks text that the site cut short. ``lang`` is what
    the site claims. ``unverified`` marks an item whose origin anyone could have forged. ``extra``
    holds the few further ids that an adapter needs to answer it (a parent, a thread), and what
    goodword's own export tells of the owner's corrections.
    ``withheld`` is the content hash of words that the site's terms forbid to keep.
    """

    id: str
    kind: Kind
    author: Author = Author()
    rating: Rating | None = None
    title: str | None = None
    text: str | None = None
    published_at: datetime | None = None
    precision: Precision = Precision.UNKNOWN
    updated_at: datetime | None = None
    url: str | None = None
    state: State = State.VISIBLE
    reply: OwnerReply | None = None
    translation: Translation | None = None
    lang: str | None = None
    about: str | None = None
    dedupe_key: str | None = None
    synthetic: bool = False
    truncated: bool = False
    unverified: bool = False
    withheld: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        for name in ("published_at", "updated_at"):
            moment: datetime | None = getattr(self, name)
            if moment is not None and moment.tzinfo is None:
                raise ValueError(f"{name} must be aware")
        if not self.id:
            raise ValueError("id must not be empty")
        if (self.published_at is None) != (self.precision is Precision.UNKNOWN):
            raise ValueError("precision is UNKNOWN exactly when published_at is None")

    @property
    def words(self) -> str:
        """Title and text together: what is matched, understood and searched."""
        return "\n".join(part for part in (self.title, self.text) if part)

    @property
    def stars(self) -> float | None:
        """The rating in stars, one to five; None without a rating, or where they cannot be told."""
        return None if self.rating is None else self.rating.stars

    @property
    def answered(self) -> bool:
        """Whether the owner's reply stands, or waits for the site's approval; a removed one
        answers nothing."""
        return self.reply is not None and self.reply.state in (State.VISIBLE, State.PENDING)

    @property
    def content_hash(self) -> str:
        """Changes when the author changes what they said: title, original text or rating.

        Translations, counters, the owner's reply and the state are not part of it.
        """
        if self.withheld is not None:
            return self.withheld
        rating = None if self.rating is None else [self.rating.value, self.rating.best]
        return _digest([self.title or "", self.text or "", rating])

    @property
    def side_hash(self) -> str:
        """Changes when something around the words changes: that is no edit, but worth storing.

        The state, the owner's reply, the link, a translation, what it is about, and when the
        site says it was updated; the ids needed to answer it. The reply's date is left out:
        "2 weeks ago" drifts by itself.
        """
        reply, translation, updated = self.reply, self.translation, self.updated_at
        parts: list[object] = [
            self.state,
            None if reply is None else [reply.text, reply.state, reply.id],
            self.url,
            None if translation is None else [translation.text, translation.lang],
            self.about,
            None if updated is None else updated.timestamp(),
        ]
        if self.extra:
            # Only where there are any: stores older than ``extra`` keep their hashes.
            parts.append(sorted(self.extra.items()))
        return _digest(parts)


def _digest(parts: list[object]) -> str:
    text = json.dumps(parts, ensure_ascii=False)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


class Status(StrEnum):
    """What the owner did about it."""

    OPEN = "open"
    SNOOZED = "snoozed"
    HANDLED = "handled"
    NOT_ABOUT_US = "not_about_us"


@dataclass(frozen=True, slots=True)
class Mention:
    """An item once stored.

    ``number`` is goodword's own short number, shown to the owner as ``#12``. ``source`` is the
    name under ``[sources.<name>]``. ``day`` is the shop's local day on which it counts: that
    of ``published_at``, or of ``first_seen_at`` where the source told no date. ``verdict`` is what
    was read with what the owner corrected, which is told apart in ``correction``.
    """

    number: int
    source: str
    item: Item
    verdict: Verdict
    status: Status
    first_seen_at: datetime
    changed_at: datetime
    day: date
    place: str | None = None
    snoozed_until: datetime | None = None
    versions: int = 1
    correction: Correction | None = None

    @property
    def waits(self) -> bool:
        """Whether it stands in the inbox: open, public, somebody else's, without an answer."""
        item = self.item
        public = item.state is State.VISIBLE and not item.author.is_owner
        return self.status is Status.OPEN and public and not item.answered


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier wording of a mention, kept when its author edited it."""

    version: int
    title: str | None
    text: str | None
    rating: Rating | None
    seen_at: datetime
