"""Does a reply to a complaint answer it at all?

A reply that owns the matter, agrees, asks or names a next step has answered, in whatever
words. One that does none of this is held against the review: where it hardly shares a word
with it, the point is ignored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from monitor.reply.pattern import fold
from monitor.reply.review import Review
from monitor.reply.rules import Cue, Language
from monitor.reply.spans import Span

ANSWERS = frozenset[Cue](
    {
        "acknowledge_specific",
        "own_it",
        "empathy",
        "next_step",
        "offline_contact",
        "clarifying_question",
        "fact_correction",
        "boundaries",
        "share_with_team",
    }
)
"""What takes up a complaint, in whatever words; thanks, regrets and greetings do not."""

_STEM = 5
_ENOUGH = 3
"""A review with fewer telling words than this has no point that could be ignored."""

_AT_LENGTH = 25
"""From so many words on, a mere sorry does not make up for saying nothing about the point."""

_SET_PHRASES = frozenset({"boilerplate", "corporate_speak"})
_MOSTLY = 0.4

_WORD = re.compile(r"[^\W\d_]{3,40}")


def spans(text: str, review: Review, known: Language, cues: frozenset[Cue]) -> Iterator[Span]:
    """One finding over the whole reply, or none. Languages without cues get none."""
    if not (review.complaint and review.text and known.cues):
        return
    theirs = stems(review.text, known)
    if len(theirs) < _ENOUGH or cues & ANSWERS:
        return
    shared = len(theirs & stems(text, known))
    merely_sorry = "apologise" in cues and len(text.split()) < _AT_LENGTH
    if shared == 0 or (shared == 1 and not merely_sorry):
        yield Span("ignores_point", 0, len(text))


def empty(text: str, review: Review, noticed: Iterable[Span]) -> Iterator[Span]:
    """One finding where little but set phrases is said to a complaint, in any language."""
    letters = sum(span.end - span.start for span in noticed if span.move in _SET_PHRASES)
    if review.complaint and letters > _MOSTLY * len(text):
        yield Span("ignores_point", 0, len(text))


def stems(text: str, known: Language) -> frozenset[str]:
    """The telling words of ``text``, cut to their first letters, so that forms of one word meet."""
    words = (match.group().casefold() for match in _WORD.finditer(fold(text)))
    return frozenset(word[:_STEM] for word in words if word not in known.stopwords)
