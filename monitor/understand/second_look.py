"""A second look at what may be grave: what a text means as a whole, not its words one by one.

"They counted six in from the beach. There were seven" has no grave word in it, and "an apron with
blood-red hearts" has one. So besides the lists and the single words (``grave``) the encoder
(``monitor.encoder``) says where the text stands, and small networks taught by the project's own
sentences say how grave things are there. That takes some 20 ms, so it is done where one review at a
time is read, and a rating does not speak against it.
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

FILE = resources.files(__package__) / "data" / "second_look.bin"


def read(passage: Passage, listed: Alarm) -> Alarm:
    """What the lists, the words and the whole say together."""
    place = encoder.place(passage.text) if passage.words else None
    if place is None:
        return grave.read(passage, listed)
    looked = load()
    return grave.read(passage, listed, looked.odds(looked.even(place)))


@cache
def load() -> Networks:
    """The networks that come with the package."""
    return networks.read(FILE.read_bytes())[2]
