"""The sums, spans of time and times of day that a review tells, as they stand there."""

from __future__ import annotations

import re
from collections.abc import Iterable

from monitor.reply.pattern import Sentence, fold
from monitor.reply.topics import Topics

_GAP = "[ \u00a0\u202f]"
_AMOUNT = rf"(?:(?<!\d)\d{{1,3}}(?:{_GAP}\d{{3}}){{1,3}}(?!\d)|\d)[\d.,]{{0,9}}"
"""A number, its thousands perhaps apart."""
_MONEY = re.compile(rf"[€$£₽₸₪]{_GAP}?{_AMOUNT}|{_AMOUNT}{_GAP}?[€$£₽₸₪]")
_CLOCK = re.compile(r"(?<![\d.:])\d{1,2}:\d{2}(?![\d:])")


def figures(words: str, tables: Topics) -> Iterable[tuple[str, str]]:
    """Sums, spans of time and times of day in ``words``, with their kind, as they stand there but
    for the ending of the unit, where a language has endings."""
    taken: list[tuple[int, int]] = []
    for kind, spans in _figure_spans(fold(words), tables):
        for start, end in spans:
            if not any(start < last and first < end for first, last in taken):
                taken.append((start, end))
                figure = _in_own_form(words[start:end].strip(" .,!?:;…"), tables)
                # Only the first letter: German writes its nouns large.
                yield kind, figure[:1].lower() + figure[1:]


def _in_own_form(figure: str, tables: Topics) -> str:
    """``figure`` with its last word as it stands without an ending: "3000 теңгеге" is of a sum."""
    number, space, unit = figure.rpartition(" ")
    return f"{number}{space}{next((one.name for one in tables.units(unit)), unit)}"


def _figure_spans(text: str, tables: Topics) -> Iterable[tuple[str, list[tuple[int, int]]]]:
    whole = [Sentence(0, len(text))]
    yield "money", [found.span() for found in _MONEY.finditer(text)]
    yield "clock", [found.span() for found in _CLOCK.finditer(text)]
    for kind, finder in tables.figures.items():
        yield kind, [(found.start, found.end) for found in finder.matches(text, whole)]
