"""A verdict and what the owner corrected in it as columns of ``mentions``, and back."""

from __future__ import annotations

from monitor.correction import Correction
from monitor.store.connection import Row
from monitor.store.encode import clean, clean_or_none, pack, unpack
from monitor.verdict import (
    AspectFinding,
    CameFor,
    CustomerType,
    Polarity,
    ResourceLost,
    Sentiment,
    Suspect,
    Urgency,
    Verdict,
)

VERDICT = (
    *("sentiment", "score", "urgency", "engine", "verdict"),
    *("owner_sentiment", "owner_urgency"),
)
"""Columns of the verdict. Those that are counted and filtered by hold what the owner corrected;
what the engine made of the words is kept beside it in ``verdict``."""

ASSIGNED = ", ".join(f"{column} = :{column}" for column in VERDICT)
"""For an UPDATE: each of them from the value of its name."""


def verdict_columns(verdict: Verdict, correction: Correction | None = None) -> Row:
    """The VERDICT columns of what an engine read, and of what the owner says against it."""
    correction = correction or Correction()
    told = correction.applied(verdict)
    return {
        "owner_sentiment": correction.sentiment,
        "owner_urgency": correction.urgency,
        "sentiment": told.sentiment,
        "score": float(told.score),
        "urgency": told.urgency,
        "engine": clean(verdict.engine),
        "verdict": pack(
            {
                "read": [verdict.sentiment, float(verdict.score), verdict.urgency],
                "confidence": verdict.confidence,
                "lang": verdict.lang,
                "aspects": [
                    [clean(each.aspect), each.polarity, clean(each.quote), each.named]
                    for each in verdict.aspects
                ],
                "resource_lost": verdict.resource_lost,
                "customer_type": verdict.customer_type,
                "staff": [clean(name) for name in verdict.staff],
                "question": verdict.question,
                "reasons": [clean(reason) for reason in verdict.reasons],
                "asks_refund": verdict.asks_refund,
                "asks_contact": verdict.asks_contact,
                "returning": verdict.returning,
                "delight": clean_or_none(verdict.delight),
                "came_for": verdict.came_for,
                "suspect": verdict.suspect,
            }
        ),
    }


def correction_of(row: Row) -> Correction | None:
    """What the owner says of the present words of a row of ``mentions``."""
    sentiment, urgency = row["owner_sentiment"], row["owner_urgency"]
    if sentiment is None and urgency is None:
        return None
    return Correction(
        None if sentiment is None else Sentiment(sentiment),
        None if urgency is None else Urgency(urgency),
    )


def reading(row: Row) -> Verdict:
    """What the engine read in a row of ``mentions``, whatever the owner says.

    Rows written before there were corrections and the last six fields lack them.
    """
    rest = unpack(row["verdict"])
    sentiment, score, urgency = rest.get("read", (row["sentiment"], row["score"], row["urgency"]))
    return Verdict(
        sentiment=Sentiment(sentiment),
        score=score,
        confidence=rest["confidence"],
        lang=rest["lang"],
        aspects=tuple(
            AspectFinding(aspect, Polarity(polarity), quote, *named)
            for aspect, polarity, quote, *named in rest["aspects"]
        ),
        urgency=Urgency(urgency),
        resource_lost=ResourceLost(rest["resource_lost"]),
        customer_type=CustomerType(rest["customer_type"]),
        staff=tuple(rest["staff"]),
        question=rest["question"],
        reasons=tuple(rest["reasons"]),
        engine=row["engine"],
        asks_refund=rest.get("asks_refund", False),
        asks_contact=rest.get("asks_contact", False),
        returning=rest.get("returning", False),
        delight=rest.get("delight"),
        came_for=CameFor(rest.get("came_for", CameFor.UNKNOWN)),
        suspect=Suspect(rest.get("suspect", Suspect.NONE)),
    )
