"""The reply linter: notices what would make a reply defensive, and says what to say instead.

Precision comes first: a warning that is wrong teaches the owner to ignore the next one.
What stands in quotation marks is the customer's, and a negated cue ("it was not your
fault") is harmless.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from monitor.draft import Finding, Severity
from monitor.reply import ignored, marks, personal, structure
from monitor.reply.ignored import ANSWERS, SET_PHRASES
from monitor.reply.pattern import Match, Sentence, fold, sentences
from monitor.reply.review import Review
from monitor.reply.rules import Cue, Language, Rule, language, moves
from monitor.reply.spans import Span, blank_names, blank_quotations, blanked, widened

_JUST_BEFORE = re.compile(r"(?:[^\s,;:\0]{1,30}\s{1,2}){0,5}\Z")
"""The words before a match in which a shield counts: up to five, in the same clause."""

_REACH = 150
_AROUND = 500
"""So many characters around a match count as its sentence: a text without a full stop is cut."""


def lint(
    reply: str, *, lang: str, review: Review, profile: str | None = None
) -> tuple[Finding, ...]:
    """What is defensive in ``reply``, in order of place, the graver first.

    A finding spans the whole sentence in which the move was made, so that its ``rewrite``
    can take that sentence's place; gaps, contacts and numbers are spanned by themselves.

    ``lang`` is the reply's language; one without rules of its own is held to the rules that
    need none. ``profile`` is what the shop tells about itself (name, contact, signature):
    where it is given, links, addresses and numbers found neither there nor in the review
    are findings.
    """
    text = blank_quotations(fold(reply))
    nameless = blank_names(text, review.author, profile)
    spans = [*marks.spans(text, review, profile), *personal.spans(text, review, profile)]
    known = language(lang)
    if known is not None:
        reading = _Reading(nameless, sentences(nameless), review, known, cues_in(text, known))
        hints = [*structure.hints(text, review, known)]
        for rule in known.rules:
            (hints if rule.weak else spans).extend(_matches(rule, reading))
        spans += [*structure.spans(text, known), *_agreeing(hints, text, known)]
        if not any(moves()[span.move].severity is not Severity.WARN for span in spans):
            said = (span for span in spans if span.move in SET_PHRASES)
            bare = blanked(text, widened(reply, said))
            spans += ignored.spans(bare, review, known, cues_in(bare, known))
            spans += ignored.empty(text, review, list(_merged(spans)))
    return tuple(_findings(_merged(widened(reply, spans, review.author)), known))


def cues_in(text: str, known: Language) -> frozenset[Cue]:
    """Which cues of a good answer occur in folded ``text``."""
    within = sentences(text)
    asked = frozenset[Cue]({"clarifying_question"} if _asks(text, within, known) else ())
    return asked | {cue for cue, finder in known.cues.items() if finder.occurs(text, within)}


def _asks(text: str, within: Sequence[Sentence], known: Language) -> bool:
    """Whether there is a question to the customer that does not argue ("Why didn't you ...?")."""
    customer, negations = known.words.customer, known.words.negations
    questions = [[one] for one in within if text.startswith("?", one.end)]
    return any(
        (customer is None or customer.occurs(text, one))
        and (negations is None or not negations.occurs(text, one))
        for one in questions
    )


def _agreeing(hints: list[Span], text: str, known: Language) -> list[Span]:
    """The hints that count: those that outnumber what the reply does well elsewhere.

    One inside a sentence that does something well itself is none.
    """
    answers = [finder for cue, finder in known.cues.items() if cue in ANSWERS]
    good, bad = [], []
    for sentence in sentences(text):
        inside = [hint for hint in hints if sentence.start <= hint.start < sentence.end]
        answered = sum(finder.occurs(text, [sentence]) for finder in answers)
        good += [sentence] * answered
        bad += [] if answered else inside
    return bad if len({hint.start for hint in bad}) > len(good) else []


@dataclass(frozen=True)
class _Reading:
    """A reply made ready for the rules: folded, without quotations and names."""

    text: str
    within: tuple[Sentence, ...]
    review: Review
    known: Language
    cues: frozenset[Cue]

    @cached_property
    def theirs(self) -> str:
        """All that the customer wrote, in small letters."""
        return fold(self.review.words).casefold()


def _matches(rule: Rule, reading: _Reading) -> list[Span]:
    review = reading.review
    if (rule.complaint and not review.complaint) or rule.without & reading.cues:
        return []
    if rule.grave and not review.grave:
        return []
    found = [
        Span(rule.move, match.start, match.end)
        for match in rule.finder.matches(reading.text, reading.within)
        if not _harmless(rule, match, reading)
    ]
    return found if len(found) >= rule.at_least else []


def _harmless(rule: Rule, match: Match, reading: _Reading) -> bool:
    text, shields = reading.text, reading.known.shields
    first, last = match.sentence
    around = [Sentence(max(first, match.start - _AROUND), min(last, match.end + _AROUND))]
    if rule.question and not text.startswith("?", last):
        return True
    if not all(other.occurs(text, around) for other in rule.also):
        return True
    if rule.unless is not None and rule.unless.occurs(text, around):
        return True
    if rule.negatable and shields is not None:
        before = _JUST_BEFORE.search(text, max(first, match.start - _REACH), match.start)
        if before is not None and shields.occurs(text, [Sentence(*before.span())]):
            return True
    words = text[match.start : match.end].casefold()
    if rule.novel:
        return words.split()[-1][:5] in reading.theirs
    return words.count(" ") >= 3 and words in reading.theirs


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    """Spans in order, with those of one move that touch or repeat made one."""
    last: dict[str, Span] = {}
    for span in sorted(spans):
        before = last.get(span.move)
        if before is not None and span.start <= before.end:
            last[span.move] = Span(span.move, before.start, max(before.end, span.end))
            continue
        if before is not None:
            yield before
        last[span.move] = span
    yield from last.values()


_RANK = {Severity.BLOCK: 0, Severity.FIX: 1, Severity.WARN: 2}


def _findings(spans: Iterator[Span], known: Language | None) -> list[Finding]:
    found = []
    told: Counter[str] = Counter()
    for span in spans:
        move = moves()[span.move]
        choice = known.rewrites.get(span.move, ()) if known is not None else ()
        rewrite = choice[told[span.move] % len(choice)] if choice else None
        told[span.move] += 1
        place = (span.start, span.end)
        found.append(Finding(span.move, move.severity, *place, move.why, move.instead, rewrite))
    return sorted(found, key=lambda one: (one.start, _RANK[one.severity], one.move))
