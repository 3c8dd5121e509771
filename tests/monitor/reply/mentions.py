"""Mentions as the tests of this room need them."""

from __future__ import annotations

from datetime import UTC, datetime

from monitor.config import Shop
from monitor.mention import Author, Item, Kind, Mention, Rating, Status
from monitor.verdict import AspectFinding, Polarity, Sentiment, Urgency, Verdict

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SHOP = Shop(name="Corner Bakery", signature="Sam, owner", contact="hello@corner.example")


def mention(
    text: str | None,
    stars: float | None = None,
    *,
    sentiment: Sentiment | None = None,
    author: str | None = "Ana",
    lang: str = "en",
    aspects: tuple[AspectFinding, ...] = (),
    urgency: Urgency = Urgency.NONE,
    staff: tuple[str, ...] = (),
    question: bool = False,
    returning: bool = False,
    number: int = 1,
) -> Mention:
    """A stored review; its sentiment follows the stars unless told otherwise."""
    if sentiment is None:
        sentiment = Sentiment.UNKNOWN
        if stars is not None:
            sides = {1: Sentiment.NEGATIVE, 2: Sentiment.NEGATIVE, 3: Sentiment.MIXED}
            sentiment = sides.get(round(stars), Sentiment.POSITIVE)
    verdict = Verdict(
        sentiment,
        0.0,
        0.5,
        lang,
        aspects=aspects,
        urgency=urgency,
        staff=staff,
        question=question,
        returning=returning,
    )
    rating = None if stars is None else Rating(stars)
    item = Item("1", Kind.REVIEW, Author(author), rating, text=text)
    return Mention(number, "test", item, verdict, Status.OPEN, NOW, NOW, NOW.date())


def complaint(aspect: str, quote: str = "") -> AspectFinding:
    """A negative aspect."""
    return AspectFinding(aspect, Polarity.NEGATIVE, quote)


def praise(aspect: str, quote: str = "") -> AspectFinding:
    """A positive aspect."""
    return AspectFinding(aspect, Polarity.POSITIVE, quote)
