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
from monitor.verdict import CameFor, Sentiment, Verdict
from tests.monitor.store.samples import NOW, add, review
from tests.monitor.store.truth import check


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


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_a_file_of_any_earlier_version_is_brought_up_to_date_with_all_it_holds(
    path: Path, version: int
) -> None:
    with closing(sqlite3.connect(path)) as conn:
        for script in MIGRATIONS[:version]:
            conn.executescript(script)
        conn.executescript(
            """
            INSERT INTO mentions (number, source, item_id, kind, author_is_owner, title, text,
                precision, state, answered, synthetic, truncated, unverified, content_hash,
                sentiment, score, urgency, engine, verdict, first_seen_at, worded_at, changed_at,
                day)
            VALUES (1, 'site', 'r1', 'review', 0, 'Lovely', 'The bread is lovely.', 'unknown',
                'visible', 0, 0, 0, 0, 'x', 'positive', 0.8, 'none', 'old/1',
                '{"confidence":0.9,"lang":"en","aspects":[],"resource_lost":"none",
                  "customer_type":"unknown","staff":[],"question":false,"reasons":["5 stars."]}',
                '2026-11-02T09:00:00.000000Z', '2026-11-02T09:00:00.000000Z',
                '2026-11-02T09:00:00.000000Z', '2026-11-02');
            INSERT INTO origins (source, item_id, number, content_hash, side_hash, state, seen_at)
            VALUES ('site', 'r1', 1, 'x', 'y', 'visible', '2026-11-02T09:00:00.000000Z');
            INSERT INTO mentions_fts (rowid, title, text, author, translation)
            SELECT * FROM words;
            """
        )
        conn.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        conn.execute(f"PRAGMA user_version = {version}")
        conn.commit()
    with Store.open(path) as store:
        (mention,) = store.mentions.list(Filter())
        assert (mention.item.title, mention.first_seen_at) == ("Lovely", NOW)
        assert mention.verdict == Verdict(
            Sentiment.POSITIVE, 0.8, 0.9, lang="en", reasons=("5 stars.",), engine="old/1"
        )
        assert mention.verdict.came_for is CameFor.UNKNOWN
        assert mention.correction is None
        add(store, review("2"))
        check(store, path)
