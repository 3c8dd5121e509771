"""Made-up reviews for the benchmarks: about 47 words each, the same ones at every run."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate

from monitor.mention import Author, Item, Kind, Precision, Rating
from monitor.store.rows import NewMention
from monitor.verdict import AspectFinding, Polarity, Sentiment, Verdict

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

HISTORY = timedelta(days=3650)
"""Reviews are spread evenly over ten years."""

SYLLABLES = ("ka", "re", "mo", "ti", "shu", "lan", "per", "dou", "vi", "no", "sta", "gel")
FEELINGS = (Sentiment.NEGATIVE, Sentiment.NEUTRAL, Sentiment.MIXED, Sentiment.POSITIVE)


def vocabulary(dice: random.Random, size: int = 8000) -> list[str]:
    """Words of two to four syllables."""
    return ["".join(dice.choices(SYLLABLES, k=dice.randint(2, 4))) for _ in range(size)]


def reviews(count: int) -> Iterator[NewMention]:
    """``count`` reviews, oldest first, over ten years, one source and two branches."""
    dice = random.Random(47)
    words = vocabulary(dice)
    # Few words are common and many rare, as in any language.
    weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    for index in range(count):
        written = NOW - HISTORY * ((count - 1 - index) / count)
        yield _review(
            index, " ".join(dice.choices(words, cum_weights=weights, k=47)), written, dice
        )


def _review(index: int, text: str, written: datetime, dice: random.Random) -> NewMention:
    stars = dice.choice((1, 2, 3, 4, 5, 5, 5))
    item = Item(
        id=f"review-{index:08}",
        kind=Kind.REVIEW,
        author=Author(name=f"{text[:8].title()} {index % 997}"),
        rating=Rating(stars),
        title=text[:24],
        text=text,
        published_at=written,
        precision=Precision.INSTANT,
        url=f"https://reviews.example/shop/{index}",
        lang="en",
    )
    verdict = Verdict(
        sentiment=FEELINGS[min(stars - 1, 3)],
        score=(stars - 3) / 2,
        confidence=0.8,
        lang="en",
        aspects=(AspectFinding("service", Polarity.NEUTRAL, text[:20]),),
        reasons=(f"{stars} stars.",),
        engine="bench",
    )
    place = ("Harbour", "Market")[index % 2]
    day: date = written.date()
    return NewMention("reviews", item, verdict, place, day, NOW)
