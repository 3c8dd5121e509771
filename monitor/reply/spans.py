"""Where in a reply something stands: spans, sentences, quotations."""

from __future__ import annotations

import re
from typing import NamedTuple

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
