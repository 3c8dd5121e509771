"""Finnish: Prisma, Prisman, Prismassa, Prismaan, Prismallakin. Folded: ä is a, ö is o.

Endings that make words of other languages are left out: "-t" makes a planet of a plane, "-na"
the Romanian light of Lumi. Consonant gradation (kauppa, kaupan) is left out, too: names rarely
take part in it, and where they do the owner lists the other stem.
"""

from __future__ import annotations

import re

_CASES = ("n", "a", "ta", "ssa", "sta", "lla", "lta", "lle", "ksi", "tta", "nsa", "mme")
_AFTER_CONSONANT = ("n", "a", "ssa", "sta", "in", "lla", "lta", "lle", "ksi", "tta", "nsa", "mme")
_CLITICS = ("", "kin", "ko", "han", "kaan", "pa")
_WORD = re.compile("[a-z]+")
_VOWELS = "aeiouy"


def inflected(word: str) -> set[str]:
    """The case forms of ``word``, with and without a clitic (-kin, -ko, -han)."""
    if not _WORD.fullmatch(word):
        return set()
    bases = {stem + ending for stem, endings in _stems(word) for ending in endings}
    joined = {base + clitic for base in bases for clitic in _CLITICS}
    if word[-1] in _VOWELS:
        joined |= {word + clitic for clitic in _CLITICS if len(clitic) > 2}
    return joined


def _stems(word: str) -> list[tuple[str, tuple[str, ...]]]:
    last = word[-1]
    if last in _VOWELS:
        into = (f"{last}n", f"h{last}n", "seen")
        vocal: list[tuple[str, tuple[str, ...]]] = [(word, (*_CASES, *into))]
        if last == "e":
            vocal.append((f"{word}e", ("n", "ssa", "sta", "lla", "lta", "lle", "ksi", "seen")))
        return vocal
    stems: list[tuple[str, tuple[str, ...]]] = [(f"{word}i", _AFTER_CONSONANT)]
    if word.endswith("nen"):
        stems += [(f"{word[:-3]}se", (*_CASES, "en")), (word[:-3], ("sta",))]
    elif last == "s":
        stems += [(f"{word[:-1]}kse", (*_CASES, "en")), (word, ("ta",))]
    return stems
