"""Moves told by how a sentence is built, from the small words of a language.

They hold for wordings that no list of phrases foresees: an apology that is taken back at once
("sorry, but ..."), one that hangs on an if, and the customer's own words denied ("the soup was
not cold").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from monitor.reply.ignored import ANSWERS
from monitor.reply.pattern import Finder, Sentence, sentences
from monitor.reply.reading import Reading, stems
from monitor.reply.rules import Language
from monitor.reply.spans import Span

_NEAR = 40
"""An "if" so many characters after the apology belongs to it."""
_WORD = re.compile(r"[^\W\d_]{3,40}")
_STEM = 5
_BESIDE = 2
"""A negation so many words from a word of the review denies it."""


def spans(reading: Reading) -> Iterator[Span]:
    """Findings, none where the language has not listed the words."""
    for at, sentence in enumerate(reading.within):
        following = reading.within[at + 1 : at + 2]
        if _taken_back(reading, sentence, following) or _conditional(reading, sentence):
            yield Span("nonapology", *sentence)


def hints(reading: Reading) -> Iterator[Span]:
    """What may be a denial: it counts where little speaks against it."""
    if reading.review.complaint:
        for sentence in reading.within:
            if _denied(reading, sentence):
                yield Span("denial", *sentence)


def _taken_back(reading: Reading, here: Sentence, following: Sequence[Sentence]) -> bool:
    """Whether an apology is followed by a "but" after which nothing is owned or offered."""
    sorry, contrast = reading.known.cues.get("apologise"), reading.known.words.contrast
    if sorry is None or contrast is None or reading.cues_of[here] & ANSWERS:
        return False
    said = next(sorry.matches(reading.text, [here]), None)
    if said is None or not contrast.occurs(reading.text, [Sentence(said.end, here.end)]):
        return False
    return not any(reading.cues_of[one] & ANSWERS for one in following)


def _conditional(reading: Reading, here: Sentence) -> bool:
    """Whether an apology hangs on an "if" right after it."""
    sorry, conditions = reading.known.cues.get("apologise"), reading.known.words.conditions
    if sorry is None or conditions is None:
        return False
    for said in sorry.matches(reading.text, [here]):
        near = Sentence(said.end, min(here.end, said.end + _NEAR))
        turn = next(conditions.matches(reading.text, [near]), None)
        if turn is not None and not set(reading.text[said.end : turn.start]) & set(",;:–—"):
            return True
    return False


def _denied(reading: Reading, here: Sentence) -> bool:
    """Whether a word of the complaint is denied, with no regret in the sentence."""
    negations, duty = reading.known.words.negations, reading.known.words.duty
    if negations is None or duty is None or not reading.complained_of:
        return False
    if reading.cues_of[here] & (ANSWERS | {"apologise"}) or duty.occurs(reading.text, [here]):
        return False
    theirs = reading.complained_of - _negated_in(reading.theirs, reading.known, negations)
    words = list(_WORD.finditer(reading.text, *here))
    for said in negations.matches(reading.text, [here]):
        after = [word for word in words if word.start() >= said.end][:_BESIDE]
        if any(word.group().casefold()[:_STEM] in theirs for word in after):
            return True
    return False


def _negated_in(review: str, known: Language, negations: Finder) -> frozenset[str]:
    """Words that the review itself negates: to repeat "did not work" is no denial."""
    said = " ".join(
        review[match.start : match.sentence.end]
        for match in negations.matches(review, sentences(review))
    )
    return stems(said, known)
