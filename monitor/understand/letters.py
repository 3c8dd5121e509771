"""Spelling that people do not keep to, evened out, so that a word list needs one spelling a word.

Romanians and Finns type without diacritics, Kazakhs on a Russian keyboard; a final letter in
Hebrew becomes another one before an ending; a French article hangs on to its noun.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from monitor.understand.memo import CACHED_WORDS, Memo

_ALIKE = {
    **dict(zip("әғқңөұүһіё", "агкноуухие", strict=True)),  # Kazakh as on a Russian keyboard
    **dict(zip("ךםןףץ", "כמנפצ", strict=True)),
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ı": "i",
}
_LATIN = range(0xC0, 0x250)
ELIDED = frozenset({"l", "d", "n", "s", "j", "m", "t", "c", "qu", "jusqu", "lorsqu"})
_ARTICLE = re.compile(rf"(?<![^\s,|])(?:{'|'.join(sorted(ELIDED))})'(?=[^\s,|])")
"""One that hangs on to a word, in a list of terms."""


def _table() -> dict[int, str]:
    bases = {code: unicodedata.normalize("NFD", chr(code))[0] for code in _LATIN}
    plain = {code: base for code, base in bases.items() if base.isascii()}
    return {**plain, **{ord(letter): other for letter, other in _ALIKE.items()}}


_FOLDED = _table()
_FOLDED_LETTERS = frozenset(map(chr, _FOLDED))


def fold(forms: Iterable[str]) -> list[str]:
    """``forms`` (words in lower case), as many as before, in their evened-out spelling."""
    return list(map(_SPELT.__getitem__, forms))


def fold_term(term: str) -> str:
    """A term of a word list, spelt as ``fold`` spells the words of a text."""
    return " ".join(fold_terms(term).split())


def fold_terms(listed: str) -> str:
    """A whole list of terms, with its separators, each spelt as by ``fold_term``."""
    # A list is long and has few such letters: to replace each takes less than half the time of
    # ``translate``, and whoever waits for the first verdict waits for this.
    for letter in _FOLDED_LETTERS.intersection(listed):
        listed = listed.replace(letter, _FOLDED[ord(letter)])
    return _ARTICLE.sub("", listed) if "'" in listed else listed


def _spell(form: str) -> str:
    """One form, evened out: ``l'accueil`` without its article; ``don't`` as it is."""
    spelt = form if form.isascii() else form.translate(_FOLDED)
    head, _, rest = spelt.partition("'")
    return rest if head in ELIDED and rest else spelt


_SPELT = Memo(_spell, CACHED_WORDS)
"""All who look words up share its strings, so that they are kept once."""
