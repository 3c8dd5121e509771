"""Kazakh cases, possessives and the plural, bounded: дүкен, дүкенде, дүкені, дүкенінен.

Vowel harmony is not asked for: people write foreign names with either row of endings. Names in
Latin letters take the same endings, joined ("Magnumға").
"""

from __future__ import annotations

_AFTER_ANY = (
    "ның", "нің", "дың", "дің", "тың", "тің", "ға", "ге", "қа", "ке", "ны", "ні", "ды", "ді",
    "ты", "ті", "да", "де", "та", "те", "дан", "ден", "тан", "тен", "нан", "нен",
    "мен", "бен", "пен", "дағы", "дегі", "тағы", "тегі",
)  # fmt: skip
_PLURALS = ("лар", "лер", "дар", "дер", "тар", "тер")
_PLURAL_CASES = ("", "ы", "і", "дың", "дің", "ға", "ге", "ды", "ді", "да", "де", "дан", "ден")
_OWNED = ("ы", "ын", "ына", "ында", "ынан", "ының", "ымен",
          "і", "ін", "іне", "інде", "інен", "інің", "імен")  # fmt: skip
_ENDINGS = (*_AFTER_ANY, *(plural + case for plural in _PLURALS for case in _PLURAL_CASES))
_VOICED = {"к": "г", "қ": "ғ", "п": "б"}
_VOWELS = "аәеёиоөуұүыіэюя"


def inflected(word: str) -> set[str]:
    """``word`` with its endings; a last к, қ or п is voiced before a possessive."""
    last = word[-1]
    if not (last.isascii() or "а" <= last <= "я" or last in "әғқңөұүһі"):
        return set()
    joint = "с" if last in _VOWELS else ""
    stem = word[:-1] + _VOICED.get(last, last)
    return {word + ending for ending in _ENDINGS} | {stem + joint + ending for ending in _OWNED}
