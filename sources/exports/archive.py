"""Where exports lie: one file, a folder of them, or a ZIP, opened without unpacking anything."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from monitor.errors import Oversized, SchemaChanged, TargetNotFound
from monitor.source import Rejected
from sources.reading.text import clean

READABLE = frozenset({".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".zip"})
MAX_FILES = 20_000
MAX_MEMBER = 256_000_000
MAX_ARCHIVE = 1_000_000_000
"""Bytes that the readable files of an archive may unpack to: above every honest export."""

TROUBLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What zipfile raises on archives that are damaged, locked or of an unknown make."""


@dataclass(frozen=True, slots=True)
class ExportFile:
    """One file to read: ``name`` is its path within the export, ``open`` starts anew each time."""

    name: str
    open: Callable[[], IO[bytes]]

    @property
    def folder(self) -> PurePosixPath:
        """The folder it lies in, within the export."""
        return PurePosixPath(self.name).parent


@dataclass(frozen=True, slots=True)
class Export:
    """All files of an export, in an order that is always the same.

    ``single`` when the owner named one file; ``whole`` when everything came as one folder or one
    archive, so that what is not in it can be taken for gone.
    """

    files: tuple[ExportFile, ...]
    single: bool = False
    whole: bool = False
    rejected: tuple[Rejected, ...] = field(default=())


@contextmanager
def open_export(path: Path) -> Iterator[Export]:
    """The export at ``path``. Raises TargetNotFound, SchemaChanged, Oversized or OSError."""
    with ExitStack() as stack:
        if not path.is_dir():
            yield _one(path.name, path.open, stack)
            return
        parts = [
            _one(found.relative_to(path).as_posix(), found.open, stack) for found in _readable(path)
        ]
        if not parts:
            raise TargetNotFound(
                "There is no export in the folder yet.",
                hint="Save a CSV, JSON or ZIP export into the folder, or name the file itself.",
            )
        yield Export(
            files=tuple(file for part in parts for file in part.files),
            whole=all(part.single for part in parts),
            rejected=tuple(entry for part in parts for entry in part.rejected),
        )


@contextmanager
def opened(name: str, body: bytes) -> Iterator[Export]:
    """The export whose one file was already read into ``body``."""
    with ExitStack() as stack:
        yield _one(name, lambda *_mode: io.BytesIO(body), stack)


def stat_of(path: Path) -> str:
    """A mark that changes with any file's name, size or time; nothing is read."""
    files = _readable(path) if path.is_dir() else [path]
    facts = [(str(f.relative_to(path)), (s := f.stat()).st_size, s.st_mtime_ns) for f in files]
    return hashlib.blake2b(json.dumps(facts).encode(), digest_size=16).hexdigest()


def content_of(path: Path) -> str:
    """A mark that changes with any file's name or bytes, but not with its time."""
    digest = hashlib.blake2b(digest_size=16)
    for found in _readable(path) if path.is_dir() else [path]:
        digest.update(json.dumps(str(found.relative_to(path))).encode())
        with found.open("rb") as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
    return digest.hexdigest()


def _readable(folder: Path) -> list[Path]:
    found = []
    for path in folder.rglob("*"):
        if path.suffix.lower() in READABLE and not _hidden(path.relative_to(folder).parts):
            found.append(path)
        if len(found) > MAX_FILES:
            raise Oversized("The folder holds far too many files for an export of reviews.")
    return sorted(path for path in found if path.is_file())


def _hidden(parts: tuple[str, ...]) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in parts)


def _one(name: str, opener: Callable[[str], IO[bytes]], stack: ExitStack) -> Export:
    with opener("rb") as stream:
        magic = stream.read(4)
    if magic not in (b"PK\x03\x04", b"PK\x05\x06"):
        return Export((ExportFile(name, lambda: opener("rb")),), single=True)
    try:
        archive = stack.enter_context(zipfile.ZipFile(stack.enter_context(opener("rb"))))
    except (*TROUBLE, ValueError) as error:
        raise broken_archive() from error
    return _members(name, archive)


def broken_archive() -> SchemaChanged:
    """The error for a ZIP that cannot be read."""
    return SchemaChanged(
        "The ZIP file is damaged or protected by a password.",
        hint="Download the export again, or unpack it and name the folder instead.",
    )


def _members(name: str, archive: zipfile.ZipFile) -> Export:
    members = archive.infolist()
    if any(member.filename == "[Content_Types].xml" for member in members):
        raise SchemaChanged(
            "This is a workbook, not a table of text.",
            hint='Open it in Excel or LibreOffice and save it as "CSV UTF-8".',
        )
    files: list[ExportFile] = []
    rejected: list[Rejected] = []
    total = 0
    for member in sorted(members, key=lambda member: member.filename):
        path = PurePosixPath(member.filename)
        if (
            member.is_dir()
            or path.suffix.lower() not in READABLE - {".zip"}
            or _hidden(path.parts[-1:])
        ):
            continue
        where = f"{name}: {clean(member.filename) or 'a file'}"
        if path.is_absolute() or ".." in path.parts or "\\" in member.filename:
            rejected.append(Rejected("The name points outside the archive.", where))
            continue
        if "__MACOSX" in path.parts:
            continue
        total += member.file_size
        if member.file_size > MAX_MEMBER or total > MAX_ARCHIVE or len(files) >= MAX_FILES:
            raise Oversized("The ZIP file unpacks to far more than an export of reviews.")
        files.append(ExportFile(f"{name}/{member.filename}", _opener(archive, member)))
    return Export(tuple(files), whole=True, rejected=tuple(rejected))


def _opener(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    return lambda: archive.open(member)
