"""Does a reply to a complaint answer it at all?

A reply that owns the matter, agrees, asks or names a next step has answered, in whatever
words. One that does none of this, however kindly it thanks and regrets, has not: it ignores
the point, or explains it away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from monitor.reply.pattern import Sentence, fold, sentences
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

MANNERS: tuple[Cue, ...] = ("thank", "apologise", "invite_back", "sign")

_STEM = 5
_ENOUGH = 2
"""A review with fewer telling words than this has no point that could be ignored."""

_TOUCHED = 2
"""From so many words shared with the review, a reply speaks of the point, if only to explain."""

_BRIEF = 25
"""Below so many words, a mere sorry about the point will do."""

SET_PHRASES = frozenset({"boilerplate", "corporate_speak", "upsell"})
_MOSTLY = 0.4

_WORD = re.compile(r"[^\W\d_]{3,40}")


def spans(text: str, review: Review, known: Language, cues: frozenset[Cue]) -> Iterator[Span]:
    """One finding over what stands where an answer should, or none.

    It is an excuse where the reply speaks of the point without taking it up in any way.
    Languages without cues get none.
    """
    if not (review.complaint and review.text and known.cues):
        return
    theirs = stems(review.text, known)
    if len(theirs) < _ENOUGH or cues & ANSWERS:
        return
    shared = len(theirs & stems(text, known))
    if shared and "apologise" in cues and len(text.split()) < _BRIEF:
        return
    bare = [one for one in sentences(text) if not _mere_manners(text, one, known)]
    if bare:
        move = "excuse" if shared >= _TOUCHED else "ignores_point"
        yield Span(move, bare[0].start, bare[-1].end)
    elif not shared or "apologise" not in cues:
        yield Span("ignores_point", 0, len(text))


def _mere_manners(text: str, sentence: Sentence, known: Language) -> bool:
    """Greetings, thanks, regrets and signatures: they answer nothing, but nor do they harm."""
    words = len(text[slice(*sentence)].split())
    manners = (known.cues[cue] for cue in MANNERS if cue in known.cues)
    return words < 2 or any(finder.occurs(text, [sentence]) for finder in manners)


def empty(text: str, review: Review, noticed: Iterable[Span]) -> Iterator[Span]:
    """One finding where little but set phrases is said to a complaint, in any language."""
    letters = sum(span.end - span.start for span in noticed if span.move in SET_PHRASES)
    if review.complaint and letters > _MOSTLY * len(text):
        yield Span("ignores_point", 0, len(text))


def stems(text: str, known: Language) -> frozenset[str]:
    """The telling words of ``text``, cut to their first letters, so that forms of one word meet."""
    words = (match.group().casefold() for match in _WORD.finditer(fold(text)))
    return frozenset(word[:_STEM] for word in words if word not in known.stopwords)
