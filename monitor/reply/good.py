"""What a reply does well, so that the owner learns from what is right, too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from monitor.draft import Finding, Severity
from monitor.reply.names import display_name
from monitor.reply.pattern import Sentence, fold
from monitor.reply.reading import Reading
from monitor.reply.review import Review
from monitor.reply.rules import Cue, language, moves
from monitor.reply.spans import blank_quotations

MOVES = (
    "thank",
    "name",
    "acknowledge_specific",
    "own_it",
    "apologise",
    "empathy",
    "brief_explanation",
    "next_step",
    "offline_contact",
    "invite_back",
    "sign",
    "clarifying_question",
    "fact_correction",
    "boundaries",
    "share_with_team",
)
"""The good moves by name, in the order in which a good answer makes them."""

_SIGNED_WORDS = 6
"""A signature has no more words than this."""
_SIGNED_IN = 2
"""A name and a role are a signature in so many of the last sentences."""
_LINE = re.compile(r"[^\n]+")
_SPOILT: dict[str, frozenset[str]] = {
    "apologise": frozenset({"nonapology"}),
    "empathy": frozenset({"sarcasm", "nonapology"}),
    "thank": frozenset({"sarcasm"}),
    "clarifying_question": frozenset({"rhetorical_question", "sarcasm"}),
    "brief_explanation": frozenset({"excuse"}),
    "invite_back": frozenset({"bribe", "upsell"}),
    "fact_correction": frozenset({"denial", "blame_customer"}),
    "boundaries": frozenset({"legal_threat", "insult"}),
    "share_with_team": frozenset({"staff_blame"}),
}
"""Which defensive move in the same sentence takes the good out of a good one."""
_WHOLE = frozenset[Cue]({"next_step"})
"""Good only in a sentence that may stay: free soup for five stars is no step towards anybody."""


def good_moves(
    reply: str, *, lang: str, review: Review, findings: tuple[Finding, ...] = ()
) -> tuple[str, ...]:
    """The good moves of ``reply``, by name, in the order of ``MOVES``.

    ``findings`` are the linter's: a sentence in which it noticed an apology that is none is
    not counted as an apology. A language without cues shows only the name and the signature.
    """
    text = blank_quotations(fold(reply))
    known = language(lang)
    seen = set(_by_code(text, review))
    if known is not None:
        reading = Reading(text, known, review)
        seen |= set(_by_words(reading, findings))
        if reading.shared:
            seen.add("acknowledge_specific")
    return tuple(move for move in MOVES if move in seen)


def _by_code(text: str, review: Review) -> Iterator[str]:
    name = display_name(review.author)
    if name is not None and re.search(rf"(?<!\w){re.escape(fold(name))}", text, re.IGNORECASE):
        yield "name"
    lines = [line.group() for line in _LINE.finditer(text) if line.group().strip()]
    if len(lines) > 1 and 0 < len(lines[-1].split()) <= _SIGNED_WORDS:
        yield "sign"


def _by_words(reading: Reading, findings: tuple[Finding, ...]) -> Iterator[Cue]:
    for at, (sentence, cues) in enumerate(reading.cues_of.items()):
        last = at >= len(reading.within) - _SIGNED_IN
        for cue in cues:
            spoilt = _harmful() if cue in _WHOLE else _SPOILT.get(cue, frozenset())
            if not _touched(sentence, findings, spoilt) and (last or cue != "sign"):
                yield cue


@cache
def _harmful() -> frozenset[str]:
    return frozenset(name for name, one in moves().items() if one.severity is not Severity.WARN)


def _touched(place: Sentence, findings: tuple[Finding, ...], spoilt: frozenset[str]) -> bool:
    return any(
        one.move in spoilt and one.start < place.end and place.start < one.end for one in findings
    )
