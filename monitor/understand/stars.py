"""What the stars say on their own."""

from __future__ import annotations

from monitor.understand.reading import UNREAD, Reading
from monitor.verdict import Sentiment

SURE = 0.9
"""One or five stars are seldom a slip; ..."""
LIKELY = 0.75
"""... two or four leave room for doubt; ..."""
HALF = 0.5
"""... and three may mean anything."""


def read(stars: float | None) -> Reading:
    """Read a rating of one to five stars; None, or what lies off that scale, is unread."""
    if stars is None:
        return UNREAD
    if not 1.0 <= stars <= 5.0:
        return Reading(
            Sentiment.UNKNOWN, 0.0, 0.0, ("The rating is not on the scale of one to five stars.",)
        )
    score = (stars - 3.0) / 2.0
    reasons = (f"{stars:g} of 5 stars.",)
    if 2.5 < stars < 3.5:
        return Reading(Sentiment.NEUTRAL, score, HALF, reasons)
    confidence = SURE if abs(score) > 0.75 else LIKELY
    return Reading(
        Sentiment.POSITIVE if score > 0 else Sentiment.NEGATIVE, score, confidence, reasons
    )
