"""What was said of the shop, as the lists hear it: each aspect that is named, and each event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from monitor.understand.event import Event
from monitor.verdict import AspectFinding, Polarity


class Named(NamedTuple):
    """A finding, and the ``places`` among the words of the text where the statement stands that it
    was named in first."""

    finding: AspectFinding
    places: range


@dataclass(frozen=True, slots=True)
class Said:
    """What was ``named``, in the order of the text; ``events`` for the sentiment."""

    named: tuple[Named, ...] = ()
    events: tuple[Event, ...] = ()

    @property
    def both(self) -> bool:
        """Whether something was good and something bad."""
        told = {each.finding.polarity for each in self.named}
        return {Polarity.POSITIVE, Polarity.NEGATIVE} <= told
