"""Which reviews a draft must not simply answer.

Urgent matters are the owner's to decide. The verdict tells of most; this looks a second
time, because a draft that admits or denies an injury cannot be taken back.
"""

from __future__ import annotations

from dataclasses import dataclass

from monitor.draft import Route
from monitor.mention import Mention
from monitor.reply import topics
from monitor.verdict import Sentiment, Urgency

INJECTION = "injection"
ABUSE = "abuse"
SPAM = "spam"


@dataclass(frozen=True, slots=True)
class Matter:
    """Why a review is not simply answered: an ``Urgency`` value, "injection", "abuse" or "spam"."""

    name: str
    route: Route


def matter(mention: Mention) -> Matter | None:
    """The gravest reason not to answer as usual, or None.

    What an author writes as their name is read as well: orders to a program hide there too.
    """
    item, verdict = mention.item, mention.verdict
    signed = "\n".join(part for part in (item.author.name, item.words) if part)
    if verdict.urgency is not Urgency.NONE:
        return Matter(verdict.urgency.value, Route.HOLD)
    for known in map(topics.topics, _to_search(verdict.lang)):
        grave = topics.found(known.grave, item.words)
        if grave:
            return Matter(min(grave, key=_by_weight), Route.HOLD)
    every = [topics.topics(code) for code in topics.languages()]
    if _looks_like_markup(signed) or any(topics.found(one.injection, signed) for one in every):
        return Matter(INJECTION, Route.HOLD)
    unkind = verdict.sentiment is not Sentiment.POSITIVE
    for known in every:
        if unkind and topics.found(known.abuse, item.words):
            return Matter(ABUSE, Route.FLAG)
        if topics.found(known.spam, item.words):
            return Matter(SPAM, Route.FLAG)
    return None


def _to_search(lang: str) -> tuple[str, ...]:
    """The review's language where it is known to us, or else every one."""
    every = topics.languages()
    return (lang,) if lang in every else every


def _by_weight(name: str) -> int:
    return [urgency.value for urgency in Urgency].index(name)


def _looks_like_markup(text: str) -> bool:
    """Tags and role markers have no place in a review."""
    lowered = text.casefold()
    marks = ("</", "<system", "<|", "[inst]", "system:", "assistant:", "### instruction")
    return any(mark in lowered for mark in marks)
