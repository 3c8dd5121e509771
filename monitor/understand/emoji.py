"""Emoji that take a side where VADER, which reads their names, hears nothing ("thumbs up")."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from monitor.understand import lexicon
from monitor.understand.event import EVENT, Event
from monitor.understand.passage import Passage

SIGNS = {"good": 1.0, "bad": -1.0}


def read(passage: Passage) -> tuple[Event, ...]:
    """One event for each such emoji, however often it is repeated."""
    values = _values()
    if passage.text.isascii() or not any(map(passage.text.__contains__, values)):
        return ()
    return tuple(
        Event(char, values[char]) for char in dict.fromkeys(passage.text) if char in values
    )


@cache
def _values() -> Mapping[str, float]:
    table = lexicon.read_common("emoji")
    return {
        emoji: sign * EVENT for name, sign in SIGNS.items() for emoji in str(table[name]).split()
    }
