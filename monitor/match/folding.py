"""One spelling for all: case, accents, niqqud, apostrophes, dashes and quotes.

й is a letter of its own and stays one, and so do ў and ї; ё is е, as most people write it.
Romanian ş and ș are both s. What carries no sound of its own (soft hyphens, joiners, marks of
direction) falls.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_LETTERS = "йЙўЎїЇ"
_WHOLE = {unicodedata.normalize("NFD", letter): letter for letter in _LETTERS}
_PAIR = re.compile("|".join(_WHOLE))
_APOSTROPHES = "'’‘ʼʻ`´′׳＇‛"
_QUOTES = '"“”„«»‟″״＂'
_OTHER = {"ı": "i", **dict.fromkeys(_APOSTROPHES, "'"), **dict.fromkeys(_QUOTES, '"')}


class _Table(dict[int, str]):
    """What each character becomes, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded(chr(code))
        return folded


def fold(text: str) -> str:
    """``text`` in the one spelling in which words are compared."""
    if text.isascii():
        return text.lower().replace("`", "'")
    return _PAIR.sub(lambda pair: _WHOLE[pair[0]], text).translate(_TABLE)


def aligned(text: str) -> bool:
    """Whether each character of ``text`` folds to just one."""
    if text.isascii():
        return True
    lengths = set(map(len, map(_TABLE.__getitem__, map(ord, text))))
    return lengths == {1} and _PAIR.search(text) is None


def origins(text: str) -> list[tuple[int, int]]:
    """For each character of ``fold(text)``, where it stands in ``text``: start and end.

    Marks that fall belong to the character before them.
    """
    spans: list[tuple[int, int]] = []
    fresh = 0
    for start, end in _units(text):
        folded = fold(text[start:end])
        if folded:
            fresh = len(folded)
            spans += [(start, end)] * fresh
        elif spans:
            spans[-fresh:] = [(spans[-1][0], end)] * fresh
    return spans


def _units(text: str) -> Iterator[tuple[int, int]]:
    """The characters, a letter and the mark that makes it another letter being one."""
    at = 0
    for pair in _PAIR.finditer(text):
        yield from ((index, index + 1) for index in range(at, pair.start()))
        yield pair.span()
        at = pair.end()
    yield from ((index, index + 1) for index in range(at, len(text)))


def _folded(char: str) -> str:
    if char in _LETTERS:
        return char.lower()
    if char in _OTHER:
        return _OTHER[char]
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    return "".join(_OTHER.get(one, _dash(one)) for one in plain if not _silent(one))


def _silent(char: str) -> bool:
    return unicodedata.combining(char) != 0 or unicodedata.category(char) == "Cf"


def _dash(char: str) -> str:
    return "-" if unicodedata.category(char) == "Pd" else char


_TABLE = _Table()
