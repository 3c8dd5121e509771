"""Moves told by how a sentence is built, from the small words of a language.

They hold for wordings that no list of phrases foresees: an apology that is taken back at once
("sorry, but ..."), one that hangs on an if, and the customer's own words denied ("the soup was
not cold").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.reply.ignored import ANSWERS, stems
from monitor.reply.pattern import Finder, Sentence, sentences
from monitor.reply.review import Review
from monitor.reply.rules import Language
from monitor.reply.spans import Span

_NEAR = 40
"""An "if" so many characters after the apology belongs to it."""
_WORD = re.compile(r"[^\W\d_]{3,40}")
_STEM = 5
_BESIDE = 2
"""A negation so many words from a word of the review denies it."""


def spans(text: str, known: Language) -> Iterator[Span]:
    """Findings in folded ``text``, none where the language has not listed the words."""
    within = sentences(text)
    for at, sentence in enumerate(within):
        following = within[at + 1] if at + 1 < len(within) else None
        if _taken_back(text, sentence, following, known) or _conditional(text, sentence, known):
            yield Span("nonapology", *sentence)


def hints(text: str, review: Review, known: Language) -> Iterator[Span]:
    """What may be a denial: it counts where little speaks against it."""
    if review.complaint:
        for sentence in sentences(text):
            if _denied(text, sentence, review, known):
                yield Span("denial", *sentence)


def _taken_back(text: str, here: Sentence, following: Sentence | None, known: Language) -> bool:
    """Whether an apology is followed by a "but" after which nothing is owned or offered."""
    sorry, contrast = known.cues.get("apologise"), known.words.contrast
    if sorry is None or contrast is None:
        return False
    said = next(sorry.matches(text, [here]), None)
    if said is None:
        return False
    rest = Sentence(said.end, here.end)
    turn = next(contrast.matches(text, [rest]), None)
    if turn is None:
        return False
    after = [Sentence(turn.end, here.end), *([following] if following else [])]
    before = [Sentence(here.start, turn.start)]
    return not any(_answers(text, one, known) for one in (*after, *before))


def _answers(text: str, place: Sentence, known: Language) -> bool:
    found = (finder.occurs(text, [place]) for cue, finder in known.cues.items() if cue in ANSWERS)
    return any(found) or text.startswith("?", place.end)


def _conditional(text: str, here: Sentence, known: Language) -> bool:
    """Whether an apology hangs on an "if" right after it."""
    sorry, conditions = known.cues.get("apologise"), known.words.conditions
    if sorry is None or conditions is None:
        return False
    for said in sorry.matches(text, [here]):
        near = Sentence(said.end, min(here.end, said.end + _NEAR))
        turn = next(conditions.matches(text, [near]), None)
        if turn is not None and not set(text[said.end : turn.start]) & set(",;:–—"):
            return True
    return False


def _denied(text: str, here: Sentence, review: Review, known: Language) -> bool:
    """Whether a word of the complaint is denied, with no regret in the sentence."""
    negations, duty = known.words.negations, known.words.duty
    if negations is None or duty is None or not review.text:
        return False
    if duty.occurs(text, [here]) or _answers(text, here, known) or _sorry(text, here, known):
        return False
    theirs = stems(review.text, known) - _negated_in(review.text, known, negations)
    words = list(_WORD.finditer(text, *here))
    for said in negations.matches(text, [here]):
        after = [word for word in words if word.start() >= said.end][:_BESIDE]
        if any(word.group().casefold()[:_STEM] in theirs for word in after):
            return True
    return False


def _sorry(text: str, here: Sentence, known: Language) -> bool:
    finder = known.cues.get("apologise")
    return finder is not None and finder.occurs(text, [here])


def _negated_in(review: str, known: Language, negations: Finder) -> frozenset[str]:
    """Words that the review itself negates: to repeat "did not work" is no denial."""
    said = " ".join(
        review[match.start : match.sentence.end]
        for match in negations.matches(review, sentences(review))
    )
    return stems(said, known)
