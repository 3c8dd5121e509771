"""A second look at what may be grave: what a text means as a whole, not its words one by one.

"She wrote my phone number on the window for everybody" has no grave word in it. Where the lists
and the single words (``grave``) raise no alarm, the encoder (``monitor.encoder``) says where the
text stands, and small networks taught by the project's own sentences say how grave things are
there. That takes some 20 ms, so it is done where one review at a time is read, and a rating does
not speak against it.
``training.second_look`` makes ``second_look.bin``.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from monitor import encoder, networks
from monitor.networks import Networks
from monitor.understand import grave
from monitor.understand.passage import Passage
from monitor.understand.urgency import Alarm
from monitor.verdict import Urgency

FILE = resources.files(__package__) / "data" / "second_look.bin"
GRAVE = 0.5
"""From these log odds on, those of the words added to those of the whole, there is an alarm: on
unseen reviews nine in ten grave ones are heard with it, eight in ten without (docs/model.md)."""
RATED_WELL = 4.0
"""Who gives so many stars is seldom hurt; of the few who are, the words tell."""


def read(passage: Passage, stars: float | None, known: Alarm) -> Alarm:
    """``known``, or where that is no alarm what the second look finds. The stars are those that
    stand beside the text."""
    if known.urgency is not Urgency.NONE or (stars is not None and stars >= RATED_WELL):
        return known
    heard = grave.load().hear(passage)
    place = None if heard is None else encoder.place(passage.text)
    if heard is None or place is None:
        return known
    looked = load()
    whole = looked.odds(looked.even(place))
    return grave.alarm(passage, heard) if grave.urgent(heard) + whole >= GRAVE else known


@cache
def load() -> Networks:
    """The networks that come with the package."""
    return networks.read(FILE.read_bytes())[2]
