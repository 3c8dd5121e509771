"""Commits, locks and full disks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from monitor.errors import StoreBusy, StoreError
from monitor.store import Store
from monitor.store.connection import Connection
from monitor.store.rows import Filter
from tests.monitor.store.samples import NOW, TODAY, add, edit, review
from tests.monitor.store.truth import check

LONG = [review(str(n), text=f"long {n} " * 2000) for n in range(50)]


class Mishap(Exception):
    """Something that goes wrong in the middle."""


def count(store: Store) -> int:
    return store.mentions.count(Filter())


@pytest.fixture
def impatient(path: Path) -> Iterator[Store]:
    """A second connection that hardly waits."""
    Store.open(path).close()
    connection = Connection(path, patience=0.05)
    connection.prepare()
    with closing(connection):
        yield Store(connection)


def test_a_block_that_raises_stores_nothing(store: Store, path: Path) -> None:
    def half_way() -> None:
        with store.transaction():
            add(store, review("a"))
            store.chats.code(NOW)
            raise Mishap

    with pytest.raises(Mishap):
        half_way()
    assert count(store) == 0
    assert add(store, review("b")) == [1]
    check(store, path)


def test_a_block_within_a_block_can_fail_alone(store: Store, path: Path) -> None:
    with store.transaction():
        add(store, review("a"))
        with suppress(Mishap), store.transaction():
            add(store, review("b"))
            raise Mishap
        with suppress(StoreError):
            add(store, review("c"), review("a"))
        add(store, review("d"))
    assert [mention.item.id for mention in store.mentions.list(Filter())] == ["d", "a"]
    check(store, path)


def test_others_see_nothing_before_the_commit(store: Store, path: Path) -> None:
    with Store.open(path) as other:
        with store.transaction():
            add(store, review())
            assert count(other) == 0
        assert count(other) == 1


def test_a_writer_that_waits_too_long_is_told_so(store: Store, impatient: Store) -> None:
    with store.transaction():
        add(store, review("a"))
        with pytest.raises(StoreBusy) as caught:
            add(impatient, review("b"))
        assert "Wait" in caught.value.hint
    assert add(impatient, review("b")) == [2]


def test_readers_do_not_wait_for_a_writer(store: Store, impatient: Store) -> None:
    with store.transaction():
        add(store, review())
        assert count(impatient) == 0
        assert impatient.mentions.known("site", ["r1"]) == {}
        assert not impatient.mentions.to_wake(NOW)


def limit_to_present_size(connection: Connection) -> None:
    """As if the disk were full from now on."""
    pages = connection.number("PRAGMA page_count")
    connection.db.execute(f"PRAGMA max_page_count = {pages}")


def test_a_full_disk_stores_nothing_of_the_page_and_loses_nothing(path: Path) -> None:
    connection = Connection(path)
    Store.open(path).close()
    connection.prepare()
    with Store(connection) as store:
        (number,) = add(store, review("first"))
        limit_to_present_size(connection)

        def page() -> None:
            with store.transaction():
                store.mentions.edit([edit(number, review("first", text="Changed."))])
                add(store, *LONG)

        with pytest.raises(StoreError) as caught:
            page()
        assert "disk is full" in caught.value.hint
        mention = store.mentions.get(number)
        assert mention is not None
        assert (count(store), mention.item.text) == (1, "The bread is lovely.")
        check(store, path)
        connection.db.execute("PRAGMA max_page_count = 100000")
        assert len(add(store, *[review(str(n)) for n in range(50)])) == 50
        check(store, path)


def test_whoever_swallows_a_full_disk_cannot_commit_the_rest(path: Path) -> None:
    Store.open(path).close()
    connection = Connection(path)
    connection.prepare()
    with Store(connection) as store:
        limit_to_present_size(connection)

        def stubborn() -> None:
            with store.transaction():
                store.chats.code(NOW)
                with suppress(StoreError):
                    add(store, *LONG)
                connection.conn.rollback()  # what SQLite itself does after some failures
                store.chats.code(NOW)

        with pytest.raises(StoreError, match="transaction was lost"):
            stubborn()
        assert connection.number("SELECT count(*) FROM pairing") == 0


def test_a_file_that_may_not_be_written_is_told_plainly(path: Path) -> None:
    Store.open(path).close()
    connection = Connection(path)
    with Store(connection) as store:
        connection.db.execute("PRAGMA query_only = ON")
        with pytest.raises(StoreError) as caught:
            add(store, review())
        assert "permissions" in caught.value.hint


def test_a_damaged_file_is_told_plainly(path: Path) -> None:
    with Store.open(path) as store:
        add(store, *[review(str(n), text="bread " * 200) for n in range(50)])
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    with pytest.raises(StoreError) as caught, Store.open(path) as store:
        store.mentions.list(Filter())
    assert "goodword restore" in caught.value.hint


def test_errors_name_neither_paths_nor_values(store: Store, path: Path) -> None:
    add(store, review("secret-id"))
    with pytest.raises(StoreError) as caught:
        add(store, review("secret-id"))
    told = f"{caught.value.message} {caught.value.hint}"
    assert "secret-id" not in told
    assert str(path) not in told


def test_a_connection_stays_in_its_thread(store: Store) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool, pytest.raises(StoreError):
        pool.submit(store.rollups.days, TODAY, TODAY).result()


def test_foreign_keys_hold(store: Store) -> None:
    add(store, review())
    with pytest.raises(sqlite3.IntegrityError):
        store._connection.conn.execute("DELETE FROM mentions")


def test_a_store_that_cannot_be_written_shows_it_before_anything_is_to_be_stored(
    path: Path,
) -> None:
    Store.open(path).close()
    connection = Connection(path)
    connection.prepare()
    with closing(connection):
        store = Store(connection)
        store.prove_writable()
        connection.conn.execute("PRAGMA query_only = ON")
        with pytest.raises(StoreError):
            store.prove_writable()
