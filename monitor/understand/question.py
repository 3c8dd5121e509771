"""Whether the author asks something that waits for an answer."""

from __future__ import annotations

from functools import cache

from monitor.understand import lexicon
from monitor.understand.passage import Passage
from monitor.understand.phrases import SHELVES, Phrases

MARKS = "?؟;？"


def asks(passage: Passage, lang: str) -> bool:
    """A question mark, or a sentence that opens like a question in ``lang``."""
    if any(map(passage.text.__contains__, MARKS)):
        return True
    openings = _openings(lang)
    if openings is None:
        return False
    return any(passage.words[at].opens for at in openings.starts(passage.folded))


@cache
def _openings(lang: str) -> Phrases[bool] | None:
    table = lexicon.table("questions", lang)
    if table is None:
        return None
    terms = ((term, True) for term in lexicon.folded(table["openings"]))
    return Phrases(terms, shelf=SHELVES[lang])
