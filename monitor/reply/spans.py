"""Where in a reply something stands, and what of it is not the shop's own wording."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from monitor.reply.names import display_name
from monitor.reply.pattern import fold

_QUOTED = re.compile(
    r"\"[^\"\n]{3,400}\"|“[^”\n]{3,400}”|„[^“”\n]{3,400}[“”]|«[^»\n]{3,400}»|”[^”\n]{3,400}”"
)

_BREAK = re.compile(
    r"(?<![.!?…])[.!?…]++[\"'”»)\]]*+(?=\s|\Z)|(?<=[,;:!.?…])[^\S\n]*+\n|\n[^\S\n]*+\n"
)
"""Where one sentence of a reply ends: at a mark, or at the line of a greeting or signature."""
ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@\w|(?<![\w+])\+?\d(?:[\s()/-]{0,2}\d){6,14}(?!\w)")
"""An e-mail address or a telephone number is a way to get in touch in every language."""

_GREETING = 40
_NO_SPACE = re.compile(r"\S")
_BY_THEMSELVES = frozenset({"placeholder", "unknown_contact", "unknown_number"})


class Span(NamedTuple):
    """``move`` was noticed at these character offsets of the reply."""

    move: str
    start: int
    end: int


def blank_quotations(text: str) -> str:
    """``text`` with what stands in quotation marks blanked out, same length.

    Those are the customer's words, or were said to them. A reply that is little else than
    one quotation is left as it is.
    """
    blanked = _QUOTED.sub(lambda match: "\0" * len(match.group()), text)
    return text if 2 * blanked.count("\0") > len(text) else blanked


def blanked(text: str, spans: Iterable[Span]) -> str:
    """``text`` with those spans blanked out, same length."""
    for span in spans:
        text = text[: span.start] + "\0" * (span.end - span.start) + text[span.end :]
    return text


def blank_names(text: str, author: str | None, profile: str | None) -> str:
    """``text`` with the names of reviewer and shop made spaces, same length.

    Nobody called Karen, and no shop called The Old Fool, is an insult. Addresses stay.
    """
    theirs = [] if author is None or display_name(author) is None else author.split()
    ours = (line for line in (profile or "").splitlines() if not ADDRESS.search(line))
    names = [*theirs, *ours]
    for name in sorted((fold(name) for name in names if len(name) > 1), key=len, reverse=True):
        whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        text = whole.sub(" " * len(name), text)
    return text


def widened(reply: str, spans: Iterable[Span], author: str | None = None) -> Iterator[Span]:
    """``spans`` made as wide as the whole sentences of ``reply`` that they touch.

    A greeting before the first comma stays outside. Gaps in templates, contacts and numbers
    stay as narrow as they are.
    """
    ends = [gap.end() for gap in _BREAK.finditer(reply)]
    name = None if author is None else display_name(author)
    for span in spans:
        yield span if span.move in _BY_THEMSELVES else _whole(reply, span, ends, name)


def _whole(reply: str, span: Span, ends: Sequence[int], name: str | None) -> Span:
    first = _after_spaces(reply, span.start)
    before = bisect_right(ends, first)
    start = min(_after_spaces(reply, ends[before - 1] if before else 0), first)
    after = bisect_left(ends, span.end)
    end = ends[after] if after < len(ends) else len(reply)
    if name is not None:
        comma = reply.find(",", start, min(start + _GREETING, span.end))
        if comma > 0 and name.casefold() in reply[start:comma].casefold():
            start = _after_spaces(reply, comma + 1)
    return Span(span.move, start, max(len(reply[:end].rstrip()), span.end))


def _after_spaces(text: str, at: int) -> int:
    found = _NO_SPACE.search(text, at)
    return at if found is None else found.start()
