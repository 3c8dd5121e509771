"""How far a finding reaches: over the whole sentence, and over nothing beside it.

Whoever puts a better sentence in its place loses neither greeting nor signature.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from monitor.reply.names import greets
from monitor.reply.pattern import Sentence, fold
from monitor.reply.rules import Language
from monitor.reply.spans import Span

_BREAK = re.compile(
    r"(?<![.!?…])[.!?…]++[\"'”»)\]]*+(?=\s|\Z)|(?<=[,;:!.?…])[^\S\n]*+\n|\n[^\S\n]*+\n"
)
"""Where one sentence of a reply ends: at a mark, or at the line of a greeting or signature."""
_CLAUSE = re.compile(r"[^,!.?…\n]{1,40}[,!.?…\n]+")
_LAST_LINE = re.compile(r"[^\n]+\Z")
_UNCLOSED = re.compile(r"(?<=[.!?…])\s[^.!?…\n]+\Z")
_MARKS = ",!.?…\n"
_GREETINGS = 2
_SIGNED_WORDS = 6
"""A signature has no more words than this."""
_NO_SPACE = re.compile(r"\S")
_LARGE = frozenset({"I", "Sie", "Ihr", "Ihre", "Ihrem", "Ihren", "Ihrer", "Ihnen"})
"""Words that begin large inside a sentence, too."""
_THANKED = 14
"""Thanks in front of a finding have no more words than this."""
_TURN = re.compile(r"[,;–—]")
_BY_THEMSELVES = frozenset({"placeholder", "unknown_contact", "unknown_number"})


def widened(reply: str, spans: Iterable[Span], author: str | None = None) -> Iterator[Span]:
    """``spans`` made as wide as the whole sentences of ``reply`` that they touch.

    The greeting before and the signature after stay outside, unless the finding is in them. Gaps
    in templates, contacts and numbers stay as narrow as they are.
    """
    ends = [gap.end() for gap in _BREAK.finditer(reply)]
    for span in spans:
        if span.move in _BY_THEMSELVES:
            yield span
            continue
        start, end = _sentences(reply, span, ends)
        start = _after_greeting(reply, start, span, author)
        yield Span(span.move, start, _before_signature(reply, end, span))


def _sentences(reply: str, span: Span, ends: Sequence[int]) -> tuple[int, int]:
    first = _after_spaces(reply, span.start)
    before = bisect_right(ends, first)
    start = min(_after_spaces(reply, ends[before - 1] if before else 0), first)
    after = bisect_left(ends, span.end)
    end = ends[after] if after < len(ends) else len(reply)
    return start, max(len(reply[:end].rstrip()), span.end)


def _after_greeting(reply: str, start: int, span: Span, author: str | None) -> int:
    """Past "Hello," and "Ana,", each of which may stand there."""
    for _ in range(_GREETINGS):
        clause = _CLAUSE.match(reply, start, span.end)
        inside = clause is not None and start < span.start < clause.end()
        if clause is None or inside or not greets(clause.group().rstrip(_MARKS), author):
            break
        start = _after_spaces(reply, clause.end())
    return start


def _before_signature(reply: str, end: int, span: Span) -> int:
    text = reply.rstrip()
    if end < len(text):
        return end
    signed = _UNCLOSED.search(text) or ("\n" in text and _LAST_LINE.search(text)) or None
    if signed is None or len(signed.group().split()) > _SIGNED_WORDS:
        return end
    return end if span.start >= signed.start() else len(text[: signed.start()].rstrip())


def _after_spaces(text: str, at: int) -> int:
    found = _NO_SPACE.search(text, at)
    return at if found is None else found.start()


def fitted(rewrite: str, reply: str, place: Span, thanks: str) -> str:
    """``rewrite`` as it reads in ``place``: after ``thanks`` that stood there, or after a comma."""
    whole = f"{thanks}. {rewrite}" if thanks else rewrite
    if not reply[: place.start].rstrip().endswith(","):
        return whole
    first = re.match(r"[^\W\d_]+", whole)
    if first is None or first.group() in _LARGE:
        return whole
    return whole[0].lower() + whole[1:]


def thanks_before(reply: str, place: Span, first: int, known: Language) -> str:
    """The thanks with which the sentence in ``place`` begins, if a "but" and what was found at
    ``first`` come after them; or else empty."""
    thank, contrast = known.cues.get("thank"), known.words.contrast
    turn = _TURN.search(reply, place.start, first + 1)
    if turn is None or thank is None or contrast is None:
        return ""
    text = fold(reply)
    said, rest = Sentence(place.start, turn.start()), Sentence(turn.end(), place.end)
    but = next(contrast.matches(text, [rest]), None)
    if but is None or text[turn.end() : but.start].strip() or not thank.occurs(text, [said]):
        return ""
    return reply[slice(*said)].strip() if reply[slice(*said)].count(" ") < _THANKED else ""
