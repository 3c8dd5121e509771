"""Data to stdout, everything else to stderr."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from rich.progress import Progress

PIPED_WIDTH = 200
"""Columns to use where nobody's screen sets a limit: a pipe, a file."""

# Escape codes, line and paragraph marks, direction overrides and isolates; joiners may stay, or
# letters of Persian and families of emoji would fall apart.
_STEERING = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

out = Console(highlight=False, width=None if sys.stdout.isatty() else PIPED_WIDTH)
err = Console(stderr=True, highlight=False)


def put_json(value: object) -> None:
    """One JSON value on stdout, in readable UTF-8."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def put_json_line(value: object) -> None:
    """One JSON value on one line of stdout."""
    click.echo(json.dumps(value, ensure_ascii=False))


def put_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table on stdout, one line a row; what is too long for the screen ends in an ellipsis.

    Cells are untrusted: no markup is read and no escape code passes.
    """
    table = Table(box=None, pad_edge=False, header_style="bold", expand=True)
    for heading in headings:
        # The last column takes what room the others leave.
        ratio = 1 if heading == headings[-1] else None
        table.add_column(heading, no_wrap=True, overflow="ellipsis", ratio=ratio)
    for row in rows:
        table.add_row(*[Text(printable(cell).replace("\n", " ")) for cell in row])
    out.print(table)


def progress_bar() -> Progress:
    """A progress bar on stderr, where there is somebody to look at it."""
    from rich.progress import Progress

    return Progress(console=err, transient=True, disable=not err.is_terminal)


def printable(text: str) -> str:
    """``text`` without control characters: a review must not steer the owner's terminal."""
    return _STEERING.sub(" ", text)
