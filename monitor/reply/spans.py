"""Where in a reply something stands, and what of it is not the shop's own wording."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from monitor.reply.names import display_name
from monitor.reply.pattern import fold

_QUOTED = re.compile(
    r"\"[^\"\n]{3,400}\"|“[^”\n]{3,400}”|„[^“”\n]{3,400}[“”]|«[^»\n]{3,400}»|”[^”\n]{3,400}”"
)

ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@\w|(?<![\w+])\+?\d(?:[\s()/-]{0,2}\d){6,14}(?!\w)")
"""An e-mail address or a telephone number is a way to get in touch in every language."""


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
