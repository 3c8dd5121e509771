"""What the owner is told that a text speaks of: what its words name, as far as the others bear it
out, and what it speaks of without naming it.

A list that knows "cold" as a complaint about food hears it in "a cold morning" as well. So each
aspect is weighed by what all words of the text say of it (``subjects``), or those of the statement
alone where they say more: one that an event names needs little, one that is merely named ("the
waiter"), or not at all, more. Whether it is spoken well or ill of is weighed alike; what an event
says of that is believed unless both the text and the statement speak clearly against it.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from monitor.understand import second_look, subjects
from monitor.understand.passage import Passage
from monitor.understand.reading import Reading
from monitor.understand.said import Named
from monitor.understand.second_look import Whole
from monitor.understand.subjects import Heard, towards
from monitor.verdict import ASPECTS, AspectFinding, Polarity, Sentiment

BORNE_OUT = -1.5
"""From these log odds on what an event names is told, ..."""
LIKELY = 0.25
"""... and from these on what none does. Both were chosen on reviews that had taught nothing
(docs/model.md); half a unit more or less changes little."""
CONTRADICTED = 1.5
"""Log odds against what an event says, by the text and by the statement, from which on it is taken
the other way."""
PLAIN = frozenset({Sentiment.NEUTRAL, Sentiment.UNKNOWN})
"""Who feels nothing, or cannot be read, is not taken to speak well or ill of what no event says."""
OTHER = {Polarity.POSITIVE: Polarity.NEGATIVE, Polarity.NEGATIVE: Polarity.POSITIVE}


def findings(
    passage: Passage,
    feeling: Reading,
    named: Sequence[Named],
    own: Container[str] = (),
    whole: Whole | None = None,
) -> tuple[AspectFinding, ...]:
    """Those of ``named`` that are borne out, and the aspects of ``passage`` beyond them, pointing
    as the words and the ``feeling`` of the whole make likely.

    An aspect for which the shop has words of its ``own`` is not doubted. What is merely named is
    told as neutral if nothing hurts or pleases. ``whole`` is what a second look found.
    """
    heard = subjects.load().hear(passage)
    events = [each for each in named if _takes_side(each)]
    told = [each.finding for each in events]
    if heard is not None:
        weighed = _Weighed(passage, second_look.beside(heard, whole), feeling.score)
        told = [
            weighed.righted(each)
            for each in events
            if each.finding.aspect in own or weighed.bears_out(each)
        ]
        if feeling.sentiment not in PLAIN:
            told += weighed.guessed(named)
    # What an event that was turned round says, another one may say by name.
    said = {(each.aspect, each.polarity) for each in told if each.named}
    kept = [each for each in told if each.named or (each.aspect, each.polarity) not in said]
    return tuple(kept or (each.finding for each in named if not _takes_side(each)))


class _Weighed:
    """What the words of a text say of each aspect."""

    def __init__(self, passage: Passage, heard: Heard, score: float) -> None:
        self._passage = passage
        self._heard = heard
        self._score = score
        self._parts: dict[range, Heard] = {}

    def bears_out(self, event: Named) -> bool:
        """Whether what an event names is likely by all words, or by those of its statement."""
        aspect = event.finding.aspect
        return self._heard.odds(aspect) > BORNE_OUT or self._part(event).odds(aspect) > BORNE_OUT

    def righted(self, event: Named) -> AspectFinding:
        """What an event says, or the contrary as a guess where everything speaks against it."""
        found = event.finding
        if self._against(self._heard, found) and self._against(self._part(event), found):
            return AspectFinding(found.aspect, OTHER[found.polarity], found.quote, named=False)
        return found

    def guessed(self, named: Sequence[Named]) -> Iterator[AspectFinding]:
        """What no event says, by what all words together do."""
        met = {each.finding.aspect: each for each in reversed(named)}
        sided = {each.finding.aspect for each in named if _takes_side(each)}
        for aspect in ASPECTS:
            if aspect in sided:
                continue
            first = met.get(aspect)
            likely = self._heard.odds(aspect) > LIKELY
            if likely or (first and self._part(first).odds(aspect) > LIKELY):
                quote = first.finding.quote if first else self._quote(aspect)
                good = self._leaning(self._heard, aspect) > 0
                side = Polarity.POSITIVE if good else Polarity.NEGATIVE
                yield AspectFinding(aspect, side, quote, named=False)

    def _against(self, heard: Heard, found: AspectFinding) -> bool:
        said = self._leaning(heard, found.aspect)
        return (said if found.polarity is Polarity.POSITIVE else -said) <= -CONTRADICTED

    def _leaning(self, heard: Heard, aspect: str) -> float:
        """How much likelier good is said of ``aspect`` than bad, as a logit."""
        good, bad = (heard.odds(towards(aspect, side)) for side in OTHER)
        return good - bad + self._score

    def _part(self, named: Named) -> Heard:
        """What its statement says alone."""
        if named.places not in self._parts:
            self._parts[named.places] = subjects.load().part(self._heard, named.places)
        return self._parts[named.places]

    def _quote(self, aspect: str) -> str:
        return subjects.quote(self._passage, subjects.load().loudest(self._heard, aspect))


def _takes_side(named: Named) -> bool:
    return named.finding.polarity is not Polarity.NEUTRAL
