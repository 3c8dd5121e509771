"""What stars mean for an answer, on the scale of one to five."""

from monitor.mention import Item
from monitor.verdict import Sentiment, Verdict

COMPLAINT_STARS = 3.0
"""Up to so many stars, a review is read as a complaint."""

FULL_STARS = 4.75
"""From so many stars on, nothing is taken for a wish or a complaint beside praise."""


def content(item: Item, verdict: Verdict) -> bool:
    """Whether stars and words are glad alike."""
    full = item.stars is not None and item.stars >= FULL_STARS
    return full and verdict.sentiment is Sentiment.POSITIVE
