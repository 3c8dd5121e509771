"""What one part of the chain concludes: the same shape for the words and for the stars."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.verdict import Sentiment


@dataclass(frozen=True, slots=True)
class Reading:
    """``score`` from -1.0 to 1.0, ``confidence`` from 0.0 to 1.0, ``reasons`` plain sentences."""

    sentiment: Sentiment
    score: float
    confidence: float
    reasons: tuple[str, ...] = ()


UNREAD = Reading(Sentiment.UNKNOWN, 0.0, 0.0)
"""Nothing to read, or nothing that could be read."""
