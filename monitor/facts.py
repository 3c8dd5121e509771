"""What only the owner can know, and a draft may therefore say.

Two kinds: what the owner answers about one review (``Happened``, and in their own words what
was put right), and the fact book, which is kept: hours, a contact, how the shop does things.
Nothing that is not here, in the settings or in the review is ever claimed by a draft.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

LONGEST = 500
"""Characters kept of one fact: a reply has no room for more."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class Happened(StrEnum):
    """What the owner says about the complaint.

    TRUE: it was so. NOT_US: there is no trace of it here. REFUNDED: it was so, and the money
    was given back. FIXED: it was so, and has been put right. UNKNOWN: the owner was not there.
    """

    TRUE = "true"
    NOT_US = "not_us"
    REFUNDED = "refunded"
    UNKNOWN = "unknown"
    FIXED = "fixed"


class FactKind(StrEnum):
    """HOURS: when the shop is open. CONTACT: a way to reach it. POLICY: how it does things, as
    an offer ("we exchange within 30 days, with or without a receipt"). FIXED: what was put
    right, for good. OTHER: anything else, kept for the owner; no draft uses it by itself."""

    HOURS = "hours"
    CONTACT = "contact"
    POLICY = "policy"
    FIXED = "fixed"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Fact:
    """One entry of the fact book.

    ``text`` is the owner's own, said as it stands. ``lang`` is the language it is written in:
    a draft in another one leaves it out. None means that it needs none ("Mon-Fri 9-18").
    ``until`` is the last day on which it holds. ``id`` and ``created_at`` are set once stored.
    """

    kind: FactKind
    text: str
    lang: str | None = None
    until: date | None = None
    id: int | None = None
    created_at: datetime | None = None

    def holds(self, day: date, lang: str) -> bool:
        """Whether a draft in ``lang`` may say it on ``day``, a day of the shop's."""
        timely = self.until is None or day <= self.until
        return timely and self.lang in (None, lang) and bool(self.text.strip())


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a draft may know of one review. ``happened`` is None where nobody was asked yet.

    ``put_right`` is what was done about this very review, in the owner's own words and in the
    language of the draft; it is said only with REFUNDED or FIXED.
    """

    happened: Happened | None = None
    book: tuple[Fact, ...] = ()
    put_right: str | None = None

    def of(self, kind: FactKind, day: date, lang: str) -> Fact | None:
        """The newest fact of ``kind`` that a draft in ``lang`` may say on ``day``."""
        usable = [fact for fact in self.book if fact.kind is kind and fact.holds(day, lang)]
        return usable[-1] if usable else None


NO_FACTS = Facts()

_IN_BOOK = (FactKind.HOURS, FactKind.CONTACT, FactKind.POLICY, FactKind.OTHER)


def one_line(text: str) -> str:
    """What an owner has typed, as it is kept: on one line, without control characters."""
    return " ".join(_CONTROL.sub(" ", text).split())


def facts_from(given: Mapping[str, object]) -> Facts:
    """Facts from JSON: ``{"happened": "true", "contact": "...", "fixed": "..."}``.

    The keys are "happened", the kinds of facts, and "fixed" for what was put right here; any
    other key is left alone. Raises ValueError for a "happened" that is none of the five.
    """
    happened = given.get("happened")
    fixed = _text(given.get("fixed"))
    told = None if happened is None else Happened(str(happened).lower())
    if told is None and fixed is not None:
        told = Happened.FIXED
    texts = ((kind, _text(given.get(kind.value))) for kind in _IN_BOOK)
    book = tuple(Fact(kind, text) for kind, text in texts if text is not None)
    return Facts(told, book, fixed)


def _text(value: object) -> str | None:
    return value.strip() if isinstance(value, str) and value.strip() else None
