"""What kind of answer a review asks for."""

from __future__ import annotations

from enum import Enum, auto

from monitor.mention import Mention
from monitor.reply.clauses import SORE
from monitor.reply.points import Points
from monitor.reply.stars import COMPLAINT_STARS, FULL_STARS
from monitor.reply.topics import known
from monitor.verdict import Sentiment


class Tone(Enum):
    """What kind of answer a review asks for."""

    PRAISE = auto()
    MIXED = auto()
    COMPLAINT = auto()
    NEUTRAL = auto()


def tone_of(mention: Mention, points: Points) -> Tone:
    """What kind of answer ``mention`` asks for, by its verdict, its stars and its points.

    Full stars over words that only complain are not thanked for as praise; a wish beside the
    praise of a content customer is not apologised for.
    """
    stars = mention.item.stars
    sentiment = mention.verdict.sentiment
    praised = bool(points.liked) or known().praises(points.praise)
    if stars is None:
        if mention.verdict.question and not points.complaint and not praised:
            # Who merely asks is neither sorry nor glad, whatever their words sound like.
            return Tone.NEUTRAL
        unrated = {Sentiment.NEGATIVE: Tone.COMPLAINT, Sentiment.POSITIVE: Tone.PRAISE}
        return unrated.get(sentiment, Tone.NEUTRAL)
    if stars < COMPLAINT_STARS:
        return Tone.COMPLAINT
    if stars <= COMPLAINT_STARS:
        return _halfway(mention, points, praised)
    if not praised and (sentiment is Sentiment.NEGATIVE or len(points.complaint) > 1):
        return Tone.COMPLAINT
    if sentiment is Sentiment.NEGATIVE or (stars < FULL_STARS and _weighs(points)):
        return Tone.MIXED
    return Tone.MIXED if sentiment is Sentiment.MIXED and not praised else Tone.PRAISE


def _halfway(mention: Mention, points: Points, praised: bool) -> Tone:
    """The same for who is neither content nor discontent by the stars: of "average cut, average
    price" or "quiet driver, normal fare" there is nothing to be sorry for."""
    sentiment = mention.verdict.sentiment
    if points.complaint or (praised and sentiment in (Sentiment.NEGATIVE, Sentiment.MIXED)):
        return Tone.MIXED if praised or sentiment is not Sentiment.NEGATIVE else Tone.COMPLAINT
    sore = sentiment is Sentiment.NEGATIVE and mention.verdict.confidence >= SORE
    return Tone.COMPLAINT if sore else Tone.NEUTRAL


def _weighs(points: Points) -> bool:
    """Whether what is complained of is more than a wish: two things, or one and how much it cost
    or how long it took. What is told as the only grumble is none."""
    if points.grumble:
        return False
    return len(points.complaint) > 1 or bool(points.complaint and points.figures)
