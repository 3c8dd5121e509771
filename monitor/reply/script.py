"""Russian that is written in Latin letters, read as Russian."""

from __future__ import annotations

import re

_LATIN = re.compile(r"[A-Za-z]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_WORD = re.compile(r"[^\W\d_]{3,}")

_SOUNDS = {
    "shch": "щ", "sch": "щ", "zh": "ж", "kh": "х", "ts": "ц", "ch": "ч", "sh": "ш", "yu": "ю",
    "ju": "ю", "ya": "я", "ja": "я", "yo": "ё", "jo": "ё", "ye": "е", "yi": "ый", "yy": "ый",
    "iy": "ий", "ij": "ий", "a": "а", "b": "б", "c": "ц", "d": "д", "e": "е", "f": "ф", "g": "г",
    "h": "х", "i": "и", "j": "й", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п",
    "q": "к", "r": "р", "s": "с", "t": "т", "u": "у", "v": "в", "w": "в", "x": "кс", "y": "ы",
    "z": "з", "'": "ь",
}  # fmt: skip
"""The common ways in which people type Russian without its letters, the longer ones first."""

_SOUND = re.compile("|".join(_SOUNDS), re.IGNORECASE)


def transliterated(text: str, lang: str) -> bool:
    """Whether ``text``, which is in ``lang``, is Russian in Latin letters."""
    return lang == "ru" and bool(_LATIN.search(text)) and not _CYRILLIC.search(text)


def in_own_letters(text: str, lang: str) -> str:
    """``text`` in the letters of ``lang``: the same, but for Russian in Latin letters."""
    if not transliterated(text, lang):
        return text
    return _SOUND.sub(lambda sound: _SOUNDS[sound.group().lower()], text)


def two_scripts(text: str) -> bool:
    """Whether Latin and other words stand side by side, two of each at least."""
    words = _WORD.findall(text)
    latin = sum(1 for word in words if _LATIN.match(word))
    return min(latin, len(words) - latin) >= 2
