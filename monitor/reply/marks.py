"""What needs no language: shouting, gaps in a template, mocking faces, length."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.reply.pattern import fold
from monitor.reply.review import Review
from monitor.reply.spans import Span

MOST_WORDS = 130
"""A reply with more words than this reads as self-justification."""

_SHOUTED_LETTERS = 10
_WORD = re.compile(r"[^\W\d_]+")
_PILED = re.compile(r"!{2,}|\?{2,}|!\?|\?!")
_GAP = re.compile(
    r"\[[A-Za-z][^\]\n]{0,40}\]|\{\{?[^{}\n]{0,40}\}\}?|<[A-Za-z_][^<>\n]{0,40}>|%[sd]\b|\bX{3,}\b|_{3,}"
    r"|\blorem ipsum\b|\bTODO\b|\bTBD\b|\bINSERT [A-Z]+"
)
_MOCKING = re.compile("[🙄😂🤣😏🙃🤡🤷😜😝]|(?<!\\w);-?\\)")


def spans(text: str, review: Review, profile: str | None) -> Iterator[Span]:
    """Findings in folded ``text`` that hold in every language."""
    yield from (Span("placeholder", *gap.span()) for gap in _GAP.finditer(text))
    yield from _capitals(text, fold(f"{review.words}\n{profile or ''}"))
    if review.complaint:
        yield from (Span("shouting", *piled.span()) for piled in _PILED.finditer(text))
        yield from (Span("sarcasm", *face.span()) for face in _MOCKING.finditer(text))
    if len(text.split()) > MOST_WORDS:
        yield Span("wall_of_text", 0, len(text))


def _capitals(text: str, known: str) -> Iterator[Span]:
    """Three or more words in capitals in a row, unless they are known to be written so."""
    run: list[re.Match[str]] = []
    for word in [*_WORD.finditer(text), None]:
        if word is not None and word.group().isupper() and word.group() not in known:
            run.append(word)
            continue
        if word is not None and len(word.group()) == 1 and run:
            continue
        if len(run) >= 3 and sum(len(one.group()) for one in run) >= _SHOUTED_LETTERS:
            yield Span("shouting", run[0].start(), run[-1].end())
        run = []
