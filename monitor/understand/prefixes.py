"""Hebrew joins "and", "the", "in", "to", "from", "that" and "as" to the word that follows.

Which letters are such a prefix can't be seen from the word alone; a word list can tell, for it
knows the rest: ``ובלחם`` ("and in the bread") is ``לחם`` to a list that has bread in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from monitor.understand.memo import CACHED_WORDS, Memo

JOINING = "he"
"""The language that joins its small words to the next one."""
JOINED = frozenset("והבלמשכ")
MOST_JOINED = 3
SHORTEST_REST = 2


class Unjoined:
    """The words of a text as a list knows them; ``knows`` says whether a word is in that list."""

    def __init__(self, knows: Callable[[str], bool]) -> None:
        self._knows = knows
        self._seen = Memo(self._look_up, CACHED_WORDS)

    def apply(self, forms: Sequence[str]) -> list[str]:
        """``forms`` without prefixes where the rest is a known word; others as they are."""
        return [self._seen[form] if "א" <= form[0] <= "ת" else form for form in forms]

    def _look_up(self, form: str) -> str:
        for size in range(MOST_JOINED + 1):
            rest = form[size:]
            if len(rest) < SHORTEST_REST or not JOINED.issuperset(form[:size]):
                break
            if self._knows(rest):
                return rest
        return form
