"""A second look at a review: what it means as a whole, not its words one by one.

"They counted six in from the beach. There were seven" has no grave word in it, and "puncture in the
rain, wheel back on in ten minutes" no word of praise. So besides the lists and the single words the
encoder (``monitor.encoder``) says where the text stands, at its end and halfway, and small networks
taught by the project's own sentences say what holds there: how it feels, which aspects, what is
grave. That takes some 35 ms, so it is done where one review at a time is read.
``training.second_look`` makes ``second_look.bin``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import cast

from monitor import encoder, networks
from monitor.networks import Networks
from monitor.understand.passage import Passage
from monitor.understand.subjects import Heard

FILE = resources.files(__package__) / "data" / "second_look.bin"
WORDS, WHOLE = 0.7, 1.1
"""What the log odds by the words weigh, and what those by the whole do; chosen on reviews that had
taught neither (docs/model.md)."""

Whole = Mapping[str, float]
"""The log odds of each column, by what a text means as a whole."""


def look(passage: Passage) -> Whole | None:
    """What ``passage`` means; None of what has no words, or on a machine without the encoder."""
    place = _place(passage.text) if passage.words else None
    if place is None:
        return None
    columns, reader = load()
    return dict(zip(columns, reader.said(reader.even(place)).tolist(), strict=True))


def beside(heard: Heard, whole: Whole | None) -> Heard:
    """What was ``heard`` by the words and what the ``whole`` means, put together."""
    if whole is None:
        return heard
    return heard._replace(odds=lambda column: WORDS * heard.odds(column) + WHOLE * whole[column])


def _place(text: str) -> encoder.Place | None:
    """Where ``text`` stands for the whole encoder, and beside it where it stands halfway."""
    whole, half = encoder.place(text), encoder.halfway(text)
    if whole is None or half is None:
        return None
    import numpy as np

    return np.concatenate((whole, half))


@cache
def load() -> tuple[list[str], Networks]:
    """The columns and what reads them, as they come with the package."""
    header, _, reader = networks.read(FILE.read_bytes())
    return cast("list[str]", header["columns"]), reader
