"""Words and stars weighed together: agreement makes sure, a contradiction is always told."""

from __future__ import annotations

from monitor.understand.reading import Reading
from monitor.verdict import Sentiment

CLEAR = 0.9
"""Only words read as surely as this stand against the stars. On 774 reviews met for the first time
(docs/model.md) nine of ten such readings were right, and six of ten below .8; a rating is a
slip less often than that."""
STARS_WEIGHT = 0.6
COIN = 0.5
"""A side told with less confidence than this says nothing."""

SIDES = {Sentiment.POSITIVE: "good", Sentiment.NEGATIVE: "bad"}


def fuse(words: Reading, stars: Reading) -> Reading:
    """One reading out of two, with the reasons of both.

    Without stars the words decide, and without readable words the stars. Three stars lean on
    the words. Where they take opposite sides both are told; clear words make it MIXED, others leave
    the stars their say and cost confidence.
    """
    reasons = stars.reasons + words.reasons
    if not reasons:
        return Reading(Sentiment.UNKNOWN, 0.0, 0.0, ("There is too little to go by.",))
    if stars.sentiment is Sentiment.UNKNOWN:
        return Reading(words.sentiment, words.score, words.confidence, reasons)
    if words.sentiment is Sentiment.UNKNOWN:
        return Reading(stars.sentiment, stars.score, stars.confidence, reasons)
    if words.sentiment is stars.sentiment:
        sure = 1.0 - (1.0 - words.confidence) * (1.0 - stars.confidence)
        return Reading(stars.sentiment, _blend(words, stars), sure, reasons)
    if stars.sentiment is Sentiment.NEUTRAL:
        return _lean(words, reasons)
    if words.sentiment in SIDES:
        return _contradict(words, stars, reasons)
    if words.sentiment is Sentiment.MIXED and abs(stars.score) < 1.0:
        return Reading(Sentiment.MIXED, _blend(words, stars), words.confidence, reasons)
    return Reading(stars.sentiment, _blend(words, stars), stars.confidence * 0.9, reasons)


def _lean(words: Reading, reasons: tuple[str, ...]) -> Reading:
    """Three stars: the words decide, a little less loudly."""
    leaning = "Three stars can mean either, so the words decide."
    return Reading(words.sentiment, words.score * 0.7, words.confidence * 0.9, (*reasons, leaning))


def _contradict(words: Reading, stars: Reading, reasons: tuple[str, ...]) -> Reading:
    rated, worded = SIDES[stars.sentiment], SIDES[words.sentiment]
    score = _blend(words, stars)
    if words.confidence >= CLEAR:
        clash = f"The stars are {rated}, but the words sound {worded}."
        sure = min(words.confidence, stars.confidence)
        return Reading(Sentiment.MIXED, score, sure, (clash, *reasons))
    clash = f"The stars are {rated}; the words may sound {worded}, but not so surely."
    return Reading(stars.sentiment, score, _against(stars, words), (clash, *reasons))


def _against(stars: Reading, words: Reading) -> float:
    """How likely the stars are right where two witnesses that know nothing of each other differ."""
    heard = max(words.confidence, COIN)
    right = stars.confidence * (1.0 - heard)
    wrong = (1.0 - stars.confidence) * heard
    return right / (right + wrong)


def _blend(words: Reading, stars: Reading) -> float:
    return STARS_WEIGHT * stars.score + (1.0 - STARS_WEIGHT) * words.score
