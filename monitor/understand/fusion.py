"""Words and stars weighed together: agreement makes sure, contradiction is shown as such."""

from __future__ import annotations

from monitor.understand.reading import Reading
from monitor.verdict import Sentiment

DOUBT = 0.5
"""Words read with less confidence than this do not contradict the stars."""
STARS_WEIGHT = 0.6

SIDES = {Sentiment.POSITIVE: "good", Sentiment.NEGATIVE: "bad"}


def fuse(words: Reading, stars: Reading) -> Reading:
    """One reading out of two, with the reasons of both.

    Without stars the words decide, and without readable words the stars. Three stars lean on
    the words. Where both take a side they either agree, or it is MIXED.
    """
    reasons = stars.reasons + words.reasons
    if not reasons:
        return Reading(Sentiment.UNKNOWN, 0.0, 0.0, ("There is too little to go by.",))
    if stars.sentiment is Sentiment.UNKNOWN:
        return Reading(words.sentiment, words.score, words.confidence, reasons)
    if words.sentiment is Sentiment.UNKNOWN:
        return Reading(stars.sentiment, stars.score, stars.confidence, reasons)
    if stars.sentiment is Sentiment.NEUTRAL:
        return _lean(words, stars, reasons)
    if words.sentiment is stars.sentiment:
        sure = 1.0 - (1.0 - words.confidence) * (1.0 - stars.confidence)
        return Reading(stars.sentiment, _blend(words, stars), sure, reasons)
    if words.sentiment in SIDES:
        return _contradict(words, stars, reasons)
    if words.sentiment is Sentiment.MIXED and abs(stars.score) < 1.0:
        return Reading(Sentiment.MIXED, _blend(words, stars), words.confidence, reasons)
    return Reading(stars.sentiment, _blend(words, stars), stars.confidence * 0.9, reasons)


def _lean(words: Reading, stars: Reading, reasons: tuple[str, ...]) -> Reading:
    """Three stars: the words decide, a little less loudly."""
    if words.sentiment is Sentiment.NEUTRAL:
        sure = 1.0 - (1.0 - words.confidence) * (1.0 - stars.confidence)
        return Reading(Sentiment.NEUTRAL, _blend(words, stars), sure, reasons)
    leaning = "Three stars can mean either, so the words decide."
    return Reading(words.sentiment, words.score * 0.7, words.confidence * 0.9, (*reasons, leaning))


def _contradict(words: Reading, stars: Reading, reasons: tuple[str, ...]) -> Reading:
    wording = SIDES[words.sentiment]
    if words.confidence < DOUBT:
        faint = f"The words sound slightly {wording}, too faintly to count against the stars."
        return Reading(
            stars.sentiment, _blend(words, stars), stars.confidence * 0.75, (*reasons, faint)
        )
    clash = f"The stars are {SIDES[stars.sentiment]}, but the words sound {wording}."
    return Reading(
        Sentiment.MIXED,
        _blend(words, stars),
        min(words.confidence, stars.confidence),
        (clash, *reasons),
    )


def _blend(words: Reading, stars: Reading) -> float:
    return STARS_WEIGHT * stars.score + (1.0 - STARS_WEIGHT) * words.score
