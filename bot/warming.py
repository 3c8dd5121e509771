"""Reads what drafting and checking need before the first draft is asked for.

Tables, models and patterns of a language are read when they are first needed, which takes about
a second: as long as nobody waits for it, nobody minds.
"""

from __future__ import annotations

from datetime import datetime

from bot.editing import language_of
from monitor.config import Shop
from monitor.mention import Item, Kind, Mention, Rating, Status
from monitor.reply.compose import compose
from monitor.verdict import Sentiment, Verdict

_BAD = "The bread was stale and I waited an hour."


def warm(shop: Shop, now: datetime) -> None:
    """Draft something in each of the shop's languages, and throw it away."""
    item = Item("warm", Kind.REVIEW, rating=Rating(1), text=_BAD)
    for lang in shop.languages:
        verdict = Verdict(Sentiment.NEGATIVE, -1.0, 1.0, lang=lang)
        mention = Mention(0, "warm", item, verdict, Status.OPEN, now, now, now.date())
        compose(mention, shop, now)
    language_of(_BAD, "en")
