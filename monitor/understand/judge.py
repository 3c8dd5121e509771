"""Everything that reads an item for one shop: its own words, and the engine it chose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.mention import Item
from monitor.shop_words import NO_WORDS, ShopWords
from monitor.understand.classify import chain, classify
from monitor.understand.feeling import Feeling, label
from monitor.understand.second_look import Look
from monitor.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Judge:
    """Reads for a shop with these ``words``; ``feeling`` reads the sentiment, if it is there;
    ``look`` says when it looks twice (``classify``)."""

    words: ShopWords = NO_WORDS
    feeling: Feeling | None = None
    look: Look = Look.NEVER

    @property
    def engine(self) -> str:
        """What ``Verdict.engine`` says of all that is read so."""
        return label(chain(self.look), self.words, self.feeling)

    def text(
        self, text: str | None, stars: float | None, lang: str | None, at: datetime
    ) -> Verdict:
        """What ``text`` and ``stars`` say; ``lang`` is only a hint."""
        return classify(
            text, stars, lang, at, shop=self.words, feeling=self.feeling, look=self.look
        )

    def item(self, item: Item, lang: str | None, at: datetime) -> Verdict:
        """What ``item`` says; ``lang`` is expected where the site states no language."""
        stars = item.rating.stars if item.rating is not None else None
        return self.text(item.words or None, stars, item.lang or lang, at)
