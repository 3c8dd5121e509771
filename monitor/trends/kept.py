"""Whether a kept promise has helped: complaints about the same thing before and after.

Four weeks stand beside four weeks: those before the promise was made, and those after it was
kept. The review that was answered is not counted, for a promise always follows a complaint.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import comb

from monitor.mention import Mention
from monitor.verdict import Polarity

SPAN = timedelta(weeks=4)
ENOUGH = 5
"""Below so many complaints in all, nothing can be said."""
CLEAR = 0.05
"""How likely chance alone may make such a difference before we call it clear."""


class Change(StrEnum):
    """What the numbers allow to be said."""

    FEWER = "fewer"
    MORE = "more"
    CHANCE = "chance"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Effect:
    """Complaints about ``aspects`` in the four weeks before and in the four weeks after."""

    aspects: tuple[str, ...]
    before: int
    after: int

    @property
    def change(self) -> Change:
        """Whether the difference is more than chance: a sign test on equal spans."""
        total = self.before + self.after
        if total < ENOUGH:
            return Change.UNCLEAR
        extreme = max(self.before, self.after)
        tail = sum(comb(total, k) for k in range(extreme, total + 1)) / 2**total
        if 2 * tail > CLEAR:
            return Change.CHANCE
        return Change.FEWER if self.after < self.before else Change.MORE


def spans(made: date, kept: date) -> tuple[tuple[date, date], tuple[date, date]]:
    """First and last day of the four weeks up to ``made``, and of those after ``kept``."""
    day = timedelta(days=1)
    return (made - SPAN + day, made), (kept + day, kept + SPAN)


def measurable(kept: date, today: date) -> bool:
    """Whether the four weeks after ``kept`` are over."""
    return today > kept + SPAN


def complained_of(mention: Mention) -> tuple[str, ...]:
    """What ``mention`` complains of, each once."""
    bad = (one.aspect for one in mention.verdict.aspects if one.polarity is Polarity.NEGATIVE)
    return tuple(dict.fromkeys(bad))


def effect(answered: Mention, before: Iterable[Mention], after: Iterable[Mention]) -> Effect | None:
    """The effect of a promise to ``answered``; None where that complained of nothing in
    particular. ``before`` and ``after`` are all the mentions of the two spans."""
    aspects = complained_of(answered)
    if not aspects:
        return None
    return Effect(
        aspects,
        _complaints(aspects, before, answered.number),
        _complaints(aspects, after, answered.number),
    )


def _complaints(aspects: Collection[str], mentions: Iterable[Mention], but: int) -> int:
    return sum(
        1
        for each in mentions
        if each.number != but and any(one in aspects for one in complained_of(each))
    )
