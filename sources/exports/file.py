"""One file of an export: what form it has, and its entries one after the other."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath

from monitor.errors import NotConfigured, Oversized, SchemaChanged
from monitor.source import Json, Rejected, Request, Response
from sources.exports import csvfile, jsonlines
from sources.exports.archive import ExportFile
from sources.exports.columns import find_columns, fold, recognised
from sources.exports.records import Row
from sources.reading.encoding import guess_encoding
from sources.reading.payload import read_json, refuse_block_page

MAX_DOCUMENT = 64_000_000
"""Bytes of a JSON document, which is read whole."""
_CHUNK = 65_536
_CONTINUATION = bytes(range(0x80, 0xC0))
_JSON_LINES = frozenset({".jsonl", ".ndjson"})


@dataclass(frozen=True, slots=True)
class Dialect:
    """What the owner said about the files; None means that each is looked at.

    ``by_hand`` maps fields to the files' own headings.
    """

    delimiter: str | None = None
    encoding: str | None = None
    by_hand: Mapping[str, str] = field(default_factory=dict)


def read_file(file: ExportFile, dialect: Dialect, now: datetime) -> Json | Iterator[Row | Rejected]:
    """A JSON document as it is, or the rows of a table or of JSON lines, read one by one.

    Raises SchemaChanged for what is neither, Blocked for a challenge page, Oversized.
    """
    sample = _sample(file)
    encoding = dialect.encoding or guess_encoding(sample, _known_columns)
    text = sample.decode(encoding, "replace").lstrip("\ufeff \t\r\n")
    suffix = PurePosixPath(file.name).suffix.lower()
    if text.startswith("<"):
        refuse_block_page(_response(file, now))
        raise SchemaChanged(
            "This is a web page or a feed, not an export.",
            hint='They are read by sources of type "schemaorg" and "feed".',
        )
    if not text and suffix not in _JSON_LINES:
        raise SchemaChanged("The file is empty.", hint="Save the export once more.")
    if _is_document(text, suffix):
        return read_json(_response(file, now))
    if suffix in _JSON_LINES or text.startswith("{"):
        return _json_lines(file, encoding)
    delimiter = dialect.delimiter or csvfile.sniff_delimiter(text)
    check_columns(csvfile.first_row(text, delimiter), dialect)
    return _table(file, encoding, delimiter)


def check_columns(headers: Collection[str], dialect: Dialect) -> None:
    """Raises NotConfigured for a column that is not there, SchemaChanged if none is known."""
    there = {fold(header) for header in headers}
    for header in dialect.by_hand.values():
        if fold(header) not in there:
            raise NotConfigured(f'The file has no column "{header}".')
    if not find_columns(headers, dialect.by_hand).useful:
        raise SchemaChanged(
            "No column of words or stars was recognised.",
            hint='Say which it is: columns = { text = "...", rating = "..." }.',
        )


def _is_document(text: str, suffix: str) -> bool:
    """Whether the file is one JSON value, rather than one a line."""
    if text.startswith("["):
        return True
    if not text.startswith("{"):
        return False
    line, _newline, rest = text.partition("\n")
    row = jsonlines.read_line(line, "")
    if isinstance(row, Rejected):
        return suffix not in _JSON_LINES
    if "reviews" in row.record or "features" in row.record:
        return True
    return not rest.strip() and suffix not in _JSON_LINES


def _table(file: ExportFile, encoding: str, delimiter: str) -> Iterator[Row | Rejected]:
    with file.open() as raw, io.TextIOWrapper(raw, encoding, "replace", newline="") as stream:
        yield from csvfile.rows(stream, delimiter)


def _json_lines(file: ExportFile, encoding: str) -> Iterator[Row | Rejected]:
    with file.open() as raw, io.TextIOWrapper(raw, encoding, "replace") as stream:
        yield from jsonlines.rows(stream)


def _response(file: ExportFile, now: datetime) -> Response:
    """The whole file as if it had been fetched, for the readers of documents."""
    with file.open() as stream:
        body = stream.read(MAX_DOCUMENT + 1)
    if len(body) > MAX_DOCUMENT:
        raise Oversized("The JSON file is far too large for an export of reviews.")
    return Response(Request(file.name), file.name, body, now)


def _sample(file: ExportFile) -> bytes:
    """The beginning, and the first part that shows the encoding if the beginning is plain ASCII."""
    with file.open() as stream:
        head = stream.read(_CHUNK)
        if not head.isascii():
            return head
        while chunk := stream.read(_CHUNK):
            if not chunk.isascii():
                return head + chunk.lstrip(_CONTINUATION)
    return head


def _known_columns(text: str) -> int:
    return recognised(csvfile.first_row(text, csvfile.sniff_delimiter(text)))
