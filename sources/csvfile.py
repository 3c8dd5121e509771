"""Tables as text: CSV, TSV, and what Excel saves in Finland, Romania, Israel and Kazakhstan."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import TextIO

from monitor.errors import SchemaChanged
from monitor.source import Rejected
from sources.columns import recognised
from sources.records import Row

MAX_LINE = 1_000_000
"""Characters. A longer line is no row of a table of reviews."""
_DELIMITERS = ";,\t|"
_STATED = re.compile(r'"?sep=(.)"?\s*\Z')


def first_row(text: str, delimiter: str) -> list[str]:
    """The cells of the first row of ``text`` that is not blank."""
    rows = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    try:
        return next((row for row in rows if any(cell.strip() for cell in row)), [])
    except csv.Error:
        return []


def sniff_delimiter(text: str) -> str:
    """What separates the columns of the table that begins with ``text``."""
    head = text.lstrip().partition("\n")[0]
    if stated := _STATED.match(head):
        return stated[1]

    def quality(delimiter: str) -> tuple[int, int]:
        header = first_row(text, delimiter)
        return recognised(header), len(header)

    return max(_DELIMITERS, key=quality)


def rows(stream: TextIO, delimiter: str) -> Iterator[Row | Rejected]:
    """Every row under the header, one at a time. ``stream`` must be open with ``newline=""``."""
    reader = csv.reader(_lines(stream), delimiter=delimiter)
    header: list[str] = []
    while True:
        where = f"line {reader.line_num + 1}"
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Rejected("Not a readable row: a quotation mark may be missing.", where)
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if not header:
            header = [] if _STATED.match(",".join(cells)) else [cell.strip() for cell in cells]
        elif any(cell.strip() for cell in cells[len(header) :]):
            yield Rejected(f"{len(cells)} cells under {len(header)} headings.", where)
        else:
            cells += [""] * (len(header) - len(cells))
            yield Row(
                where, dict(zip(reversed(header), reversed(cells[: len(header)]), strict=True))
            )


def _lines(stream: TextIO) -> Iterator[str]:
    while line := stream.readline(MAX_LINE):
        if len(line) == MAX_LINE:
            raise SchemaChanged("A line is too long for a table of reviews.")
        yield line
