"""A second look at a review: what it means as a whole, not its words one by one.

"They counted six in from the beach. There were seven" has no grave word in it, and "puncture in the
rain, wheel back on in ten minutes" no word of praise. So besides the lists and the single words the
encoder (``monitor.encoder``) says where the text stands, at its end and halfway, and small networks
taught by the project's own sentences say what holds there: how it feels, which aspects, what is
grave. What people write elsewhere than about shops feels otherwise, and has a network of its own.
That takes some 35 ms, so it is done where one review at a time is read, or where the words leave
doubt. ``training.second_look`` makes ``second_look.bin``, ``training.public``
``second_look_public.bin``.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from functools import cache
from importlib import resources
from typing import NamedTuple, cast

from monitor import encoder, networks
from monitor.networks import Networks
from monitor.understand.passage import Passage
from monitor.understand.subjects import HURT, PLEASED, Heard, felt

FOLDER = resources.files(__package__) / "data"
SHOP, PUBLIC = "second_look.bin", "second_look_public.bin"
CUSTOMER = "customer"
"""The column of what a shop's customer writes, and not somebody elsewhere."""
OF_PUBLIC = (HURT, PLEASED, CUSTOMER)
WORDS, WHOLE = 0.7, 1.1
"""What the log odds by the words weigh, and what those by the whole do; chosen on reviews that had
taught neither (docs/model.md)."""


class Look(Enum):
    """When a second look is taken: where the words leave doubt, ``IN_DOUBT``, means that they
    hardly take a side, or that something grave is not out of the question."""

    NEVER = auto()
    IN_DOUBT = auto()
    ALWAYS = auto()


class Felt(NamedTuple):
    """How much likelier somebody is pleased than hurt, a logit: as people write of a ``shop``, and
    as they write of anything else, in ``public``; and how much likelier it is a ``customer`` of a
    shop who writes than anybody else."""

    shop: float
    public: float
    customer: float


class Whole(NamedTuple):
    """What a text means as a whole: the log ``odds`` of each column, and how it is ``felt``."""

    odds: Mapping[str, float]
    felt: Felt


def look(passage: Passage) -> Whole | None:
    """What ``passage`` means; None of what has no words, or on a machine without the encoder."""
    place = _place(passage.text) if passage.words else None
    if place is None:
        return None
    odds, public = _odds(load(SHOP), place), _odds(load(PUBLIC), place)
    return Whole(odds, Felt(felt(odds.__getitem__), felt(public.__getitem__), public[CUSTOMER]))


def beside(heard: Heard, whole: Whole | None) -> Heard:
    """What was ``heard`` by the words and what the ``whole`` means, put together."""
    if whole is None:
        return heard
    odds = whole.odds
    return heard._replace(odds=lambda column: WORDS * heard.odds(column) + WHOLE * odds[column])


def _odds(taught: tuple[list[str], Networks], place: encoder.Place) -> dict[str, float]:
    columns, reader = taught
    return dict(zip(columns, reader.said(reader.even(place)).tolist(), strict=True))


def _place(text: str) -> encoder.Place | None:
    """Where ``text`` stands for the whole encoder, and beside it where it stands halfway."""
    whole, half = encoder.place(text), encoder.halfway(text)
    if whole is None or half is None:
        return None
    import numpy as np

    return np.concatenate((whole, half))


@cache
def load(name: str = SHOP) -> tuple[list[str], Networks]:
    """The columns and what reads them, as they come with the package."""
    header, _, reader = networks.read((FOLDER / name).read_bytes())
    return cast("list[str]", header["columns"]), reader
