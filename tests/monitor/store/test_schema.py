"""Opening, making and migrating the file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from monitor.errors import StoreBusy, StoreError, StoreTooNew
from monitor.store import Store, schema
from monitor.store.connection import Connection
from monitor.store.migrations import MIGRATIONS
from monitor.store.rows import Filter
from tests.monitor.store.samples import add, review


def pragma(path: Path, name: str) -> object:
    with closing(sqlite3.connect(path)) as conn:
        return conn.execute(f"PRAGMA {name}").fetchone()[0]


def test_a_new_file_is_made_at_the_present_version_for_its_owner_only(path: Path) -> None:
    Store.open(path).close()
    assert pragma(path, "user_version") == schema.VERSION
    assert pragma(path, "application_id") == schema.APPLICATION_ID
    assert pragma(path, "journal_mode") == "wal"
    assert path.stat().st_mode & 0o777 == 0o600


def test_an_existing_file_is_opened_as_it_is(path: Path) -> None:
    with Store.open(path) as store:
        add(store, review())
    with Store.open(path) as store:
        assert store.mentions.count(Filter()) == 1


def test_a_store_can_live_in_memory() -> None:
    with Store.open(":memory:") as store:
        add(store, review())
        assert store.mentions.count(Filter()) == 1


def test_a_newer_file_is_refused_and_left_alone(path: Path) -> None:
    with Store.open(path) as store:
        add(store, review())
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    before = path.read_bytes()
    with pytest.raises(StoreTooNew):
        Store.open(path)
    assert path.read_bytes() == before


def test_a_database_of_another_program_is_refused_and_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("CREATE TABLE theirs (x)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        Store.open(path)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(
    "content", [b"x", b"[shop]\nname = 'Dom'\n", b"\x00" * 5000, b"%PDF" * 999]
)
def test_a_file_that_is_no_database_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    before = path.stat().st_mtime_ns
    with pytest.raises(StoreError):
        Store.open(path)
    assert path.read_bytes() == content
    assert path.stat().st_mtime_ns == before


def test_a_folder_that_does_not_exist_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        Store.open(tmp_path / "nowhere" / "goodword.db")
    assert "folder exists" in caught.value.hint
    assert str(tmp_path) not in caught.value.message


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        Store.open(tmp_path)


@pytest.mark.parametrize("wrong", ["SELECT nonsense();", "CREATE TABLE half (x"])
def test_a_migration_that_fails_leaves_the_version_before(
    path: Path, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    with Store.open(path) as store:
        add(store, review())
    script = f"CREATE TABLE extra (x);\n{wrong}"
    monkeypatch.setattr(schema, "MIGRATIONS", (*MIGRATIONS, script))
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    with pytest.raises(StoreError):
        Store.open(path)
    monkeypatch.undo()
    with Store.open(path) as store:
        assert store.mentions.count(Filter()) == 1
    with closing(sqlite3.connect(path)) as conn:
        assert not conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'extra'").fetchall()


def test_migrations_run_one_after_the_other(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store.open(path).close()
    later = ("CREATE TABLE one (x);", "CREATE TABLE two (x REFERENCES one);")
    monkeypatch.setattr(schema, "MIGRATIONS", (*MIGRATIONS, *later))
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 2)
    Store.open(path).close()
    assert pragma(path, "user_version") == schema.VERSION
    with closing(sqlite3.connect(path)) as conn:
        assert conn.execute("SELECT * FROM one, two").fetchall() == []


def test_opening_a_file_that_another_program_keeps_locked_gives_up_in_the_end(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        connection = Connection(path, patience=0.05)
        with closing(connection), pytest.raises(StoreBusy):
            connection.prepare()


def test_every_connection_keeps_its_promises(path: Path) -> None:
    Store.open(path).close()
    connection = Connection(path)
    with closing(connection):
        connection.prepare()
        assert connection.number("PRAGMA synchronous") == 2  # FULL
        assert connection.number("PRAGMA foreign_keys") == 1
        assert connection.number("PRAGMA busy_timeout") == 30_000
        assert connection.conn.isolation_level is None
