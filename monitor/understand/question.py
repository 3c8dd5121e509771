"""Whether the author asks something that waits for an answer."""

from __future__ import annotations

import re
from functools import cache

from monitor.understand import lexicon
from monitor.understand.passage import Passage
from monitor.understand.phrases import SHELVES, Phrases

MARKS = "?؟"
GREETING = 2
"""A greeting before a question ("hello there, do you ...") has no more words than this."""
_BEGINS = re.compile(r"[.!…\n]")
_CLOSES = re.compile(r"[.!…:;—–](?!\w)|\n")


def asks(passage: Passage, lang: str) -> bool:
    """A question mark, words that ask for an answer, or a sentence that opens like a question in
    ``lang`` and is left open.

    Who forgets the question mark puts no other: "kann man sich leisten." asks nothing.
    """
    if any(map(passage.text.__contains__, MARKS)):
        return True
    phrases = _phrases(lang)
    if phrases is None:
        return False
    hits = (hit for hit in phrases.find(passage.folded) if passage.words[hit.start].opens)
    return any(True in hit.meanings or _left_open(passage, hit.start) for hit in hits)


def _left_open(passage: Passage, at: int) -> bool:
    """Whether the word ``at`` begins a sentence, but for a greeting, that no mark closes."""
    words, plain = passage.words, passage.plain
    closing = _CLOSES.search(plain, words[at].start)
    if closing is not None and closing.group() != "\n":
        return False
    return any(
        before == 0 or _BEGINS.search(plain, words[before - 1].end, words[before].start)
        for before in range(max(at - GREETING, 0), at + 1)
    )


@cache
def _phrases(lang: str) -> Phrases[bool] | None:
    """How a question begins, and (True) how somebody asks for an answer, whatever mark follows."""
    table = lexicon.table("questions", lang)
    if table is None:
        return None
    lists = ((False, table["openings"]), (True, table["requests"]))
    terms = ((term, asked) for asked, listed in lists for term in lexicon.folded(listed))
    return Phrases(terms, shelf=SHELVES[lang])
