"""What sounds grave although no word on the lists says so: "her lips went the size of sausages".

``data/grave.bin`` has the form of ``aspects.bin`` (``unnamed.Reader``): what each word says of a
text being urgent at all, and of each urgent matter. ``training.aspects`` makes it of the project's
own sentences. The lists speak first: they are sure of the matter, and tell it by their words.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from monitor.understand import unnamed
from monitor.understand.passage import Passage
from monitor.understand.urgency import TITLES, Alarm
from monitor.verdict import Urgency

FILE = resources.files(__package__) / "data" / "grave.bin"
URGENT = "urgent"
LIKELY = 0.0
"""From these log odds on there is an alarm. On unseen reviews that hears a twelfth more of what is
grave, with false alarms in one text of two hundred more (docs/model.md)."""


def read(passage: Passage, listed: Alarm) -> Alarm:
    """``listed``, what the lists say; where they are silent, what the words together sound like."""
    if listed.urgency is not Urgency.NONE:
        return listed
    reader = load()
    heard = reader.hear(passage)
    if heard is None:
        return listed
    odds = dict(zip(reader.columns, heard.odds, strict=True))
    if odds.pop(URGENT) < LIKELY:
        return listed
    matter = max(odds, key=lambda each: odds[each])
    words = unnamed.quote(passage, heard.loudest(reader.columns.index(matter)))
    urgency = Urgency(matter)
    return Alarm(urgency, (f"It sounds urgent: “{words}” may be about {TITLES[urgency]}.",))


@cache
def load() -> unnamed.Reader:
    """The reader that comes with the package."""
    return unnamed.Reader(FILE.read_bytes())
