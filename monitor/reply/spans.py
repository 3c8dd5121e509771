"""Where in a reply something stands, and what of it is not the shop's own wording."""

from __future__ import annotations

import re
from typing import NamedTuple

from monitor.reply.names import display_name
from monitor.reply.pattern import fold

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
