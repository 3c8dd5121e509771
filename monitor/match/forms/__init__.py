"""The forms in which a name stands in a sentence: case endings, articles, joined prefixes.

All forms are written out once, when a query is read; a text is then looked up word by word, in
time that grows with its length alone. The endings are those of names and of plain nouns. A
name that is a common word too ("Дом") should be listed with a neighbour ("Магазин Дом"), in
quotes, or as case-sensitive.
"""

from __future__ import annotations

from collections.abc import Collection

from monitor.match.forms import finnish, kazakh, romanian, russian

SHORTEST = 3
"""Shorter words take no endings: too much else would look like them."""


def forms(word: str, languages: Collection[str] = ()) -> frozenset[str]:
    """Every form of the folded ``word``, itself included, in ``languages`` (all when empty).

    What Hebrew joins to the front is not among them: see ``hebrew.rests``.
    """
    if len(word) < SHORTEST or word[-1].isdigit():
        return frozenset({word})
    rows = (row for code, row in _ENDINGS.items() if not languages or code in languages)
    found = {word}.union(*(inflected(word) for inflected in rows))
    if len(word) == SHORTEST and word.isascii() and not languages:
        # "Domin" and "anan" are words somewhere; "Domissa" is one of ours alone.
        found = {form for form in found if form == word or len(form) > len(word) + 2 or _ours(form)}
    return frozenset(found)


def _ours(form: str) -> bool:
    """Whether this is a Romanian article or an ending in other letters."""
    return form.endswith("ul") or not form.isascii()


_ENDINGS = {
    "fi": finnish.inflected,
    "ro": romanian.inflected,
    "ru": russian.inflected,
    "kk": kazakh.inflected,
}
