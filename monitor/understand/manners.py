"""What a customer asks for, comes back for and is delighted by; what may be no review at all.

Cues by dictionary, ``data/<language>/manners.toml``, guesses all: shown with a question mark, and
never the reason why something is hidden or sent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import cast

from monitor.understand import lexicon
from monitor.understand.passage import Passage, Word
from monitor.understand.phrases import SHELVES, Phrases
from monitor.understand.prefixes import JOINING, Unjoined
from monitor.verdict import CameFor, Suspect

LONGEST_QUOTE = 12
"""In words; of a longer statement only the words around the cue are told."""


class Cue(StrEnum):
    """What a phrase gives away, beside ``CameFor`` and ``Suspect``."""

    ASKS_REFUND = "asks_refund"
    ASKS_CONTACT = "asks_contact"
    RETURNING = "returning"
    LEAVING = "leaving"
    DELIGHT = "delight"


@dataclass(frozen=True, slots=True)
class Manners:
    """As in ``Verdict``; ``delight`` are the words of the statement that the cue stands in."""

    asks_refund: bool = False
    asks_contact: bool = False
    returning: bool = False
    delight: str | None = None
    came_for: CameFor = CameFor.UNKNOWN
    suspect: Suspect = Suspect.NONE


def read(passage: Passage, lang: str) -> Manners:
    """The manners of ``passage``; of a language without a list nothing is said."""
    cues = _cues(lang)
    if cues is None:
        return Manners()
    hits = cues.phrases.find(
        cues.unjoined.apply(passage.folded) if cues.unjoined else passage.folded
    )
    told = [meaning for hit in hits for meaning in hit.meanings]
    if not told:
        return Manners()
    said = set(told)
    delights = (hit for hit in hits if Cue.DELIGHT in hit.meanings)
    delight = next((_statement(passage, hit.start, hit.end) for hit in delights), None)
    return Manners(
        asks_refund=Cue.ASKS_REFUND in said,
        asks_contact=Cue.ASKS_CONTACT in said,
        returning=Cue.RETURNING in said,
        delight=delight,
        came_for=_foremost([each for each in told if isinstance(each, CameFor)]),
        suspect=next((each for each in Suspect if each in said), Suspect.NONE),
    )


def _foremost(reasons: Sequence[CameFor]) -> CameFor:
    """The reason named most often; of two named alike nothing is known."""
    ranked = Counter(reasons).most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return CameFor.UNKNOWN
    return ranked[0][0]


def _statement(passage: Passage, start: int, end: int) -> str:
    """The words around a cue, from one punctuation mark to the next."""
    words: Sequence[Word] = passage.words
    first, last = start, end
    while first > 0 and not words[first].opens and end - first < LONGEST_QUOTE:
        first -= 1
    while last < len(words) and not words[last].opens and last - first < LONGEST_QUOTE:
        last += 1
    return passage.quote(words[first:last])


@dataclass(frozen=True, slots=True)
class _Cues:
    phrases: Phrases[Cue | CameFor | Suspect]
    unjoined: Unjoined | None


def _terms(table: Mapping[str, object]) -> Iterator[tuple[str, Cue | CameFor | Suspect]]:
    came_for = cast("Mapping[str, object]", table["came_for"])
    suspect = cast("Mapping[str, object]", table["suspect"])
    for meanings, lists in (
        (tuple(Cue), table),
        (tuple(CameFor), came_for),
        (tuple(Suspect), suspect),
    ):
        for meaning in meanings:
            for term in lexicon.folded(lists.get(meaning.value, "")):
                yield term, meaning


@cache
def _cues(lang: str) -> _Cues | None:
    table = lexicon.table("manners", lang)
    if table is None:
        return None
    if lang == JOINING:
        phrases = Phrases(_terms(table))
        return _Cues(phrases, Unjoined(phrases.knows))
    return _Cues(Phrases(_terms(table), shelf=SHELVES[lang]), None)
