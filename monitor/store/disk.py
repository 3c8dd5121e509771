"""The store's file on its disk: made for its owner alone, and read where it cannot be written.

SQLite keeps what was written last in a log beside the file (``-wal``), with an index of that log
(``-shm``); both are gone once everything is folded into the file. Reading alone writes to the
index, and makes one. So a file that cannot be written, or lies on a full disk, is read in one of
two ways: with the log and the index that lie there, or, where there is no log, as a file that
nobody changes.
"""

from __future__ import annotations

import os
from pathlib import Path

from monitor.errors import StoreError

MAGIC = b"SQLite format 3\x00"
INDEX = 32_768
"""Bytes of the shortest index of a log (https://sqlite.org/walformat.html)."""

NO_FOLDER = "Check that the folder exists and that goodword may write there."
NO_DATABASE = "Check [store] path in config.toml: it must be goodword's own file."
STILL_READ = (
    "Make it writable again. Until then what is stored can be read: `goodword backup` saves it "
    "elsewhere."
)


def ensure(path: Path) -> None:
    """Make the file if there is none, readable to its owner only: reviews and chat ids are
    nobody else's business. Refuse one that is no database, before SQLite writes to it: it
    takes a file of one byte for an empty one. Raises StoreError."""
    try:
        if not path.exists():
            path.touch(mode=0o600)
        with path.open("rb") as file:
            beginning = file.read(len(MAGIC))
    except OSError as error:
        raise StoreError(f"Cannot open the database: {error.strerror}.", hint=NO_FOLDER) from error
    if beginning not in (b"", MAGIC):
        raise StoreError("The file is no database.", hint=NO_DATABASE)


def obstacle(path: Path) -> str | None:
    """Why the database at ``path`` cannot be written, in a sentence; None where it can."""
    for place, name in ((path.parent, "folder"), (path, "file")):
        if not os.access(place, os.W_OK):
            if os.statvfs(place).f_flag & os.ST_RDONLY:
                return "The database cannot be written: its disk is read-only."
            return f"The database cannot be written: its {name} does not allow it."
    return None


def address(path: Path) -> str:
    """What SQLite has to be told to read a file that cannot be written.

    Raises StoreError where the log cannot be read without writing: what the file itself holds
    would be stale.
    """
    as_it_stands = f"{path.absolute().as_uri()}?mode=ro"
    if not has_log(path):
        return f"{as_it_stands}&immutable=1"
    if not _has_index(path):
        raise StoreError(
            "The newest entries lie in a log beside the database, which cannot be read there.",
            hint=f"Copy {path.name} and {path.name}-wal to a folder of yours, and name the copy "
            "under [store] path in config.toml.",
        )
    return as_it_stands


def has_log(path: Path) -> bool:
    """Whether something was written that is not folded into the file yet."""
    log = _beside(path, "-wal")
    return log.exists() and log.stat().st_size > 0


def _has_index(path: Path) -> bool:
    """Whether the index of the log is there; on a full disk its first bytes alone may be."""
    index = _beside(path, "-shm")
    return index.exists() and index.stat().st_size >= INDEX


def last_written(path: Path) -> int | None:
    """When the file itself last changed, in nanoseconds; None once it is gone."""
    return path.stat().st_mtime_ns if path.exists() else None


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)
