"""The reply linter: notices what would make a reply defensive, and says what to say instead.

Precision comes first: a warning that is wrong teaches the owner to ignore the next one.
What stands in quotation marks is the customer's, and a negated cue ("it was not your
fault") is harmless.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from monitor.draft import Finding, Severity
from monitor.reply import ear, ignored, marks, personal, structure, voice
from monitor.reply.ear import Remark, Sound
from monitor.reply.extent import fitted, thanks_before, widened
from monitor.reply.ignored import (
    SET_PHRASES,
    UNANSWERED,
    answerable,
    bare,
    excused,
    merely_polite,
    merely_sorry,
)
from monitor.reply.pattern import Match, Sentence, fold
from monitor.reply.reading import Reading
from monitor.reply.review import Review
from monitor.reply.rules import Language, Rule, language, moves
from monitor.reply.spans import Span, blank_names, blank_quotations, blanked

_JUST_BEFORE = re.compile(r"(?:[^\s,;:\0]{1,30}\s{1,2}){0,5}\Z")
"""The words before a match in which a shield counts: up to five, in the same clause."""

_LAST_WORD = re.compile(r"\s{1,3}\w{1,40}+(?=\s{0,3}(?:[,.;:!?…–—]|\Z))")
_SAYING = 5
"""Fewer words than this are a greeting or a leave."""
_REACH = 150
_AROUND = 500
"""So many characters around a match count as its sentence: a text without a full stop is cut."""

Sounds = Sequence[tuple[Remark, Sound]]


def lint(
    reply: str, *, lang: str, review: Review, profile: str | None = None, closely: bool = True
) -> tuple[Finding, ...]:
    """What is defensive in ``reply``, in order of place, the graver first.

    A finding spans the whole sentence in which the move was made, so that its ``rewrite``
    can take that sentence's place; gaps, contacts and numbers are spanned by themselves.

    ``lang`` is the reply's language; one without rules of its own is held to the rules that
    need none. ``profile`` is what the shop tells about itself (name, contact, signature):
    where it is given, links, addresses and numbers found neither there nor in the review
    are findings. ``closely`` lets the ear listen, too, which takes some 20 ms a sentence.
    """
    text = blank_quotations(fold(reply))
    marked = [*marks.spans(text, review, profile), *personal.spans(text, review, profile)]
    spans = [*marked]
    known = language(lang)
    sounds = tuple(ear.sounds(reply, review.text)) if closely else ()
    weighed: list[Span] = []
    if known is not None:
        heard = _heard(Reading(blank_names(text, review.author, profile), known, review))
        spans += [span for span in heard.spans if not (_harmful(span) and _kind(sounds, span))]
        weighed = [] if _calm(sounds) else _weighed(heard)
        if not _grave(spans + weighed):
            spans += ignored.empty(text, review, list(_merged(spans)))
    named = [span for span in weighed if span.move != UNANSWERED]
    weighed = [*_plainer(reply, weighed, _overheard(sounds, lang, [*spans, *named]))]
    ruled = _findings(reply, spans, review, known, "rule")
    found = [_doubted(one, sounds, marked) for one in ruled]
    seen = {(one.move, one.start) for one in found}
    more = _findings(reply, weighed, review, known, "model")
    found += [one for one in more if (one.move, one.start) not in seen]
    return tuple(sorted(found, key=lambda one: (one.start, _RANK[one.severity], one.move)))


def counted(reply: str, *, lang: str, review: Review) -> dict[str, float] | None:
    """What the second voice would weigh in ``reply``, None where it is not asked."""
    known = language(lang)
    if known is None:
        return None
    text = blank_names(blank_quotations(fold(reply)), review.author, None)
    heard = _heard(Reading(text, known, review))
    return heard.told if answerable(heard.reading) else None


@dataclass(frozen=True)
class _Heard:
    """What the rules of a language hear: ``spans`` that count, ``hints`` that may."""

    reading: Reading
    spans: list[Span]
    hints: list[Span]

    @cached_property
    def phrases(self) -> list[Span]:
        """The set phrases among the spans."""
        return [span for span in self.spans if span.move in SET_PHRASES]

    @cached_property
    def spoken(self) -> Reading:
        """The reply without its set phrases; corporate ones take their sentence with them."""
        text = self.reading.text
        if not self.phrases:
            return self.reading
        narrow = [span for span in self.phrases if span.move == "boilerplate"]
        wide = widened(text, (span for span in self.phrases if span.move != "boilerplate"))
        return Reading(blanked(text, [*narrow, *wide]), self.reading.known, self.reading.review)

    @cached_property
    def bare(self) -> list[Sentence]:
        """The sentences that answer nothing."""
        return bare(self.spoken, self.hints)

    @property
    def told(self) -> dict[str, float]:
        """What the second voice weighs."""
        return voice.counts(self.spoken, self.hints, self.phrases, self.bare)


def _heard(reading: Reading) -> _Heard:
    spans = [*structure.spans(reading), *ignored.long_winded(reading)]
    hints = [*structure.hints(reading)]
    for rule in reading.known.rules:
        (hints if rule.weak else spans).extend(_matches(rule, reading))
    return _Heard(reading, spans, hints)


def _kind(sounds: Sounds, span: Span) -> bool:
    """Whether the ear listened, and heard nothing but kindness where ``span`` is."""
    return max((sound.harm for at, sound in sounds if _meet(at, span)), default=0.0) < ear.KIND


def _calm(sounds: Sounds) -> bool:
    """Whether the ear listened, and heard nothing that could do harm."""
    return max((sound.harm for _, sound in sounds), default=0.0) < ear.DOUBT


def _doubted(found: Finding, sounds: Sounds, marked: Iterable[Span]) -> Finding:
    """``found``, to be mended rather than forbidden where the ear takes for harmless what only
    words speak against. What is ``marked``, a private number or a shout, needs no ear."""
    if found.severity is not Severity.BLOCK or any(_meet(span, found) for span in marked):
        return found
    calm = _calm([(at, sound) for at, sound in sounds if _meet(at, found)])
    return replace(found, severity=Severity.FIX) if calm else found


def _meet(one: Remark | Span, other: Span | Finding) -> bool:
    return one.start < other.end and other.start < one.end


def _overheard(sounds: Sounds, lang: str, spans: Sequence[Span]) -> list[Span]:
    """The sentences in which the ear hears harm that no rule has found."""
    grave = [span for span in spans if _harmful(span)]
    return [
        Span(sound.move, at.start, at.end)
        for at, sound in sounds
        if ear.harmful(sound, lang) and not any(_meet(at, span) for span in grave)
    ]


def _plainer(reply: str, weighed: Iterable[Span], overheard: Sequence[Span]) -> Iterator[Span]:
    """Both, but without a point that goes unanswered where something plainer is said: "people who
    shout get no bread" is to be mended as an insult, whatever else it leaves out."""
    plain = [span for span in overheard if span.move != UNANSWERED]
    for span in weighed:
        yield from _without(reply, span, plain) if span.move == UNANSWERED else [span]
    yield from overheard


def _without(reply: str, span: Span, others: Sequence[Span]) -> Iterator[Span]:
    """What ``others`` leave of ``span``, as far as it says something."""
    start = span.start
    inside = sorted((one.start, one.end) for one in others if _meet(one, span))
    for first, last in [*inside, (span.end, span.end)]:
        if start == span.start and first >= span.end:
            yield span
        elif len(reply[start:first].split()) >= _SAYING:
            yield Span(span.move, start, first)
        start = max(start, last)


def _weighed(heard: _Heard) -> list[Span]:
    """What the second voice finds: hints that count, or a complaint that is not answered."""
    if not answerable(heard.reading) or (merely_sorry(heard.spoken) and not heard.hints):
        return []
    if not merely_polite(heard.spoken) and not voice.defensive(heard.told):
        return []
    places = [
        hint for hint in heard.hints if any(one.start <= hint.start < one.end for one in heard.bare)
    ]
    if places or _grave(heard.spans) or excused(heard.reading):
        return places
    return [*ignored.spans(heard.spoken, heard.bare)]


def _grave(spans: Iterable[Span]) -> bool:
    return any(map(_harmful, spans))


def _harmful(span: Span) -> bool:
    return moves()[span.move].harmful


def _matches(rule: Rule, reading: Reading) -> list[Span]:
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


def _harmless(rule: Rule, match: Match, reading: Reading) -> bool:
    text = reading.text
    first, last = match.sentence
    around = [Sentence(max(first, match.start - _AROUND), min(last, match.end + _AROUND))]
    if rule.question and not text.startswith("?", last):
        return True
    if not all(other.occurs(text, around) for other in rule.also):
        return True
    if rule.unless is not None and rule.unless.occurs(text, around):
        return True
    if rule.negatable and _negated(match, reading):
        return True
    words = text[match.start : match.end].casefold()
    if rule.novel:
        return words.split()[-1][:5] in reading.theirs
    return words.count(" ") >= 3 and words in reading.theirs


def _negated(match: Match, reading: Reading) -> bool:
    """Whether a shield stands before, or a negation closes the clause, as in Kazakh."""
    text, shields = reading.text, reading.known.shields
    first, last = match.sentence
    before = _JUST_BEFORE.search(text, max(first, match.start - _REACH), match.start)
    if before and shields and shields.occurs(text, [Sentence(*before.span())]):
        return True
    after = _LAST_WORD.match(text, match.end, last)
    negations = reading.known.words.negations
    return bool(after and negations and negations.occurs(text, [Sentence(*after.span())]))


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


def _findings(
    reply: str, spans: Iterable[Span], review: Review, known: Language | None, by: str
) -> Iterator[Finding]:
    told: Counter[str] = Counter()
    narrow = list(spans)
    for span in _merged(widened(reply, narrow, review.author)):
        move = moves()[span.move]
        choice = known.rewrites.get(span.move, ()) if known is not None else ()
        rewrite = choice[told[span.move] % len(choice)] if choice else None
        told[span.move] += 1
        if rewrite is not None and known is not None:
            inside = (one.start for one in narrow if one.move == span.move)
            first = min((at for at in inside if at >= span.start), default=span.start)
            rewrite = fitted(rewrite, reply, span, thanks_before(reply, span, first, known))
        # The trained voice knows no words: it may say that something is amiss, not forbid it.
        weak = by == "model" and move.severity is Severity.BLOCK
        severity = Severity.FIX if weak else move.severity
        place = (span.start, span.end)
        yield Finding(span.move, severity, *place, move.why, move.instead, rewrite, by)
