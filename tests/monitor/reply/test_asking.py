"""Only an ordinary complaint in words leads to the question what happened."""

from __future__ import annotations

import pytest

from monitor.reply.asking import asks_what_happened
from monitor.verdict import Sentiment, Urgency
from tests.monitor.reply.mentions import SHOP, mention


@pytest.mark.parametrize(
    ("stars", "text", "feeling", "asks"),
    [
        (1, "The soup was cold.", Sentiment.NEGATIVE, True),
        (3, "The soup was cold.", Sentiment.NEUTRAL, True),
        (4, "Lovely, but the soup was cold.", Sentiment.MIXED, True),
        (None, "The soup was cold.", Sentiment.NEGATIVE, True),
        (5, "Lovely soup.", Sentiment.POSITIVE, False),
        (None, "Lovely soup.", Sentiment.POSITIVE, False),
        (9, "Soup.", Sentiment.NEUTRAL, False),
        (1, "", Sentiment.NEGATIVE, False),
    ],
)
def test_the_owner_is_asked_about_ordinary_complaints(
    stars: float | None, text: str, feeling: Sentiment, asks: bool
) -> None:
    assert asks_what_happened(mention(text, stars, sentiment=feeling), SHOP) is asks


def test_grave_matters_are_the_owners_own() -> None:
    assert not asks_what_happened(mention("It made me ill.", 1, urgency=Urgency.ILLNESS), SHOP)
