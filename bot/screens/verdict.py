"""What a text says, in a few lines for the owner: what hurt, what pleased, who is named, what is
asked for. So a review in a language that the owner does not read can be understood at a glance.

All of it is how goodword read the words, and some a guess; what is a guess says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.screens.markup import inline
from bot.screens.words import aspect_name, pleasing_name
from monitor.verdict import Polarity, ResourceLost, Sentiment, Suspect, Verdict

HURT = "What hurt: {aspects}"
PLEASED = "What pleased: {aspects}"
COST = {
    ResourceLost.TIME: "It cost them time.",
    ResourceLost.MONEY: "It cost them money.",
    ResourceLost.BOTH: "It cost them time and money.",
}
KINDNESS = "A kindness they did not expect: “{words}”"
NAMED = "They name: {names}"
MONEY_BACK, ANSWER = "They ask for their money back.", "They ask to hear from you."
COMES_BACK = "They come back, or say that they will."
DOUBTS = {
    Suspect.SPAM: "This may be spam.",
    Suspect.ABUSE: "This may be mere abuse.",
    Suspect.WRONG_BUSINESS: "This may be meant for another shop.",
}
READ_AS = {
    Sentiment.POSITIVE: "Read as happy: {reasons}",
    Sentiment.NEGATIVE: "Read as unhappy: {reasons}",
    Sentiment.NEUTRAL: "Read as neither happy nor unhappy: {reasons}",
    Sentiment.MIXED: "Good and bad at once: {reasons}",
    Sentiment.UNKNOWN: "Not understood: {reasons}",
}

ASPECTS_SHOWN = 6
NAMES_SHOWN = 4
REASONS_SHOWN = 4


def said(verdict: Verdict) -> list[str]:
    """What goes on every card; nothing about what was not said."""
    lines = (
        DOUBTS.get(verdict.suspect, ""),
        _hurt(verdict),
        _pleased(verdict),
        KINDNESS.format(words=inline(verdict.delight, 120)) if verdict.delight else "",
        " ".join(_wishes(verdict)),
        _named(verdict),
        COMES_BACK if verdict.returning else "",
    )
    return [line for line in lines if line]


def why(verdict: Verdict) -> str:
    """How it was read and by what, guesses with their cues among it; or nothing."""
    reasons = " ".join(inline(reason, 200) for reason in verdict.reasons[:REASONS_SHOWN])
    return READ_AS[verdict.sentiment].format(reasons=reasons) if reasons else ""


def _hurt(verdict: Verdict) -> str:
    """The unhappy aspects, each once, and what they cost; or nothing."""
    hurt = [inline(aspect_name(aspect), 40) for aspect in _aspects(verdict, Polarity.NEGATIVE)]
    if not hurt:
        return ""
    cost = COST.get(verdict.resource_lost)
    return HURT.format(aspects=", ".join(hurt)) + (f". {cost}" if cost else "")


def _pleased(verdict: Verdict) -> str:
    names = [inline(pleasing_name(aspect), 40) for aspect in _aspects(verdict, Polarity.POSITIVE)]
    return PLEASED.format(aspects=", ".join(names)) if names else ""


def _aspects(verdict: Verdict, polarity: Polarity) -> list[str]:
    found = (each.aspect for each in verdict.aspects if each.polarity is polarity)
    return list(dict.fromkeys(found))[:ASPECTS_SHOWN]


def _wishes(verdict: Verdict) -> Iterator[str]:
    if verdict.asks_refund:
        yield MONEY_BACK
    if verdict.asks_contact:
        yield ANSWER


def _named(verdict: Verdict) -> str:
    names = [inline(name, 40) for name in verdict.staff[:NAMES_SHOWN]]
    return NAMED.format(names=", ".join(names)) if names else ""
