"""A verdict as JSON: what ``goodword classify`` prints, key by key."""

from __future__ import annotations

from typing import TypedDict

from monitor.verdict import Verdict


class AspectJson(TypedDict):
    """One thing talked about; ``polarity`` is "neg", "pos" or "neu"."""

    aspect: str
    polarity: str
    quote: str


class VerdictJson(TypedDict):
    """The keys are a promise to whoever pipes ``goodword classify`` on."""

    lang: str
    sentiment: str
    score: float
    confidence: float
    aspects: list[AspectJson]
    urgency: str
    resource_lost: str
    customer_type: str
    staff: list[str]
    question: bool
    reasons: list[str]
    engine: str
    asks_refund: bool
    asks_contact: bool
    returning: bool
    delight: str | None
    came_for: str
    suspect: str


def verdict_json(verdict: Verdict) -> VerdictJson:
    """``verdict`` in plain values, ready for ``json.dumps``."""
    return {
        "lang": verdict.lang,
        "sentiment": verdict.sentiment.value,
        "score": verdict.score,
        "confidence": verdict.confidence,
        "aspects": [
            {"aspect": each.aspect, "polarity": each.polarity.value, "quote": each.quote}
            for each in verdict.aspects
        ],
        "urgency": verdict.urgency.value,
        "resource_lost": verdict.resource_lost.value,
        "customer_type": verdict.customer_type.value,
        "staff": list(verdict.staff),
        "question": verdict.question,
        "reasons": list(verdict.reasons),
        "engine": verdict.engine,
        "asks_refund": verdict.asks_refund,
        "asks_contact": verdict.asks_contact,
        "returning": verdict.returning,
        "delight": verdict.delight,
        "came_for": verdict.came_for.value,
        "suspect": verdict.suspect.value,
    }
