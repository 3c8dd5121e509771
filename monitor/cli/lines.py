"""Lines from stdin."""

from __future__ import annotations

import sys
from collections.abc import Iterator


def stdin_lines() -> Iterator[str]:
    """Each line without its ending, as UTF-8; bytes that are none become replacement characters.

    Only a line feed ends a line: a review may hold any other separator that Unicode knows.
    """
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", "replace").rstrip("\r\n")
