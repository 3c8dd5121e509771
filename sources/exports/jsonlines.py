"""JSON lines: one object a line. A broken line costs that line alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TextIO

from monitor.source import Rejected
from sources.exports.records import Row

MAX_LINE = 1_000_000
"""Characters. A longer line is no review."""


def rows(stream: TextIO) -> Iterator[Row | Rejected]:
    """Every object in ``stream``, one at a time; blank lines are passed over."""
    number = 0
    while line := stream.readline(MAX_LINE):
        number += 1
        where = f"line {number}"
        if len(line) == MAX_LINE and not line.endswith("\n"):
            _skip_rest(stream)
            yield Rejected("The line is too long for a review.", where)
        elif line.strip():
            yield read_line(line, where)


def read_line(line: str, where: str) -> Row | Rejected:
    """The object written in ``line``."""
    try:
        value: object = json.loads(line, parse_constant=lambda _name: None)
    except (ValueError, RecursionError):
        return Rejected("The line is not valid JSON.", where)
    return Row(where, value) if isinstance(value, dict) else Rejected("Not an object.", where)


def _skip_rest(stream: TextIO) -> None:
    while (part := stream.readline(MAX_LINE)) and not part.endswith("\n"):
        pass
