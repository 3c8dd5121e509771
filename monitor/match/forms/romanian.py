"""Romanian: the article is joined to the end (magazinul, magazinului; casa, casei, casele)."""

from __future__ import annotations

import re

_WORD = re.compile("[a-z]+")
_CONSONANT = ("ul", "ului", "uri", "urile", "urilor", "ele", "elor")
_MASCULINE = {"ul": ("", "ului"), "u": ("ul", "ului"), "o": ("oul", "oului"), "i": ("iul", "iului")}
_FEMININE = {
    "ia": ("ie", "iei", "iile", "iilor"),
    "ea": ("eaua", "elei", "elele", "elelor"),
    "a": ("ei", "ele", "elor"),
    "ie": ("ia", "iei", "iile", "iilor"),
    "e": ("ele", "elui", "ea"),
}
_BY_ENDING = {**_MASCULINE, **_FEMININE}
_LONGEST_FIRST = sorted(_BY_ENDING, key=len, reverse=True)
LEAST_STEM = 3


def inflected(word: str) -> set[str]:
    """``word`` with its articles; a word listed with the article loses it, too."""
    if not _WORD.fullmatch(word):
        return set()
    for ending in _LONGEST_FIRST:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= LEAST_STEM:
            return {stem + other for other in _BY_ENDING[ending]}
    return set() if word[-1] in "aeiou" else {word + ending for ending in _CONSONANT}
