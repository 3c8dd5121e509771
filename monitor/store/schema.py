"""Which version a file has, and bringing it up to date.

Each migration runs in one transaction together with its number, which ``PRAGMA user_version``
holds; ``PRAGMA application_id`` says that the file is goodword's.
"""

from __future__ import annotations

from collections.abc import Iterator
from sqlite3 import complete_statement

from monitor.errors import StoreError, StoreTooNew
from monitor.store.connection import Connection
from monitor.store.migrations import MIGRATIONS

APPLICATION_ID = 0x676F6F64
"""The letters "good"."""

VERSION = len(MIGRATIONS)


def migrate(connection: Connection) -> None:
    """Bring the file up to VERSION, waiting for whoever is at it already.

    Raises StoreTooNew when a newer goodword wrote it, StoreError when it is not goodword's, or
    would have to be changed and cannot be written.
    """
    while check(connection) < VERSION:
        if connection.frozen:
            raise StoreError(
                "The database is not of this version, and cannot be brought up to date there.",
                hint="Copy it to a folder of yours, and name the copy under [store] path in "
                "config.toml.",
            )
        with connection.transaction():
            # Asked again under the lock: another process may just have taken the same step.
            version = check(connection)
            if version < VERSION:
                for statement in statements(MIGRATIONS[version]):
                    connection.db.execute(statement)
                connection.db.execute(f"PRAGMA user_version = {version + 1}")
                connection.db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def statements(script: str) -> Iterator[str]:
    """The statements of ``script``, which each end at the end of a line.

    ``executescript`` would commit first, or, in sqlite-utils, look at each letter: that took
    longer than making all the tables.
    """
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement


def check(connection: Connection) -> int:
    """The file's version, 0 when it is empty. Raises as ``migrate`` does; changes nothing."""
    # The tables first: should another process make them at this moment, what is read after
    # them is what came with them.
    tables = connection.number("SELECT count(*) FROM sqlite_master")
    if tables and connection.number("PRAGMA application_id") != APPLICATION_ID:
        raise StoreError(
            "The database belongs to another program.",
            hint="Give goodword a file of its own under [store] path in config.toml.",
        )
    version = connection.number("PRAGMA user_version")
    if version > VERSION:
        raise StoreTooNew(f"The database has version {version}; this goodword knows {VERSION}.")
    return version
