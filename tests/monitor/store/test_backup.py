"""Copying the store while it is in use, and putting a copy back."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from monitor.errors import StoreBusy, StoreError, StoreTooNew
from monitor.store import Store, schema
from monitor.store.backup import restore
from monitor.store.rows import Filter
from tests.monitor.store.samples import NOW, add, new, review
from tests.monitor.store.truth import check, everything


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return tmp_path / "copy.db"


def ids(path: Path) -> list[str]:
    with Store.open(path) as store:
        check(store, path)
        return [mention.item.id for mention in everything(store)]


def test_a_backup_is_one_whole_store_in_one_file(store: Store, copy: Path) -> None:
    add(store, review("a"), review("b"))
    store.backup(copy)
    assert copy.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in copy.parent.iterdir() if file.name.startswith("copy")] == [
        "copy.db"
    ]
    assert ids(copy) == ["a", "b"]


def test_a_store_in_memory_can_be_backed_up(copy: Path) -> None:
    with Store.open(":memory:") as store:
        add(store, review("a"))
        store.backup(copy)
    assert ids(copy) == ["a"]


def test_progress_is_told_up_to_the_last_page(store: Store, copy: Path) -> None:
    add(store, *[review(str(n), text=f"{n} " * 5000) for n in range(900)])
    told: list[tuple[int, int]] = []
    store.backup(copy, lambda done, total: told.append((done, total)))
    assert len(told) > 1
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


def test_a_backup_shows_one_moment_however_much_is_written_meanwhile(
    store: Store, path: Path, copy: Path
) -> None:
    """Each transaction writes one mention and one alert-like row: the copy has as many of both."""
    add(store, *[review(f"old{n}", text=f"{n} " * 5000) for n in range(900)])
    stop = threading.Event()
    written = threading.Event()

    def write() -> None:
        with Store.open(path) as writer:
            number = 0
            while not stop.is_set():
                number += 1
                with writer.transaction():
                    writer.mentions.add([new(review(f"new{number}"))])
                    writer.chats._connection.change(
                        "INSERT INTO chats (destination, title, paired_at) VALUES (?, '', ?)",
                        (f"c{number}", "2026"),
                    )
                written.set()

    thread = threading.Thread(target=write)
    thread.start()
    seen: list[int] = []
    try:
        assert written.wait(10)

        def let_others_write(done: int, total: int) -> None:
            seen.append(done)
            written.clear()
            assert written.wait(10)

        store.backup(copy, let_others_write)
    finally:
        stop.set()
        thread.join()
    # Not once did a write make the copy start again.
    assert seen == sorted(seen)
    assert len(seen) > 1
    with Store.open(copy) as opened:
        check(opened, copy)
        fresh = [m for m in everything(opened) if m.item.id.startswith("new")]
        assert len(fresh) == opened._connection.number("SELECT count(*) FROM chats")


def test_a_backup_within_a_transaction_shows_the_moment_before(store: Store, copy: Path) -> None:
    add(store, review("a"))
    with store.transaction():
        add(store, review("b"))
        store.backup(copy)
    assert ids(copy) == ["a"]


def test_a_failed_backup_leaves_the_earlier_one(store: Store, copy: Path) -> None:
    add(store, review("a"))
    store.backup(copy)
    add(store, review("b"))

    def break_off(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.backup(copy, break_off)
    assert ids(copy) == ["a"]
    assert not copy.with_name("copy.db.part").exists()


def test_a_backup_into_a_folder_that_is_not_there_is_told_plainly(
    store: Store, tmp_path: Path
) -> None:
    with pytest.raises(StoreError):
        store.backup(tmp_path / "nowhere" / "copy.db")
    (tmp_path / "file").touch()
    with pytest.raises(StoreError):
        store.backup(tmp_path / "file" / "copy.db")


def test_a_backup_onto_the_store_itself_is_refused(store: Store, path: Path) -> None:
    add(store, review("a"))
    with pytest.raises(StoreError, match="file of its own"):
        store.backup(path)
    assert store.mentions.count(Filter()) == 1


def test_a_backup_replaces_the_store_which_is_kept_aside(path: Path, copy: Path) -> None:
    with Store.open(path) as store:
        add(store, review("a"))
        store.backup(copy)
        add(store, review("b"))
    aside = restore(copy, path)
    assert aside == path.with_name("goodword.db.before-restore")
    assert ids(path) == ["a"]
    assert ids(aside) == ["a", "b"]
    assert ids(copy) == ["a"]


def test_a_second_restore_keeps_what_the_first_put_aside(path: Path, copy: Path) -> None:
    with Store.open(path) as store:
        add(store, review("a"))
        store.backup(copy)
    first, second = restore(copy, path), restore(copy, path)
    assert first is not None
    assert second is not None
    assert first != second
    assert first.exists()
    assert second.exists()


def test_a_backup_can_be_restored_where_nothing_was(store: Store, copy: Path) -> None:
    add(store, review("a"))
    store.backup(copy)
    dest = copy.with_name("fresh.db")
    assert restore(copy, dest) is None
    assert ids(dest) == ["a"]


def test_a_store_in_use_is_not_replaced(store: Store, path: Path, copy: Path) -> None:
    add(store, review("a"))
    store.backup(copy)
    add(store, review("b"))
    with pytest.raises(StoreBusy):
        restore(copy, path)
    assert store.mentions.count(Filter()) == 2
    assert not path.with_name("goodword.db.part").exists()


def test_a_damaged_store_is_replaced_and_kept_aside_log_and_all(path: Path, copy: Path) -> None:
    with Store.open(path) as store:
        add(store, review("a"))
        store.backup(copy)
    path.write_bytes(b"rubbish")
    log = path.with_name("goodword.db-wal")
    log.write_bytes(b"more rubbish")
    aside = restore(copy, path)
    assert aside is not None
    assert aside.read_bytes() == b"rubbish"
    assert not log.exists()
    assert ids(path) == ["a"]


def test_a_log_left_behind_by_a_lost_store_does_not_spoil_the_restored_one(
    path: Path, copy: Path, tmp_path: Path
) -> None:
    with Store.open(path) as store:
        add(store, review("a"))
        store.backup(copy)
        add(store, *[review(str(n)) for n in range(50)])
        log = path.with_name("goodword.db-wal").read_bytes()
    path.unlink()
    path.with_name("goodword.db-wal").write_bytes(log)
    assert restore(copy, path) is None
    assert ids(path) == ["a"]


def test_where_files_cannot_be_linked_the_replaced_store_is_copied(
    path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    with Store.open(path) as store:
        add(store, review("a"))
        store.backup(copy)
        add(store, review("b"))
    monkeypatch.setattr(os, "link", refuse)
    aside = restore(copy, path)
    assert aside is not None
    assert (ids(aside), ids(path)) == (["a", "b"], ["a"])


@pytest.mark.parametrize("content", [b"", b"rubbish", b"SQLite format 3\x00" + b"\x07" * 5000])
def test_rubbish_is_not_restored(path: Path, copy: Path, content: bytes) -> None:
    with Store.open(path) as store:
        add(store, review("a"))
    copy.write_bytes(content)
    with pytest.raises(StoreError):
        restore(copy, path)
    assert copy.read_bytes() == content
    assert ids(path) == ["a"]
    assert not path.with_name("goodword.db.before-restore").exists()


def test_a_damaged_backup_is_not_restored(path: Path, copy: Path) -> None:
    with Store.open(path) as store:
        add(store, *[review(str(n), text=f"{n} " * 500) for n in range(200)])
        store.backup(copy)
    content = bytearray(copy.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 9000] = b"\xee" * 9000
    copy.write_bytes(content)
    with pytest.raises(StoreError):
        restore(copy, path)
    assert len(ids(path)) == 200


def test_a_backup_by_a_newer_goodword_is_not_restored(path: Path, copy: Path) -> None:
    Store.open(path).close()
    Store.open(copy).close()
    with closing(sqlite3.connect(copy)) as conn:
        conn.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    with pytest.raises(StoreTooNew):
        restore(copy, path)


def test_a_backup_that_does_not_exist_is_told_plainly(path: Path, copy: Path) -> None:
    with pytest.raises(StoreError, match="no such backup"):
        restore(copy, path)
    assert not copy.exists()


def test_the_store_is_no_backup_of_itself(path: Path) -> None:
    Store.open(path).close()
    with pytest.raises(StoreError, match="same file"):
        restore(path, path)


def test_a_pairing_code_does_not_travel_as_plain_text(store: Store, copy: Path) -> None:
    code = store.chats.code(NOW)
    store.backup(copy)
    assert code.encode() not in copy.read_bytes()
