"""Whether a reply says again what another one said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

LONG = 6
"""From so many words on, a sentence that two replies share is noticed."""

WINDOW = 30
"""So many of the last replies are worth looking at."""

_END = re.compile(r"(?<=[.!?…])\s+|\n+")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


def long_sentences(text: str) -> frozenset[str]:
    """The sentences of ``text`` that have six words or more, without case and marks.

    An address is one word, whatever marks are in it.
    """
    words = (list(_spoken(part.casefold())) for part in _END.split(text))
    return frozenset(" ".join(each) for each in words if len(each) >= LONG)


def _spoken(part: str) -> Iterator[str]:
    for token in part.split():
        word = token.strip("\"'’«»„“”().,;:!?…—–-")
        if word:
            yield word


def said_in(texts: Iterable[str]) -> frozenset[str]:
    """All long sentences of ``texts``."""
    return frozenset().union(*(long_sentences(text) for text in texts))


def echoes(review: str, reply: str) -> bool:
    """Whether ``reply`` holds six words of ``review`` in a row."""
    theirs, ours = (_WORD.findall(text.casefold()) for text in (review, reply))
    runs = {tuple(theirs[at : at + LONG]) for at in range(len(theirs) - LONG + 1)}
    return any(tuple(ours[at : at + LONG]) in runs for at in range(len(ours) - LONG + 1))
