"""What of a reply to a complaint answers it, and what does not.

A sentence that owns the matter, agrees, asks or names a next step answers, in whatever words;
thanks, regrets and greetings do no harm; the rest is bare: it may explain kindly or argue.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from monitor.draft import Route
from monitor.reply.marks import MOST_WORDS
from monitor.reply.pattern import Sentence
from monitor.reply.reading import Reading
from monitor.reply.review import Review
from monitor.reply.rules import Cue
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
"""What takes up a complaint."""
_DOUBTFUL = frozenset[Cue]({"clarifying_question"})
"""A question with a hint in it argues."""
MANNERS = frozenset[Cue]({"thank", "apologise", "invite_back", "sign"})
"""What is only polite."""
_SYMPATHY = frozenset[Cue]({"apologise", "empathy", "thank"})
_REACH = frozenset[Cue]({"offline_contact", "clarifying_question"})
UNANSWERED = "ignores_point"
"""The move of a reply that takes the complaint nowhere up."""
SET_PHRASES = frozenset({"boilerplate", "corporate_speak", "upsell"})
"""Moves whose sentences are no answer, however much they sound like one."""

_ENOUGH = 2
"""A review with fewer telling words than this has no point that could be ignored."""
_TOUCHED = 2
"""From so many words shared with the review, a reply speaks of the point, if only to explain."""
_MOSTLY = 0.4
_BRIEF = 25


def answerable(reading: Reading) -> bool:
    """Whether the review has a point, and the language cues enough to see it answered."""
    asked = reading.review.complaint and len(reading.complained_of) >= _ENOUGH
    return asked and bool(reading.known.cues)


def excused(reading: Reading) -> bool:
    """Whether the points need no answer in public.

    No honest review has any; and where somebody came to harm, sympathy and a way to talk is all
    that should be said.
    """
    if reading.review.route is not Route.HOLD:
        return reading.review.route is Route.FLAG
    return bool(reading.cues & _SYMPATHY and reading.cues & _REACH)


def merely_sorry(reading: Reading) -> bool:
    """Whether this is a short word of regret about the point, which does as an answer."""
    said = sum(map(reading.words, reading.within))
    return said < _BRIEF and "apologise" in reading.cues and reading.shared > 0


def merely_polite(reading: Reading) -> bool:
    """Whether this only thanks, greets and takes leave, which is no answer to a complaint."""
    said = [kind for one, kind in reading.cues_of.items() if reading.words(one) > 1]
    return bool(said) and all(kind and kind <= MANNERS - {"apologise"} for kind in said)


def bare(reading: Reading, hints: Iterable[Span]) -> list[Sentence]:
    """The sentences that neither answer nor are merely polite, and those that ``hints`` are in."""
    hinted = [hint.start for hint in hints]
    found = []
    for sentence in reading.within:
        kind = reading.cues_of[sentence]
        spoken = reading.words(sentence) > 1 and not kind & (ANSWERS | MANNERS)
        suspect = any(sentence.start <= at < sentence.end for at in hinted)
        if spoken or (suspect and not kind & ANSWERS - _DOUBTFUL):
            found.append(sentence)
    return found


def spans(reading: Reading, unanswered: Sequence[Sentence]) -> Iterator[Span]:
    """One finding over the longest part of ``unanswered``, or over the whole reply without any.

    It is an excuse where the reply speaks of the point without taking it up.
    """
    move = "excuse" if reading.shared >= _TOUCHED else UNANSWERED
    if unanswered:
        part = max(_parts(reading, unanswered), key=lambda one: sum(map(reading.words, one)))
        yield Span(move, part[0].start, part[-1].end)
    elif reading.text:
        yield Span(UNANSWERED, 0, len(reading.text))


def _parts(reading: Reading, unanswered: Sequence[Sentence]) -> list[list[Sentence]]:
    """The sentences that follow one another: an apology between two others shall stay."""
    parts: list[list[Sentence]] = [[]]
    for sentence in reading.within:
        if sentence in unanswered:
            parts[-1].append(sentence)
        elif parts[-1]:
            parts.append([])
    return [part for part in parts if part]


def long_winded(reading: Reading) -> Iterator[Span]:
    """One finding over a complaint's answer that goes on and on before it owns anything."""
    said, first = 0, frozenset[Cue]()
    for sentence in reading.within:
        first |= reading.cues_of[sentence] if said < MOST_WORDS // 2 else frozenset()
        said += reading.words(sentence)
    if reading.review.complaint and said > MOST_WORDS and "own_it" not in first:
        yield Span("excuse", 0, len(reading.text))


def empty(text: str, review: Review, noticed: Iterable[Span]) -> Iterator[Span]:
    """One finding where little but set phrases is said to a complaint, in any language."""
    letters = sum(span.end - span.start for span in noticed if span.move in SET_PHRASES)
    if review.complaint and letters > _MOSTLY * len(text):
        yield Span(UNANSWERED, 0, len(text))
