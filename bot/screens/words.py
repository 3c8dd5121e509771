"""The names that goodword gives to things when it speaks to the owner."""

from __future__ import annotations

import math

from monitor.mention import Kind, Rating, Status
from monitor.verdict import Sentiment, Urgency

SENTIMENTS: dict[Sentiment, str] = {
    Sentiment.POSITIVE: "happy",
    Sentiment.NEUTRAL: "neutral",
    Sentiment.MIXED: "mixed",
    Sentiment.NEGATIVE: "unhappy",
    Sentiment.UNKNOWN: "not understood",
}

FACES: dict[Sentiment, str] = {
    Sentiment.POSITIVE: "🙂",
    Sentiment.NEUTRAL: "😐",
    Sentiment.MIXED: "🌗",
    Sentiment.NEGATIVE: "🙁",
    Sentiment.UNKNOWN: "❔",
}

URGENCIES: dict[Urgency, str] = {
    Urgency.INJURY: "Somebody may have been hurt.",
    Urgency.ILLNESS: "Somebody may have fallen ill.",
    Urgency.ALLERGY: "This may be about an allergy.",
    Urgency.DISCRIMINATION: "Somebody may feel discriminated against.",
    Urgency.PRIVACY: "This may be about somebody's private data.",
    Urgency.LEGAL: "A lawyer or an authority is mentioned.",
    Urgency.THREAT: "This may be a threat.",
    Urgency.CHILD_SAFETY: "This may be about the safety of a child.",
}

ASPECTS: dict[str, str] = {
    "advice": "the advice",
    "atmosphere": "the atmosphere",
    "attention": "attention",
    "cleanliness": "cleanliness",
    "communication": "not being told",
    "delivery": "the delivery",
    "location_parking": "getting there and parking",
    "loyalty_programme": "the loyalty programme",
    "opening_hours": "the opening hours",
    "order_accuracy": "a wrong order",
    "payment": "paying",
    "price": "the price",
    "product_quality": "the quality",
    "promise_broken": "a broken promise",
    "returns_refunds": "returns and refunds",
    "safety": "safety",
    "staff_absent": "nobody there to help",
    "staff_attitude": "how they were treated",
    "staff_knowledge": "what the staff knew",
    "staff_pushy": "pushy selling",
    "stock": "what was not in stock",
    "wait_time": "the wait",
}
"""Used after "What hurt:", so they name the hurt where that is shorter."""

PLEASING: dict[str, str] = {
    "communication": "being told",
    "order_accuracy": "a right order",
    "promise_broken": "a promise kept",
    "staff_absent": "help at hand",
    "staff_pushy": "no pushy selling",
    "stock": "what was in stock",
}
"""The same after "What pleased:", where it is called otherwise there."""

STATUSES: dict[Status, str] = {
    Status.OPEN: "Waiting for you",
    Status.SNOOZED: "Snoozed",
    Status.HANDLED: "Handled",
    Status.NOT_ABOUT_US: "Not about your shop",
}

KINDS: dict[Kind, str] = {Kind.REVIEW: "review", Kind.MENTION: "mention"}


def counted(n: int, one: str, many: str, **more: object) -> str:
    """``one`` or ``many``, whichever fits ``n``, with ``{n}`` and ``more`` filled in."""
    return (one if n == 1 else many).format(n=n, **more)


def aspect_name(aspect: str) -> str:
    """What an owner calls ``aspect`` that hurt."""
    return ASPECTS.get(aspect, aspect.replace("_", " "))


def pleasing_name(aspect: str) -> str:
    """What an owner calls ``aspect`` that pleased."""
    return PLEASING.get(aspect) or aspect_name(aspect)


def stars(rating: Rating | None) -> str:
    """ "★★★★☆" for whole stars out of five, "★★★★☆ 4.5" for the rest, "7/10" on other scales.

    Empty without a rating.
    """
    if rating is None or not math.isfinite(rating.value):
        return ""
    if rating.best != 5 or rating.worst not in (0, 1) or rating.normalised is None:
        return f"{rating.value:g}/{rating.best:g}"
    drawn = star_line(rating.value)
    return drawn if rating.value == int(rating.value) else f"{drawn} {rating.value:.1f}"


def star_line(value: float) -> str:
    """Five stars, filled up to ``value`` (0 to 5); a started star stays empty."""
    filled = min(5, max(0, math.floor(value + 1e-9)))
    return "★" * filled + "☆" * (5 - filled)
