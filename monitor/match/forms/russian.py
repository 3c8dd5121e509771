"""Russian cases, singular and plural: Дом, Дома, Дому; Призма, Призмы; Белая, Белой. ё is е.

An adjective keeps its gender: what is said of something белое is not said of Белая Дача.
"""

from __future__ import annotations

import re

_WORD = re.compile("[а-яәғқңөұүһіў]+")
_HARD = ("а", "у", "ом", "е", "ы", "и", "ов", "ам", "ами", "ах", "ем", "ей")
_MASCULINE = ("ого", "его", "ому", "ему", "ым", "им", "ом", "ем")
_FEMININE = ("ой", "ую", "ою", "ей", "юю", "ею")
_PLURAL = ("ов", "ев", "ей", "ам", "ям", "ами", "ями", "ах", "ях")
_BY_ENDING = {
    "ый": _MASCULINE, "ий": (*_MASCULINE, "ия", "ию", "ии", "ием"), "ой": _MASCULINE,
    "ое": _MASCULINE, "ее": _MASCULINE, "ая": _FEMININE, "яя": _FEMININE,
    "ок": ("ка", "ку", "ком", "ке", "ки", "ков", "кам", "ками", "ках"),
    "ек": ("ька", "ьку", "ьком", "ьке", "ька", "ка", "ку", "ком", "ке", "ки"),
    "ец": ("ца", "цу", "цем", "цом", "це", "цы"),
    "а": ("ы", "и", "е", "у", "ой", "ою", "ей", "ам", "ами", "ах"),
    "я": ("и", "е", "ю", "ей", "ею", "ям", "ями", "ях"),
    "о": ("а", "у", "ом", "е", "ам", "ами", "ах"),
    "е": ("я", "ю", "ем", "и", "а", "у", "ям", "ях"),
    "й": ("я", "ю", "ем", "е", "и", "ев", "ям", "ями", "ях"),
    "ь": ("я", "ю", "ем", "е", "и", "ью", "ей", "ям", "ями", "ях"),
    "ы": _PLURAL, "и": _PLURAL,
}  # fmt: skip
_LONGEST_FIRST = sorted(_BY_ENDING, key=len, reverse=True)
LEAST_STEM = 2


def inflected(word: str) -> set[str]:
    """The case forms of ``word``, as its last letters have them."""
    if not _WORD.fullmatch(word):
        return set()
    found: set[str] = set() if word[-1] in _VOWELS else {word + ending for ending in _HARD}
    for ending in _LONGEST_FIRST:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= LEAST_STEM:
            return found | {stem + other for other in _BY_ENDING[ending]}
    return found


_VOWELS = "аеиоуыэюяйьі"
