"""The same story on another site: news syndicated to ten of them is one mention.

A sketch (the smallest hashes of a text's runs of three words) finds the candidates, the share
of runs in common decides. Pure.
"""

from __future__ import annotations

import re
from heapq import nsmallest
from zlib import crc32

from monitor.match import fold
from monitor.mention import Item, Kind

LEAST_WORDS = 12
"""Shorter texts are alike by chance: "Great bread, thank you!" is nobody's story."""

LONGEST = 20_000
"""Characters looked at: more do not make a story another one."""

SIZE = 16
"""Values of a sketch. Texts that differ in one word share one of them in 995 of 1,000 cases."""

ALIKE = 0.7
"""The share of common runs from which two texts are one story: a changed word in thirty, or a
site's name added to the headline. A word in ten changed leaves about half of the runs."""

_WORD = re.compile(r"[^\W_]++")


def sketch(item: Item) -> tuple[int, ...]:
    """What ``item`` is found again by; empty for a review and for a text too short to tell."""
    if item.kind is not Kind.MENTION:
        return ()
    runs = _runs(item.words)
    return tuple(sorted(nsmallest(SIZE, {crc32(run.encode("utf-8", "replace")) for run in runs})))


def same_story(one: Item, other: Item) -> bool:
    """Whether two posts print the same text, but for a few words."""
    if Kind.REVIEW in (one.kind, other.kind):
        return False
    mine, theirs = _runs(one.words), _runs(other.words)
    common = len(mine & theirs)
    return common > 0 and common >= ALIKE * (len(mine) + len(theirs) - common)


def _runs(text: str) -> set[str]:
    words = _WORD.findall(fold(text[:LONGEST]))
    if len(words) < LEAST_WORDS:
        return set()
    return {" ".join(run) for run in zip(words, words[1:], words[2:], strict=False)}
