"""Where in a reply something stands: spans, sentences, quotations."""

from __future__ import annotations

import re
from typing import NamedTuple

from monitor.reply.names import display_name
from monitor.reply.pattern import fold

_ENDS = ".!?…"
_QUOTED = re.compile(
    r"\"[^\"\n]{3,400}\"|“[^”\n]{3,400}”|„[^“”\n]{3,400}[“”]|«[^»\n]{3,400}»|”[^”\n]{3,400}”"
)


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


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Offsets of the sentence that holds ``text[start:end]``, without its closing mark."""
    first = max(text.rfind(mark, 0, start) for mark in _ENDS) + 1
    last = min(
        (at for at in (text.find(mark, end) for mark in _ENDS) if at >= 0), default=len(text)
    )
    return first, last


def is_question(text: str, end: int) -> bool:
    """Whether the sentence that ends at offset ``end`` closes with a question mark."""
    return text.startswith("?", end)
