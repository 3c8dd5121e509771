"""Where in a reply something stands, and what of it is not the shop's own wording."""

from __future__ import annotations

import re
from typing import NamedTuple

from monitor.reply.names import display_name
from monitor.reply.pattern import fold

_QUOTED = re.compile(
    r"\"[^\"\n]{3,400}\"|“[^”\n]{3,400}”|„[^“”\n]{3,400}[“”]|«[^»\n]{3,400}»|”[^”\n]{3,400}”"
)

_BREAK = re.compile(r"[.!?…]+[\"'”»)\]]*(?=\s|\Z)|(?<=[,;:!.?…])\s*\n|\n\s*\n")
"""Where one sentence of a reply ends: at a mark, or at the line of a greeting or signature."""
_GREETING = 60
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


def blank_names(text: str, author: str | None, profile: str | None) -> str:
    """``text`` with the names of reviewer and shop made spaces, same length.

    Nobody called Karen, and no shop called The Old Fool, is an insult.
    """
    theirs = [] if author is None or display_name(author) is None else author.split()
    names = [*theirs, *(profile or "").splitlines()]
    for name in sorted((fold(name) for name in names if len(name) > 1), key=len, reverse=True):
        whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        text = whole.sub(" " * len(name), text)
    return text


def whole(reply: str, span: Span, author: str | None) -> Span:
    """``span`` widened to the whole sentences of ``reply`` that it touches.

    A greeting before the first comma stays outside. Gaps in templates, contacts and numbers
    stay as narrow as they are.
    """
    if span.move in _BY_THEMSELVES:
        return span
    start, end = 0, len(reply)
    for gap in _BREAK.finditer(reply):
        if gap.end() <= span.start:
            start = gap.end()
        elif gap.end() >= span.end:
            end = gap.end()
            break
    start = min(start + len(reply[start:]) - len(reply[start:].lstrip()), span.start)
    name = None if author is None else display_name(author)
    if name is not None:
        comma = reply.find(",", start, min(start + _GREETING, span.start))
        if comma > 0 and name.casefold() in reply[start:comma].casefold():
            start = min(comma + 2, span.start)
    return Span(span.move, start, max(len(reply[:end].rstrip()), span.end))
