"""One SQLite connection: how it is opened, how it commits, and how it fails in our own words.

One connection belongs to one thread; other threads and processes open their own. SQLite then
lets many read while one writes, and writers take turns.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, TypeAlias

from monitor.errors import StoreBusy, StoreError
from monitor.store import disk
from monitor.store.lean import Database

Row: TypeAlias = dict[str, Any]
"""One row by column name. SQLite's edge: whoever reads it knows the types from migrations.py."""

Values: TypeAlias = dict[str, Any] | tuple[Any, ...]
"""What a statement's placeholders stand for, by name or in order."""

MEMORY: Literal[":memory:"] = ":memory:"

PATIENCE = 30.0
"""Seconds to wait for another writer before giving up."""

HINTS = {
    sqlite3.SQLITE_FULL: "The disk is full. Free some space; nothing stored so far is lost.",
    sqlite3.SQLITE_IOERR: "The disk did not obey. Check that it is not full and not failing.",
    sqlite3.SQLITE_READONLY: "The database may not be written. Check the file's permissions.",
    sqlite3.SQLITE_CANTOPEN: disk.NO_FOLDER,
    sqlite3.SQLITE_PERM: "Check the permissions of the database file.",
    sqlite3.SQLITE_CORRUPT: "The database is damaged. Restore a backup with `goodword restore`.",
    sqlite3.SQLITE_NOTADB: disk.NO_DATABASE,
}

NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)
"""How SQLite says that it could not make a file, or make it longer."""


class Connection:
    """A sqlite-utils ``Database`` that commits only in ``transaction`` and raises StoreError."""

    def __init__(
        self,
        path: Path | Literal[":memory:"],
        *,
        patience: float = PATIENCE,
        reading: bool = False,
    ) -> None:
        """Open ``path`` without changing anything in it; a missing file is made, for us alone.

        Whoever is only ``reading`` also gets a file that cannot be written, or lies on a full
        disk; it is ``frozen`` then.
        Raises StoreError when that cannot be done.
        """
        self.path = path
        self.frozen = False
        self._address, self._patience, self._open = str(path), patience, False
        self._must_stay: int | None = None
        if isinstance(path, Path):
            disk.ensure(path)
            obstacle = disk.obstacle(path)
            if obstacle is not None:
                if not reading:
                    raise StoreError(obstacle, hint=disk.STILL_READ)
                self._freeze(path)
        self.db = Database(self.another(), execute_plugins=False)
        if isinstance(path, Path) and reading and not self.frozen and self._lacks_room():
            self.db.close()
            self._freeze(path)
            self.db = Database(self.another(), execute_plugins=False)

    def _lacks_room(self) -> bool:
        """Whether the disk is too full for the index of the log, without which SQLite does not
        even read. Any other trouble shows again at whatever is read next."""
        try:
            self.conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.Error as error:
            return _primary(error) in NO_ROOM
        return False

    def _freeze(self, path: Path) -> None:
        self.frozen, self._address = True, disk.address(path)
        if not disk.has_log(path):
            self._must_stay = disk.last_written(path)

    def another(self) -> sqlite3.Connection:
        """One more connection to the same file, for what must not meet our transaction."""
        with translated():
            # isolation_level None: the driver never begins or commits by itself.
            return sqlite3.connect(
                self._address, timeout=self._patience, isolation_level=None, uri=self.frozen
            )

    @property
    def conn(self) -> sqlite3.Connection:
        """sqlite-utils' own connection, for statements that run for many rows."""
        return self.db.conn

    def prepare(self) -> None:
        """Settings that SQLite keeps for each connection, and WAL, which it keeps in the file.

        synchronous FULL syncs the log at every commit, that is once a page. NORMAL would be
        faster, but a power cut could take back commits: an alert marked as sent would go out
        twice, and what the owner pressed would be undone.
        """
        with translated():
            if self.frozen:
                # A disk that is read-only as a whole has no room to sort in.
                self.db.execute("PRAGMA temp_store = MEMORY")
            else:
                self._switch_to_wal()
            for setting in (
                "synchronous = FULL",
                "foreign_keys = ON",
                "cache_size = -8000",  # KiB
                "journal_size_limit = 67108864",  # a burst must not leave a huge log behind
            ):
                self.db.execute(f"PRAGMA {setting}")

    def _switch_to_wal(self) -> None:
        """SQLite does not wait for others when it changes the journal's mode, so we do."""
        give_up = time.monotonic() + self._patience
        while True:
            try:
                mode = self.text("PRAGMA journal_mode = WAL")
                break
            except StoreBusy:
                if time.monotonic() > give_up:
                    raise
                time.sleep(0.02)
        if mode != "wal" and self.path != MEMORY:
            raise StoreError(
                "The database cannot be shared there.", hint="Keep it on a disk of this machine."
            )

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. The outermost one takes the write lock at once and commits; one
        inside another is a savepoint of it. Raises StoreBusy when the lock is not to be had.
        """
        with translated():
            if self._open:
                self._must_be_open()
                with self.db.atomic():
                    yield
                    self._must_be_open()
                return
            self.conn.execute("BEGIN IMMEDIATE")
            self._open = True
            try:
                yield
                self._must_be_open()
                self.conn.execute("COMMIT")
            finally:
                self._open = False
                if self.conn.in_transaction:
                    self.conn.execute("ROLLBACK")

    def _must_be_open(self) -> None:
        """After some failures (disk full) SQLite has rolled back everything by itself. Whoever
        swallowed that error must not go on: the next statement would commit alone."""
        if not self.conn.in_transaction:
            raise StoreError("The transaction was lost; nothing of it is stored.")

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        """All rows of a query."""
        with translated():
            return list(self.db.query(sql, values))

    def row(self, sql: str, values: Values = ()) -> Row | None:
        """The first row of a query, or None."""
        return next(iter(self.rows(sql, values)), None)

    def number(self, sql: str, values: Values = ()) -> int:
        """The first column of the first row, an integer; 0 when there is none."""
        with translated():
            found = self.conn.execute(sql, values).fetchone()
            return 0 if found is None or found[0] is None else int(found[0])

    def text(self, sql: str) -> str:
        """The first column of the first row as text."""
        with translated():
            return str(self.conn.execute(sql).fetchone()[0])

    def change(self, sql: str, values: Values = ()) -> int:
        """Run one writing statement, in its own transaction if none is open; rows it changed."""
        with translated():
            if self._open:
                # A single statement needs no savepoint: it works wholly or not at all.
                self._must_be_open()
            return self.conn.execute(sql, values).rowcount

    def change_many(self, sql: str, rows: Sequence[Values]) -> None:
        """Run one writing statement for each of ``rows``, all or none."""
        with self.transaction():
            self.conn.executemany(sql, rows)

    def prove_writable(self) -> None:
        """Write and commit without changing anything. Raises StoreError where that fails, which
        on a full disk shows in no other way."""
        with self.transaction():
            version = self.number("PRAGMA user_version")
            self.conn.execute(f"PRAGMA user_version = {version}")

    def close(self) -> None:
        """Let go of the file. The last connection to do so folds the log into it.

        Raises StoreBusy where a file that was read without a log was written meanwhile, by
        somebody who may: what was read may be of two moments.
        """
        with translated():
            self.db.close()
        if self._must_stay not in (None, disk.last_written(Path(self.path))):
            raise StoreBusy("The database was written while it was read.")


@contextmanager
def translated() -> Iterator[None]:
    """SQLite's errors as our own; their messages name neither values nor paths."""
    try:
        yield
    except sqlite3.Error as error:
        code = _primary(error)
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise StoreBusy("The database is locked by another program.") from error
        name = getattr(error, "sqlite_errorname", type(error).__name__)
        raise StoreError(f"The database failed ({name}).", hint=HINTS.get(code)) from error


def _primary(error: sqlite3.Error) -> int:
    """SQLite's result code without the detail that extended codes carry in the upper bits."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
