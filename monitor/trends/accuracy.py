"""How well goodword reads, as far as the owner's corrections tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from monitor.correction import Tally

LOOK_BACK = timedelta(days=91)
"""A quarter: what an older engine misread long ago says little about today."""
ENOUGH = 20
"""Of fewer mentions nothing follows about how well they were read."""
ENOUGH_IN_ONE = 10
"""A language stands out only from so many mentions on, ..."""
MORE_THAN_ONE = 2
"""... and with so many corrections: one of them may be a slip."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """What the owner has seen and corrected, language by language, the most frequent first.

    What was not corrected need not have been right: nobody corrects everything.
    """

    by_language: tuple[Tally, ...]

    @property
    def seen(self) -> int:
        return sum(each.seen for each in self.by_language)

    @property
    def corrected(self) -> int:
        return sum(each.corrected for each in self.by_language)

    @property
    def telling(self) -> bool:
        """Whether there are enough to say anything."""
        return self.seen >= ENOUGH

    @property
    def weakest(self) -> Tally | None:
        """The language that was misread more often than all taken together, if one clearly was."""
        if len(self.by_language) < 2:
            return None
        standing_out = [
            each
            for each in self.by_language
            if each.seen >= ENOUGH_IN_ONE
            and each.corrected >= MORE_THAN_ONE
            and each.corrected * self.seen > self.corrected * each.seen
        ]
        return max(standing_out, key=lambda each: each.corrected / each.seen, default=None)


def measured(tallies: Iterable[Tally]) -> Accuracy | None:
    """What the corrections tell; None where the owner has corrected nothing, for then nothing
    was measured."""
    accuracy = Accuracy(tuple(tallies))
    return accuracy if accuracy.corrected else None
