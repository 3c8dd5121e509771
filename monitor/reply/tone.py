"""The reply linter: notices what would make a reply defensive, and says what to say instead.

Precision comes first: a warning that is wrong teaches the owner to ignore the next one.
What stands in quotation marks is the customer's, and a negated cue ("it was not your
fault") is harmless.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from monitor.draft import Finding, Severity
from monitor.reply import ignored, marks, personal
from monitor.reply.pattern import Match, Sentence, fold, sentences
from monitor.reply.review import Review
from monitor.reply.rules import Cue, Language, Rule, language, moves
from monitor.reply.spans import Span, blank_names, blank_quotations, whole

_JUST_BEFORE = re.compile(r"(?:[^\s,;:\0]{1,30}\s{1,2}){0,5}\Z")
"""The words before a match in which a shield counts: up to five, in the same clause."""

_REACH = 150


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
        cues = cues_in(text, known)
        for rule in known.rules:
            spans += _matches(rule, nameless, review, known, cues)
        if not any(moves()[span.move].severity is not Severity.WARN for span in spans):
            spans += ignored.spans(text, review, known, cues)
            spans += ignored.empty(text, review, list(_merged(spans)))
    spans = [whole(reply, span, review.author) for span in spans]
    return tuple(_findings(_merged(spans), known))


def cues_in(text: str, known: Language) -> frozenset[Cue]:
    """Which cues of a good answer occur in folded ``text``."""
    within = sentences(text)
    asked = frozenset[Cue]({"clarifying_question"} if "?" in text else ())
    return asked | {cue for cue, finder in known.cues.items() if finder.occurs(text, within)}


def _matches(
    rule: Rule, text: str, review: Review, known: Language, cues: frozenset[Cue]
) -> list[Span]:
    if (rule.complaint and not review.complaint) or rule.without & cues:
        return []
    theirs = fold(review.words).casefold()
    found = [
        Span(rule.move, match.start, match.end)
        for match in rule.finder.matches(text, sentences(text))
        if not _harmless(rule, match, text, known, theirs)
    ]
    return found if len(found) >= rule.at_least else []


def _harmless(rule: Rule, match: Match, text: str, known: Language, theirs: str) -> bool:
    first, last = match.sentence
    if rule.question and not text.startswith("?", last):
        return True
    if not all(other.occurs(text, [match.sentence]) for other in rule.also):
        return True
    if rule.unless is not None and rule.unless.occurs(text, [match.sentence]):
        return True
    if rule.negatable and known.shields is not None:
        before = _JUST_BEFORE.search(text, max(first, match.start - _REACH), match.start)
        if before is not None and known.shields.occurs(text, [Sentence(*before.span())]):
            return True
    words = text[match.start : match.end].casefold()
    if rule.novel:
        return words.split()[-1][:5] in theirs
    return words.count(" ") >= 3 and words in theirs


def _merged(spans: list[Span]) -> Iterator[Span]:
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
