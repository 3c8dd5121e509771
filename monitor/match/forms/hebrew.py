"""Hebrew: one-letter particles are joined to the word (בפריזמה, ולפריזמה, כשהפריזמה).

They are taken off the words of the text, for there are far more of them than of endings.
Foreign words take them as well ("בPrisma"). A name of two letters takes them only beside another
word, or a sea (ים) would be found in all water (מים).
"""

from __future__ import annotations

from collections.abc import Iterator

_AND = ("", "ו")
_THAT = ("", "ש", "כש", "מש", "לכש")
_PARTICLES = ("", "ה", "ב", "ל", "מ", "כ", "מה")
_JOINED = frozenset(a + t + p for a in _AND for t in _THAT for p in _PARTICLES) - {""}
_LONGEST = max(map(len, _JOINED))
ARTICLE = "ה"
LETTERS = "ושהכלבמ"
"""All that may be joined to the front."""
SHORTEST, SHORTEST_ALONE = 2, 3


def joins(word: str) -> bool:
    """Whether something may be joined to the front of ``word``."""
    return word[0] in LETTERS


def rests(word: str, *, first: bool) -> Iterator[str]:
    """What remains of ``word`` when what may be joined before it is taken off.

    Any particles before the ``first`` word of a name, only the article before the others.
    """
    if not joins(word):
        return
    for length in range(1, min(_LONGEST if first else 1, len(word) - SHORTEST) + 1):
        if word[:length] in (_JOINED if first else ARTICLE):
            yield word[length:]
