"""Many small numbers side by side in one large one, so that all are added up, or multiplied, at
once: Python works on a number of any length in one step. None may outgrow its lane."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable

SHORT, LONG = "H", "I"
"""Lanes of two bytes and of four: what is in them stays below 2^16, or 2^32."""


def pack(numbers: Iterable[int], lane: str) -> int:
    """``numbers``, the first in the lowest lane."""
    # A list, for of bytes an array would take two or four at a time.
    return int.from_bytes(array(lane, [*numbers]).tobytes(), sys.byteorder)


def unpack(packed: int, count: int, lane: str) -> array[int]:
    """The ``count`` numbers in ``packed``."""
    lanes = array(lane)
    lanes.frombytes(packed.to_bytes(count * lanes.itemsize, sys.byteorder))
    return lanes
