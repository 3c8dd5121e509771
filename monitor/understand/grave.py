"""What sounds grave although no word on the lists says so: "her lips went the size of sausages".

``data/grave.bin`` has the form of ``aspects.bin`` (``unnamed.Reader``): what each word says of a
text being urgent at all, and of each urgent matter. ``training.wordwise`` makes it of the project's
own sentences. The lists speak first: they are sure of the matter, and tell it by their words.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from monitor.understand import unnamed
from monitor.understand.passage import Passage
from monitor.understand.unnamed import Heard
from monitor.understand.urgency import TITLES, Alarm
from monitor.verdict import Urgency

FILE = resources.files(__package__) / "data" / "grave.bin"
URGENT = "urgent"
LIKELY = 0.0
"""From these log odds on there is an alarm. On unseen reviews that hears four more of 78 grave
ones, with false alarms in one text of two hundred more (docs/model.md)."""


def read(passage: Passage, listed: Alarm) -> Alarm:
    """``listed``, what the lists say; where they are silent, what the words together sound like."""
    if listed.urgency is not Urgency.NONE:
        return listed
    heard = load().hear(passage)
    return listed if heard is None or urgent(heard) < LIKELY else alarm(passage, heard)


def urgent(heard: Heard) -> float:
    """The log odds that what was ``heard`` is urgent at all."""
    return heard.odds[load().columns.index(URGENT)]


def alarm(passage: Passage, heard: Heard) -> Alarm:
    """The matter that ``passage`` most sounds like, with the words that say most of it."""
    odds = dict(zip(load().columns, heard.odds, strict=True))
    del odds[URGENT]
    matter = max(odds, key=lambda each: odds[each])
    words = unnamed.quote(passage, heard.loudest(load().columns.index(matter)))
    urgency = Urgency(matter)
    return Alarm(urgency, (f"It sounds urgent: “{words}” may be about {TITLES[urgency]}.",))


@cache
def load() -> unnamed.Reader:
    """The reader that comes with the package."""
    return unnamed.Reader(FILE.read_bytes())
