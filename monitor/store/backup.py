"""Copying the store while it is in use, and putting a copy back."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from itertools import count
from pathlib import Path

from monitor.errors import StoreBusy, StoreError
from monitor.store import schema
from monitor.store.connection import MEMORY, Connection, translated
from monitor.store.disk import MAGIC

STEP = 2000
"""Pages of 4 KiB copied between two reports of progress."""

Progress = Callable[[int, int], None]
"""Told how many pages are copied, of how many."""


def backup(connection: Connection, dest: Path, progress: Progress | None = None) -> None:
    """Copy the store as it stands at this moment to ``dest``, while others go on writing.

    ``dest`` appears, or takes the place of an earlier backup, only when the copy is whole. Raises
    StoreError, also where ``dest`` is something else that would be lost.
    """
    if isinstance(connection.path, Path) and dest.exists() and dest.samefile(connection.path):
        raise StoreError("A backup needs a file of its own.", hint="Choose another file name.")
    with _made_whole(dest, "Cannot write the backup") as part, translated():
        _must_not_be_lost(dest)
        if connection.path == MEMORY:
            _write(connection.conn, part, progress)
            return
        # A connection of its own: the caller's may be in the middle of a transaction.
        with closing(connection.another()) as source:
            _write(source, part, progress)


def _must_not_be_lost(dest: Path) -> None:
    """A slip of the hand must not cost anybody their settings."""
    if dest.exists():
        with dest.open("rb") as file:
            if file.read(len(MAGIC)) not in (b"", MAGIC):
                raise StoreError(
                    "There is another file of that name, which is no backup.",
                    hint="Choose another file name.",
                )


def restore(src: Path, dest: Path) -> Path | None:
    """Make the backup ``src`` the store at ``dest``. Stop every goodword on ``dest`` first.

    ``src`` is checked before anything is touched, as by ``verify``; StoreBusy when ``dest`` is in
    use. Returns where the replaced file was put aside, None when there was none.
    """
    verify(src, dest)
    with _made_whole(dest, "Cannot replace the database") as part:
        with closing(Connection(src, reading=True)) as backup, translated():
            _write(backup.conn, part, None)
        return _put_aside(dest)


def verify(src: Path, dest: Path) -> None:
    """Raise StoreError unless ``src`` is a whole backup that could take the place of ``dest``.

    Also where it is damaged or no store of ours; StoreTooNew when a newer goodword made it.
    """
    if not src.is_file():
        raise StoreError("There is no such backup.", hint="Check the file's name.")
    if dest.exists() and dest.samefile(src):
        raise StoreError("The backup and the store are the same file.")
    with closing(Connection(src, reading=True)) as backup:
        if schema.check(backup) == 0:
            raise StoreError("The file is no backup of goodword.")
        if backup.text("PRAGMA integrity_check") != "ok":
            raise StoreError("The backup is damaged.", hint="Choose another backup.")


@contextmanager
def _made_whole(dest: Path, trouble: str) -> Iterator[Path]:
    """A file to write to, which becomes ``dest`` when the block has gone well, and not before."""
    part = dest.with_name(f"{dest.name}.part")
    try:
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        yield part
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(dest)
        _sync_folder(dest.parent)
    except OSError as error:
        raise StoreError(f"{trouble}: {error.strerror}.") from error
    finally:
        with suppress(OSError):
            part.unlink()


def _write(source: sqlite3.Connection, part: Path, progress: Progress | None) -> None:
    def report(_status: int, remaining: int, total: int) -> None:
        if progress is not None:
            progress(total - remaining, total)

    # Reading first pins one moment of the store: whatever others commit meanwhile, the copy
    # neither starts again nor mixes old pages with new ones.
    pinned = not source.in_transaction
    if pinned:
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
    try:
        with closing(sqlite3.connect(part, isolation_level=None)) as target:
            source.backup(target, pages=STEP, progress=report, sleep=0)
            # One file, without a log beside it, is what an owner can copy to a stick.
            target.execute("PRAGMA journal_mode = DELETE")
    finally:
        if pinned:
            source.execute("ROLLBACK")


def _put_aside(dest: Path) -> Path | None:
    """Give what is at ``dest`` a second name; None when there is nothing but perhaps a log."""
    there = dest.exists()
    if there:
        _fold_log(dest)
    names = (f"{dest.name}.before-restore{suffix}" for suffix in _suffixes())
    aside = next(path for path in map(dest.with_name, names) if not path.exists())
    # A second name, not a new one: at no moment is there no store at ``dest``.
    if there:
        try:
            os.link(dest, aside)
        except OSError:
            shutil.copy2(dest, aside)
    # A log that could not be folded in belongs to the old file and would ruin the new one.
    for suffix in ("-wal", "-shm"):
        log = dest.with_name(dest.name + suffix)
        if log.exists():
            log.replace(aside.with_name(aside.name + suffix))
    return aside if there else None


def _suffixes() -> Iterator[str]:
    """Nothing, then .2, .3 and so on: a second restore must not lose what the first put aside."""
    yield ""
    yield from (f".{number}" for number in count(2))


def _fold_log(dest: Path) -> None:
    """Fold the log into the file, which SQLite does only for whoever has it for themselves."""
    try:
        with translated(), closing(sqlite3.connect(dest, timeout=1, isolation_level=None)) as store:
            store.execute("PRAGMA journal_mode = DELETE")
    except StoreBusy as error:
        raise StoreBusy(
            "The store is in use.", hint="Stop goodword, then restore again."
        ) from error
    except StoreError:
        # Damaged beyond opening: it is put aside as it is, log and all.
        return


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
