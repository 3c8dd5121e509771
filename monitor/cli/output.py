"""Data to stdout, everything else to stderr."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False)


def put_json(value: object) -> None:
    """One JSON value on stdout, in readable UTF-8."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def put_json_line(value: object) -> None:
    """One JSON value on one line of stdout."""
    click.echo(json.dumps(value, ensure_ascii=False))


def put_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table on stdout. Cells are untrusted: no markup is read and no escape code passes."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*[Text(printable(cell)) for cell in row])
    out.print(table)


def printable(text: str) -> str:
    """``text`` without control characters: a review must not steer the owner's terminal."""
    return "".join(char if char.isprintable() or char == "\n" else " " for char in text)
