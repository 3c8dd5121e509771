"""Reviews from a file: CSV, JSON lines, Google Takeout, Business Profile exports, Outscraper.

The owner names a file, a folder or a ZIP. It is read again only when it has changed; how
each kind of file is read stands in ``export_walk.py``.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import ClassVar, Literal, Self, cast
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator

from monitor.errors import NotConfigured, TargetNotFound, Unavailable
from monitor.mention import Item, Kind
from monitor.source import (
    Auth,
    Cursor,
    Deletions,
    Edits,
    History,
    Order,
    Page,
    PagedSource,
    RatingScale,
    Rejected,
    Response,
    SourceInfo,
    SourceSettings,
    Terms,
)
from sources.exports.archive import content_of, open_export, opened, stat_of
from sources.exports.columns import FIELDS
from sources.exports.file import Dialect
from sources.exports.walk import ExportWalk, Reading

PAGE_ROWS = 1000
"""Entries a page: what is held in memory and committed at once."""
_READER = 1
"""Raised when a new goodword reads more out of the same file, so that it is read again."""


class FileSettings(SourceSettings):
    """``path`` names a file, a folder or a ZIP; all else is recognised unless it is given.

    ``kind`` is what its entries are; ``zone`` the time zone of times that state none;
    ``columns`` maps fields to the file's own headings; ``delimiter`` separates columns.
    """

    path: Path
    kind: Kind = Kind.REVIEW
    zone: str = "UTC"
    columns: Mapping[str, str] = Field(default_factory=dict)
    delimiter: Literal["auto", ",", ";", "\t", "|"] = "auto"
    encoding: str = "auto"

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError('write a time zone like "Europe/Helsinki"') from error
        return value

    @field_validator("columns")
    @classmethod
    def _known_fields(cls, value: Mapping[str, str]) -> Mapping[str, str]:
        for name in value:
            if name not in FIELDS:
                raise ValueError(f'no such field "{name}"; there are {", ".join(FIELDS)}')
        return value

    @field_validator("encoding")
    @classmethod
    def _known_encoding(cls, value: str) -> str:
        if value != "auto":
            try:
                codecs.lookup(value)
            except LookupError as error:
                raise ValueError('write an encoding like "utf-8" or "cp1251"') from error
        return value


class File(PagedSource):
    """An export that the owner saved, read whenever it changes."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="file",
        title="File import",
        summary="CSV, JSON lines, Google Takeout and other exports, as a file, a folder or a ZIP.",
        kinds=frozenset({Kind.REVIEW, Kind.MENTION}),
        auth=Auth.FILE,
        order=Order.NONE,
        history=History.FULL,
        edits=Edits.CONTENT_HASH,
        deletions=Deletions.COMPLETE_LISTING,
        rating=RatingScale(),
        terms=Terms(note="Your own data. Keep to the terms of the site it was exported from."),
    )
    Settings: ClassVar[type[SourceSettings]] = FileSettings

    def __init__(self, settings: SourceSettings) -> None:
        super().__init__(settings)
        self._own = cast(FileSettings, settings)

    @classmethod
    def offline(cls, url: str | None = None) -> Self:
        """An instance that reads saved bytes; its path is never opened."""
        return cls(FileSettings(path=Path(_name(url or "") or "export")))

    def pages(self, cursor: Cursor | None, now: datetime) -> Iterator[Page]:
        """The export in pages of a thousand entries, or one empty page when it has not changed.

        Raises TargetNotFound, NotConfigured, Unavailable, and what reading the file raises.
        """
        path = self._own.path.expanduser()
        try:
            yield from self._pages(path, cursor or {}, now)
        except FileNotFoundError as error:
            raise TargetNotFound(
                "The file or folder is not there.",
                hint="Check `path` in config.toml; on a removable disk, plug it in.",
            ) from error
        except PermissionError as error:
            raise NotConfigured("goodword may not read the file or folder.") from error
        except OSError as error:
            raise Unavailable(
                f"The file cannot be read: {error.strerror or 'disk error'}."
            ) from error

    def _pages(self, path: Path, cursor: Cursor, now: datetime) -> Iterator[Page]:
        settings = self._own.model_dump_json(exclude={"path", "every"})
        mark: Cursor = {"reader": f"{_READER} {settings}", "stat": stat_of(path)}
        same_reader = cursor.get("reader") == mark["reader"]
        if same_reader and cursor.get("stat") == mark["stat"]:
            yield Page(not_modified=True)
            return
        mark["content"] = content_of(path)
        if same_reader and cursor.get("content") == mark["content"]:
            yield Page(not_modified=True, resume=mark)
            return
        with open_export(path) as export:
            walk = ExportWalk(self._reading(now))
            entries = walk.entries(export)
            while len(chunk := list(islice(entries, PAGE_ROWS))) == PAGE_ROWS:
                yield _page(chunk)
            yield _page(chunk, walk, mark)

    def parse(self, response: Response) -> Page:
        """Read one file whose bytes are in ``response``; its address gives the name."""
        with opened(_name(response.url), response.body) as export:
            walk = ExportWalk(self._reading(response.received_at))
            return _page(list(walk.entries(export)), walk)

    def _reading(self, now: datetime) -> Reading:
        own = self._own
        return Reading(
            now=now,
            kind=own.kind,
            zone=ZoneInfo(own.zone),
            dialect=Dialect(
                delimiter=None if own.delimiter == "auto" else own.delimiter,
                encoding=None if own.encoding == "auto" else own.encoding,
                by_hand=own.columns,
            ),
        )


def _page(
    entries: list[Item | Rejected], walk: ExportWalk | None = None, resume: Cursor | None = None
) -> Page:
    """A page of ``entries``; with ``walk`` it is the last one of it."""
    return Page(
        items=tuple(entry for entry in entries if isinstance(entry, Item)),
        rejected=tuple(entry for entry in entries if isinstance(entry, Rejected)),
        resume=resume,
        complete=walk is not None and walk.complete,
        aggregate=walk.aggregate if walk is not None else None,
    )


def _name(url: str) -> str:
    """The file name at the end of an address or a path."""
    try:
        path = urlsplit(url).path
    except ValueError:
        path = url
    return PurePosixPath(unquote(path)).name
