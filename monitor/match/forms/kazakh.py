"""Kazakh cases, possessives and the plural, bounded: дүкен, дүкенде, дүкені, дүкенінен.

The first letter of an ending follows the last one of the word (алмада, базарда, мектепте), or
every "алма" would be found in Алматы. Vowel harmony is not asked for: people write foreign
names with either row. Names in Latin letters take all endings, joined ("Magnumға").
"""

from __future__ import annotations

_AFTER_VOWEL = ("ның", "нің", "ға", "ге", "ны", "ні", "да", "де", "дан", "ден", "мен",
                "дағы", "дегі")  # fmt: skip
_AFTER_VOICED = ("ның", "нің", "дың", "дің", "ға", "ге", "ды", "ді", "да", "де", "дан", "ден",
                 "нан", "нен", "мен", "бен", "дағы", "дегі")  # fmt: skip
_AFTER_VOICELESS = ("тың", "тің", "қа", "ке", "ты", "ті", "та", "те", "тан", "тен", "пен",
                    "тағы", "тегі")  # fmt: skip
_PLURAL_CASES = ("", "ы", "і", "дың", "дің", "ға", "ге", "ды", "ді", "да", "де", "дан", "ден")
_OWNED = ("ы", "ын", "ына", "ында", "ынан", "ының", "ымен",
          "і", "ін", "іне", "інде", "інен", "інің", "імен")  # fmt: skip
_VOWELS = "аәеёиоөуұүыіэюя"
_VOICELESS = "пфкқтсшщчхцһ"
_EITHER = "бвгд"
"""At the end of loan words these are spoken voiceless, and written either way."""
_VOICED = {"к": "г", "қ": "ғ", "п": "б"}


def inflected(word: str) -> set[str]:
    """``word`` with its endings; a last к, қ or п is voiced before a possessive."""
    last = word[-1]
    if not (last.isascii() or "а" <= last <= "я" or last in "әғқңөұүһі"):
        return set()
    endings = {
        *(_AFTER_VOWEL if last in _VOWELS else ()),
        *(_AFTER_VOICELESS if last in _VOICELESS + _EITHER else ()),
        *(_AFTER_VOICED if last not in _VOWELS + _VOICELESS else ()),
        *(_AFTER_VOICELESS if last.isascii() else ()),
        *(plural + case for plural in _plurals(last) for case in _PLURAL_CASES),
    }
    joint = "с" if last in _VOWELS else ""
    stem = word[:-1] + _VOICED.get(last, last)
    return {word + ending for ending in endings} | {stem + joint + ending for ending in _OWNED}


def _plurals(last: str) -> tuple[str, ...]:
    if last in _VOWELS:
        return ("лар", "лер")
    return ("тар", "тер") if last in _VOICELESS else ("лар", "лер", "дар", "дер", "тар", "тер")
