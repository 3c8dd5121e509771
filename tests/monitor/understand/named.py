"""What the lists hear in a text, as the tests look at it."""

from __future__ import annotations

from monitor.shop_words import NO_WORDS, ShopWords
from monitor.understand import aspects
from monitor.understand.passage import prepare
from monitor.verdict import AspectFinding


def named(text: str, lang: str = "en", shop: ShopWords = NO_WORDS) -> tuple[AspectFinding, ...]:
    """The findings of ``text``, before anybody weighs them."""
    return tuple(each.finding for each in aspects.read(prepare(text), lang, shop).named)
