"""Small networks that read where a text stands (``monitor.encoder``), heard together.

A file of them is a line of JSON, which tells the shapes of the tables, and the compressed tables:
what the reader needs besides, then weights and starts, inwards and outwards, of each network.
``training.network`` teaches them.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Table = NDArray[np.float32]

PARTS = 4
"""Tables of one network."""


@dataclass(frozen=True)
class Networks:
    """``middle`` and ``spread`` even a place out before the ``layers`` of each network read it."""

    middle: Table
    spread: Table
    layers: Sequence[tuple[Table, ...]]

    def even(self, place: Table) -> Table:
        """``place`` as the networks read it."""
        evened: Table = (place - self.middle) / self.spread
        return evened

    def said(self, even: Table) -> Table:
        """What all networks together say of what stands there: the log odds of each column."""
        every = [
            (even @ inwards + start).clip(0.0) @ outwards + end
            for inwards, start, outwards, end in self.layers
        ]
        return cast("Table", sum(every[1:], every[0]) / len(every))

    def odds(self, even: Table) -> float:
        """What they say where there is one column."""
        return float(self.said(even)[0])


def read(blob: bytes, besides: int = 0) -> tuple[Mapping[str, object], list[Table], Networks]:
    """What a file's line says, its tables for something ``besides``, and the networks."""
    import numpy as np

    line, _, packed = blob.partition(b"\n")
    header = json.loads(line)
    numbers = np.frombuffer(zlib.decompress(packed), np.float16).astype(np.float32)
    tables = []
    for shape in header["shapes"]:
        size = int(np.prod(shape))
        tables.append(numbers[:size].reshape(shape))
        numbers = numbers[size:]
    middle, spread, *rest = tables
    others, rest = rest[:besides], rest[besides:]
    layers = [tuple(rest[at : at + PARTS]) for at in range(0, len(rest), PARTS)]
    return header, others, Networks(middle, spread, layers)
