"""What must reach the owner at once: harm, discrimination, privacy, law, threats, children.

Recall before precision, so the lists of every language that is written in the letters of a text
are looked through, whatever language it seems to be in: people mix languages, and the guess may
be wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from monitor.understand import lexicon, scripts
from monitor.understand.passage import Passage
from monitor.understand.phrases import Phrases
from monitor.understand.prefixes import JOINING, Unjoined
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


LATIN = ("latin",)
WRITTEN = {"he": ("hebrew",), "kk": ("cyrillic", "latin"), "ru": ("cyrillic",)}
"""The letters of each list, as ``scripts`` calls them; ``LATIN`` where not named here."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """The most urgent matter, with a reason for each one touched, and the ``places`` among the
    words of the text of what raised it."""

    urgency: Urgency = Urgency.NONE
    reasons: tuple[str, ...] = ()
    places: tuple[range, ...] = ()


def read(passage: Passage) -> Alarm:
    """The matter that ``passage`` raises, in whatever language."""
    words = passage.words
    said: dict[Urgency, str] = {}
    places = []
    for script in scripts.letters(passage.text):
        phrases, unjoined = _lists(script)
        for hit in phrases.find(unjoined.apply(passage.folded) if unjoined else passage.folded):
            places.append(range(hit.start, hit.end))
            for urgency in hit.meanings:
                said.setdefault(urgency, passage.quote(words[hit.start : hit.end]))
    raised = [urgency for urgency in ORDER if urgency in said]
    if not raised:
        return Alarm()
    reasons = (f"Urgent: “{said[each]}” may be about {TITLES[each]}." for each in raised)
    return Alarm(raised[0], tuple(reasons), tuple(places))


def _terms(script: str) -> Iterator[tuple[str, Urgency]]:
    codes = (code for code in lexicon.languages() if script in WRITTEN.get(code, LATIN))
    tables = [lexicon.table("urgency", code) or {} for code in codes]
    # What only sounds grave comes first: of two readings of the same words the first is believed.
    for harmless in (True, False):
        for table in tables:
            for name, listed in table.items():
                if (Urgency(name) is Urgency.NONE) is harmless:
                    for term in lexicon.folded(listed):
                        yield term, Urgency(name)


@cache
def _lists(script: str) -> tuple[Phrases[Urgency], Unjoined | None]:
    phrases = Phrases(_terms(script))
    joins = script in WRITTEN[JOINING]
    return phrases, Unjoined(phrases.knows) if joins else None
