"""Something that happened, or an emoji: a sign that speaks although it is no feeling word."""

from __future__ import annotations

from dataclasses import dataclass

EVENT = 2.2
"""What one event weighs in VADER's valence units, as much as "happy" or "rude"."""


@dataclass(frozen=True, slots=True)
class Event:
    """The author's ``words``, and the ``value`` they add to VADER's sum.

    What VADER already made of the same words is taken off.
    """

    words: str
    value: float
