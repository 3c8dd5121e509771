"""sqlite-utils without the numerics library that it merely looks for.

sqlite-utils imports numpy and pandas wherever they are installed, only to know their number
types. matplotlib, which draws the weekly chart, brings numpy along; loaded here it would cost
the idle process about 20 MB and a quarter of its start for types that we never store. A None
in ``sys.modules`` is Python's own way to say "not there" to an import; it is taken back at
once, so that the chart finds numpy when it is drawn.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _out_of_sight(*names: str) -> Iterator[None]:
    hidden = [name for name in names if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


with _out_of_sight("numpy", "pandas"):
    from sqlite_utils import Database

__all__ = ["Database"]
