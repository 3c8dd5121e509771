"""Whether the owner is asked what happened before a review is answered."""

from __future__ import annotations

from monitor.config import Shop
from monitor.mention import Mention
from monitor.reply.hold import matter
from monitor.reply.stars import COMPLAINT_STARS
from monitor.verdict import Sentiment


def asks_what_happened(mention: Mention, shop: Shop) -> bool:
    """True for an ordinary complaint in words.

    Grave matters are the owner's own from the start, and get no word about what happened.
    """
    stars = mention.item.stars
    unhappy = mention.verdict.sentiment in (Sentiment.NEGATIVE, Sentiment.MIXED)
    complaint = unhappy or (stars is not None and stars <= COMPLAINT_STARS)
    return complaint and bool(mention.item.words.strip()) and matter(mention, shop.name) is None
