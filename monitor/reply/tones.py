"""What kind of answer a review asks for."""

from __future__ import annotations

from enum import Enum, auto

from monitor.mention import Mention
from monitor.reply.points import Points
from monitor.reply.review import COMPLAINT_STARS
from monitor.verdict import Sentiment

FULL_STARS = 4.75
"""From so many stars on, nothing is taken for a wish or a complaint beside praise."""


class Tone(Enum):
    """What kind of answer a review asks for."""

    PRAISE = auto()
    MIXED = auto()
    COMPLAINT = auto()
    NEUTRAL = auto()


def tone_of(mention: Mention, points: Points) -> Tone:
    """What kind of answer ``mention`` asks for, by its verdict, its stars and its points.

    Full stars over words that only complain are not thanked for as praise, and a mixed
    verdict on full stars with praise in it is not apologised for.
    """
    rating = mention.item.rating
    stars = None if rating is None else rating.stars
    sentiment = mention.verdict.sentiment
    if sentiment is Sentiment.NEGATIVE or (stars is not None and stars < COMPLAINT_STARS):
        return Tone.COMPLAINT
    if stars is None:
        return Tone.PRAISE if sentiment is Sentiment.POSITIVE else Tone.NEUTRAL
    if stars <= COMPLAINT_STARS or (len(points.complaint) > 1 and not points.praise):
        return Tone.MIXED
    if sentiment is Sentiment.MIXED and (stars < FULL_STARS or not points.praise):
        return Tone.MIXED
    return Tone.PRAISE
