"""What must reach the owner at once: harm, discrimination, privacy, law, threats, children.

Recall before precision, so the lists of every language are looked through whatever language
the text seems to be in: people mix languages, and the guess may be wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from monitor.understand import lexicon
from monitor.understand.letters import fold_term
from monitor.understand.passage import Passage
from monitor.understand.phrases import Phrases
from monitor.understand.prefixes import Unjoined
from monitor.verdict import Urgency

ORDER = (
    Urgency.ALLERGY,
    Urgency.CHILD_SAFETY,
    Urgency.INJURY,
    Urgency.ILLNESS,
    Urgency.THREAT,
    Urgency.DISCRIMINATION,
    Urgency.PRIVACY,
    Urgency.LEGAL,
)
"""Which matter names a text that touches several: the nearest to somebody's body first."""

TITLES = {
    Urgency.ALLERGY: "an allergy",
    Urgency.CHILD_SAFETY: "a child's safety",
    Urgency.INJURY: "an injury",
    Urgency.ILLNESS: "an illness",
    Urgency.THREAT: "a threat",
    Urgency.DISCRIMINATION: "discrimination",
    Urgency.PRIVACY: "privacy",
    Urgency.LEGAL: "the law",
}


@dataclass(frozen=True, slots=True)
class Alarm:
    """The most urgent matter, with a reason for each one touched."""

    urgency: Urgency = Urgency.NONE
    reasons: tuple[str, ...] = ()


def read(passage: Passage) -> Alarm:
    """The matter that ``passage`` raises, in whatever language."""
    words = passage.words
    said: dict[Urgency, str] = {}
    phrases, unjoined = _lists()
    forms = passage.folded if passage.plain.isascii() else unjoined.apply(passage.folded)
    for hit in phrases.find(forms):
        for urgency in hit.meanings:
            said.setdefault(urgency, passage.quote(words[hit.start : hit.end]))
    raised = [urgency for urgency in ORDER if urgency in said]
    if not raised:
        return Alarm()
    reasons = (f"Urgent: “{said[each]}” may be about {TITLES[each]}." for each in raised)
    return Alarm(raised[0], tuple(reasons))


def _terms() -> Iterator[tuple[str, Urgency]]:
    for table in lexicon.read("urgency").values():
        for name, listed in table.items():
            for term in lexicon.terms(listed):
                yield fold_term(term), Urgency(name)


@cache
def _lists() -> tuple[Phrases[Urgency], Unjoined]:
    phrases = Phrases(_terms())
    return phrases, Unjoined(phrases.knows)
