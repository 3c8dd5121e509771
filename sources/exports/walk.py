"""One walk over an export: every file read into items, a bad one at no cost to the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from itertools import chain, islice
from pathlib import PurePosixPath

from monitor.errors import Refused, SchemaChanged, SourceError
from monitor.mention import Item, Kind
from monitor.source import Aggregate, Json, Rejected
from sources.exports.archive import TROUBLE, Export, ExportFile, broken_archive
from sources.exports.cells import flat
from sources.exports.columns import find_columns
from sources.exports.documents import Document, place_title, read_document
from sources.exports.file import Dialect, check_columns, read_file
from sources.exports.records import RecordReader, Row
from sources.google.review import is_google_review, location_of

_LEARN_FROM = 1000
"""Rows at the head of a file that show how it is written."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read: what holds for entries that do not say it themselves."""

    now: datetime
    kind: Kind = Kind.REVIEW
    zone: tzinfo = UTC
    dialect: Dialect = field(default_factory=Dialect)


class ExportWalk:
    """Reads an export. ``aggregate`` and ``complete`` are known once ``entries`` is used up."""

    def __init__(self, reading: Reading) -> None:
        self.aggregate: Aggregate | None = None
        self.complete = False
        self._reading = reading
        self._google: dict[str, tuple[Item, PurePosixPath]] = {}
        self._titles: dict[PurePosixPath, str] = {}
        self._only_takeout = True

    def entries(self, export: Export) -> Iterator[Item | Rejected]:
        """Every item, and every entry that could not be read.

        Raises a SourceError when nothing in the export is a list of reviews.
        """
        trouble: list[SourceError] = []
        understood = rejected = 0
        yield from export.rejected
        for file in export.files:
            try:
                for entry in self._file(file):
                    rejected += isinstance(entry, Rejected)
                    yield _placed(entry, file, export)
                understood += 1
            except _Unrelated as unrelated:
                trouble.append(unrelated.error)
            except SourceError as error:
                trouble.append(error)
                if not export.single and not isinstance(error, Refused):
                    rejected += 1
                    yield Rejected(error.message, file.name)
        if not understood:
            raise _most_telling(trouble)
        for item, folder in self._google.values():
            yield replace(item, about=self._titles.get(folder))
        clean = not rejected and not export.rejected
        self.complete = export.whole and self._only_takeout and bool(self._google) and clean

    def _file(self, file: ExportFile) -> Iterator[Item | Rejected]:
        try:
            found = read_file(file, self._reading.dialect, self._reading.now)
            if isinstance(found, Iterator):
                self._only_takeout = False
                yield from self._entries(found)
            else:
                yield from self._document(found, file.folder)
        except TROUBLE as error:
            raise broken_archive() from error

    def _document(self, value: Json, folder: PurePosixPath) -> Iterator[Item | Rejected]:
        document = read_document(value) or _single(value)
        if document is None:
            if title := place_title(value):
                self._titles[folder] = title
            raise _Unrelated
        self.aggregate = document.aggregate
        self._only_takeout &= not document.more
        records = [row.record for row in document.rows if isinstance(row, Row)]
        if records and not is_google_review(records[0]):
            self._only_takeout = False
            yield from self._entries(iter(document.rows))
            return
        self._only_takeout &= all((location_of(r) or "?") in folder.name for r in records)
        for entry in self._entries(iter(document.rows)):
            if isinstance(entry, Rejected):
                yield entry
            elif _newer(entry, self._google.get(entry.id)):
                self._google[entry.id] = (entry, folder)

    def _entries(self, rows: Iterator[Row | Rejected]) -> Iterator[Item | Rejected]:
        reading = self._reading
        reader = RecordReader(
            now=reading.now,
            kind=reading.kind,
            zone=reading.zone,
            by_hand=reading.dialect.by_hand,
        )
        head = list(islice(rows, _LEARN_FROM))
        shown = [row for row in head if isinstance(row, Row)]
        if shown and not is_google_review(shown[0].record):
            headers = dict.fromkeys(name for row in shown for name in flat(row.record))
            check_columns(headers, reading.dialect)
            reader.learn_dates(shown)
        for row in chain(head, rows):
            yield row if isinstance(row, Rejected) else reader.read(row)


class _Unrelated(Exception):
    """A JSON file of an export that is about something other than reviews."""

    error = SchemaChanged(
        "There are no reviews in it.",
        hint='In Google Takeout choose "Google Business Profile", format JSON.',
    )


def _single(value: Json) -> Document | None:
    """One review that makes up a whole document."""
    if not isinstance(value, dict):
        return None
    useful = is_google_review(value) or find_columns(tuple(flat(value)), {}).useful
    return Document((Row("entry 1", value),)) if useful else None


def _newer(item: Item, known: tuple[Item, PurePosixPath] | None) -> bool:
    """Whether ``item`` replaces the same review from under another account."""
    if known is None:
        return True
    moment, before = item.updated_at, known[0].updated_at
    return moment is not None and (before is None or moment > before)


def _placed(entry: Item | Rejected, file: ExportFile, export: Export) -> Item | Rejected:
    """A rejected entry also names its file, where there are several."""
    if isinstance(entry, Item) or export.single:
        return entry
    return replace(entry, where=f"{file.name}, {entry.where}")


def _most_telling(trouble: list[SourceError]) -> SourceError:
    """Of all that went wrong, what helps the owner most."""
    refused = [error for error in trouble if isinstance(error, Refused)]
    return (refused or trouble or [_Unrelated.error])[0]
