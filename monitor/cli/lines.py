"""Lines from stdin."""

from __future__ import annotations

import sys
from codecs import BOM_UTF8
from collections.abc import Iterator


def stdin_lines() -> Iterator[str]:
    """Each line without its ending, as UTF-8; bytes that are none become replacement characters.

    Only a line feed ends a line: a review may hold any other separator that Unicode knows. The
    mark that Windows sets before UTF-8 is no part of the first line.
    """
    for number, line in enumerate(sys.stdin.buffer):
        begun = line.removeprefix(BOM_UTF8) if number == 0 else line
        yield begun.decode("utf-8", "replace").rstrip("\r\n")
