"""What a bad visit cost the customer that they can't get back: time, money, or both."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from monitor.understand import lexicon
from monitor.understand.passage import Passage
from monitor.understand.phrases import SHELVES, Phrases
from monitor.verdict import AspectFinding, Polarity, ResourceLost

TIME = frozenset({"wait_time", "opening_hours", "delivery"})
MONEY = frozenset({"price", "payment", "returns_refunds"})
"""Complaints about these cost time or money, whatever their words."""


def lost(passage: Passage, lang: str, findings: Sequence[AspectFinding]) -> ResourceLost:
    """What was lost, by what hurt (``findings``) and by the words of ``lang`` that say so."""
    hurt = {each.aspect for each in findings if each.polarity is Polarity.NEGATIVE}
    told = _told(passage, lang)
    time = ResourceLost.TIME in told or not hurt.isdisjoint(TIME)
    money = ResourceLost.MONEY in told or not hurt.isdisjoint(MONEY)
    if time and money:
        return ResourceLost.BOTH
    if time:
        return ResourceLost.TIME
    return ResourceLost.MONEY if money else ResourceLost.NONE


def _told(passage: Passage, lang: str) -> set[ResourceLost]:
    phrases = _phrases(lang)
    if phrases is None:
        return set()
    return {each for hit in phrases.find(passage.folded) for each in hit.meanings}


@cache
def _phrases(lang: str) -> Phrases[ResourceLost] | None:
    table = lexicon.table("lost", lang)
    if table is None:
        return None
    terms = (
        (term, ResourceLost(name))
        for name, listed in table.items()
        for term in lexicon.folded(listed)
    )
    return Phrases(terms, shelf=SHELVES[lang])
