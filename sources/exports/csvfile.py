"""Tables as text: CSV, TSV, and what Excel saves in Finland, Romania, Israel and Kazakhstan."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import TextIO

from monitor.errors import SchemaChanged
from monitor.source import Rejected
from sources.exports.columns import recognised
from sources.exports.records import Row

MAX_LINE = 1_000_000
"""Characters. A longer line is no row of a table of reviews."""
_DELIMITERS = ";,\t|"
_STATED = re.compile(r'"?sep=(.)"?\s*\Z')


def first_row(text: str, delimiter: str) -> list[str]:
    """The headings of the table that begins with ``text``: its first row that is not blank."""
    head, _newline, rest = text.lstrip().partition("\n")
    table = rest if _STATED.match(head) else text
    rows = csv.reader(io.StringIO(table, newline=""), delimiter=delimiter)
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
    lines = _Lines(stream)
    reader = csv.reader(lines, delimiter=delimiter)
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
            header = [] if _STATED.match(delimiter.join(cells)) else cells
        elif any(cell.strip() for cell in cells[len(header) :]):
            yield Rejected(f"{len(cells)} cells under {len(header)} headings.", where)
        elif len(cells) < len(header) and lines.broken_off:
            yield Rejected("The file breaks off in the middle of a row.", where)
        else:
            yield _row(where, header, cells)


def _row(where: str, header: list[str], cells: list[str]) -> Row:
    """The cells by their headings. Of two equal headings the first counts."""
    record: dict[str, object] = {}
    for number, name in enumerate(header):
        record.setdefault(name.strip(), cells[number] if number < len(cells) else "")
    return Row(where, record, tabular=True)


class _Lines:
    """The lines of a stream. ``broken_off`` says that the last one given had no end."""

    def __init__(self, stream: TextIO) -> None:
        self.broken_off = False
        self._stream = stream

    def __iter__(self) -> Iterator[str]:
        while line := self._stream.readline(MAX_LINE):
            self.broken_off = not line.endswith(("\n", "\r"))
            if self.broken_off and len(line) == MAX_LINE:
                raise SchemaChanged(
                    "A line is too long for a table of reviews.", hint="Is it the right file?"
                )
            yield line
