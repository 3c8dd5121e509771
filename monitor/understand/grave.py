"""Whether a text is grave, by its words together: "her lips went the size of sausages".

``data/grave.bin`` has the form of ``aspects.bin`` (``unnamed.Reader``): what each word says of a
text being urgent at all, and of each urgent matter. ``training.wordwise`` makes it of the project's
own sentences. A word on the lists weighs much, but not everything: "killer prices" hurt nobody.
Where the lists speak, they are sure of the matter, and tell it by their words.
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
LIKELY = -0.25
"""From these log odds on there is an alarm: a missed allergy is worse than a false one."""
LISTED = 1.5
"""What each of two words adds to them that the lists hear: one alone ("killer") often means
something else."""
ENOUGH = 2
BESIDE = 2
"""Where the words up to so far from those say more than all do, they count: "great food, but I got
food poisoning". All were chosen on the reviews of ``bench/unseen`` (docs/model.md)."""


def read(passage: Passage, listed: Alarm, whole: float = 0.0) -> Alarm:
    """What the lists say and what all words together sound like, put together; ``whole`` are the
    log odds by what the text means as a whole, where that is known. Of words never met the lists
    alone can tell."""
    heard = load().hear(passage)
    if heard is None:
        return listed
    if listed.urgency is Urgency.NONE:
        return alarm(passage, heard) if urgent(heard) + whole >= LIKELY else listed
    return listed if _borne_out(heard, listed, whole) else Alarm()


def _borne_out(heard: Heard, listed: Alarm, whole: float) -> bool:
    """Whether the words beside those that raised an alarm speak of something urgent, too; one that
    was raised by words never met stands."""
    if not any(any(heard.rows[at.start : at.stop]) for at in listed.places):
        return True
    column = load().columns.index(URGENT)
    near = (range(max(at.start - BESIDE, 0), at.stop + BESIDE) for at in listed.places)
    loudest = max(heard.odds[column], *(load().part(heard, column, each) for each in near))
    words = len(listed.places) - 1 + max(map(len, listed.places))
    return loudest + whole + LISTED * min(words, ENOUGH) >= LIKELY


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
