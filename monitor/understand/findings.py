"""What the owner is told that a text speaks of: what its words name, as far as the others bear it
out, and what it speaks of without naming it.

A list that knows "cold" as a complaint about food hears it in "a cold morning" as well. So each
aspect is weighed by what all words of the text say of it (``subjects``), or those of the statement
alone where they say more: one that an event names needs little, one that speaks against the whole
text more, a bare name ("the waiter") still more, and what nothing names most.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from monitor.understand import subjects
from monitor.understand.passage import Passage
from monitor.understand.said import Named
from monitor.verdict import ASPECTS, AspectFinding, Polarity, Sentiment

BORNE_OUT = -1.5
"""From these log odds on what an event names is told where the whole text points the same way or
nowhere, ..."""
AGAINST = 0.0
"""... from these on where the text points the other way, ..."""
MENTIONED = -0.75
"""... from these on what is merely named points as the text does, ..."""
LIKELY = 0.0
"""... and from these on what nothing names. All four were chosen on reviews that had taught
nothing (docs/model.md); half a unit more or less changes little."""
POLARITY = {Sentiment.POSITIVE: Polarity.POSITIVE, Sentiment.NEGATIVE: Polarity.NEGATIVE}


def findings(
    passage: Passage,
    sentiment: Sentiment,
    named: Sequence[Named],
    own: Container[str] = (),
) -> tuple[AspectFinding, ...]:
    """Those of ``named`` that are borne out, and the aspects of ``passage`` beyond them.

    An aspect for which the shop has words of its ``own`` is not doubted. A text without a side
    lends it to nothing; what is merely named is then told if nothing hurts or pleases.
    """
    weighed = _Weighed(passage)
    side = POLARITY.get(sentiment)
    told = [
        each.finding
        for each in named
        if _takes_side(each)
        and (each.finding.aspect in own or weighed.odds(each) > _least(each.finding, side))
    ]
    if side is not None:
        told += weighed.lent(side, named)
    return tuple(told or (each.finding for each in named if not _takes_side(each)))


class _Weighed:
    """What the words of a text say of each aspect."""

    def __init__(self, passage: Passage) -> None:
        self._passage = passage
        self._reader = subjects.load()
        self._heard = self._reader.hear(passage)

    def odds(self, named: Named) -> float:
        """The log odds of an aspect that is named; enough for any where no word is known."""
        if self._heard is None:
            return 0.0
        column = self._reader.columns.index(named.finding.aspect)
        alone = self._reader.part(self._heard, column, named.places)
        return max(self._reader.odds(self._heard, column), alone)

    def lent(self, side: Polarity, named: Sequence[Named]) -> Iterator[AspectFinding]:
        """What gets its ``side`` from the whole text: guesses, all of them."""
        if self._heard is None:
            return
        met = {each.finding.aspect: each for each in named}
        columns = enumerate(self._reader.columns)
        for column, aspect in ((at, each) for at, each in columns if each in ASPECTS):
            if aspect not in met:
                if self._reader.odds(self._heard, column) > LIKELY:
                    loudest = self._reader.loudest(self._heard, column)
                    quote = subjects.quote(self._passage, loudest)
                    yield AspectFinding(aspect, side, quote, named=False)
            elif not _takes_side(met[aspect]) and self.odds(met[aspect]) > MENTIONED:
                yield AspectFinding(aspect, side, met[aspect].finding.quote, named=False)


def _takes_side(named: Named) -> bool:
    return named.finding.polarity is not Polarity.NEUTRAL


def _least(finding: AspectFinding, side: Polarity | None) -> float:
    """The log odds that an event needs."""
    return AGAINST if side is not None and finding.polarity is not side else BORNE_OUT
