"""A store that cannot be written is read as it stands, and never as it was before."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.errors import StoreBusy, StoreError
from monitor.store import Store
from monitor.store.backup import restore
from monitor.store.rows import Filter
from tests.monitor.store.full_disk import full_disk
from tests.monitor.store.samples import add, review

Freeze = Callable[[], None]


@pytest.fixture
def freeze(monkeypatch: pytest.MonkeyPatch) -> Freeze:
    """From then on nothing may be written, as on a disk that has become read-only.

    Told to goodword alone, for the tests may run as somebody whom no permission stops; what it
    opens then is opened by SQLite in a way that cannot write either.
    """
    return lambda: monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)


def ids(path: Path) -> list[str]:
    with Store.open(path, reading=True) as store:
        return sorted(mention.item.id for mention in store.mentions.list(Filter()))


def files(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in path.parent.iterdir()}


def test_what_is_stored_is_read_and_nothing_is_left_beside_it(path: Path, freeze: Freeze) -> None:
    with Store.open(path) as store:
        add(store, review("a"), review("b"))
    before = files(path)
    freeze()
    assert ids(path) == ["a", "b"]
    with Store.open(path, reading=True) as store:
        assert [found.item.id for found in store.mentions.search("lovely bread", 5)]
    assert files(path) == before


def test_what_another_process_has_just_written_is_read_too(path: Path, freeze: Freeze) -> None:
    with Store.open(path) as writer:
        add(writer, review("a"))
        freeze()
        assert ids(path) == ["a"]
        with Store.open(path, reading=True) as reader:
            add(writer, review("b"))
            assert reader.mentions.count(Filter()) == 2
            writer._connection.number("PRAGMA wal_checkpoint(TRUNCATE)")
            assert reader.mentions.count(Filter()) == 2


def test_a_log_that_cannot_be_read_is_told_of_instead_of_left_out(
    path: Path, tmp_path: Path, freeze: Freeze
) -> None:
    with Store.open(path) as store:
        add(store, review("a"))
        copy = tmp_path / "copied" / "goodword.db"
        copy.parent.mkdir()
        for suffix in ("", "-wal"):
            shutil.copy(f"{path}{suffix}", f"{copy}{suffix}")
    before = files(copy)
    freeze()
    with pytest.raises(StoreError, match="newest entries") as caught:
        Store.open(copy, reading=True)
    assert "goodword.db-wal" in caught.value.hint
    assert files(copy) == before


def test_a_file_that_changed_while_it_was_read_is_not_believed(path: Path, freeze: Freeze) -> None:
    Store.open(path).close()
    freeze()
    reader = Store.open(path, reading=True)
    os.utime(path, ns=(0, 0))
    with pytest.raises(StoreBusy):
        reader.close()


def test_whoever_would_write_is_told_at_once_why_not(path: Path, freeze: Freeze) -> None:
    Store.open(path).close()
    freeze()
    with pytest.raises(StoreError, match="its folder does not allow it") as caught:
        Store.open(path)
    assert "goodword backup" in caught.value.hint
    with Store.open(path, reading=True) as store, pytest.raises(StoreError):
        add(store, review())


def test_a_file_of_an_older_version_needs_a_place_where_it_can_be_written(
    path: Path, freeze: Freeze
) -> None:
    path.touch()
    freeze()
    with pytest.raises(StoreError, match="brought up to date"):
        Store.open(path, reading=True)


def test_it_can_be_backed_up_and_a_backup_restored_from_it(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, freeze: Freeze
) -> None:
    with Store.open(path) as store:
        add(store, review("a"))
    copy, fresh = tmp_path / "copy.db", tmp_path / "fresh.db"
    freeze()
    with Store.open(path, reading=True) as store:
        store.backup(copy)
    restore(copy, fresh)
    monkeypatch.undo()
    assert ids(copy) == ids(fresh) == ["a"]


def test_on_a_full_disk_what_is_stored_is_read(path: Path) -> None:
    with Store.open(path) as store:
        add(store, review("a"), review("b"))
    with full_disk():
        assert ids(path) == ["a", "b"]
        with Store.open(path, reading=True) as store:
            assert [found.item.id for found in store.mentions.search("lovely bread", 5)]
    with Store.open(path) as store:
        add(store, review("c"))
    assert ids(path) == ["a", "b", "c"]


def test_on_a_full_disk_what_another_process_has_just_written_is_read_too(path: Path) -> None:
    with Store.open(path) as writer:
        add(writer, review("a"))
        with full_disk():
            assert ids(path) == ["a"]


def test_on_a_full_disk_a_log_without_its_index_is_told_of_instead_of_left_out(
    path: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copied" / "goodword.db"
    copy.parent.mkdir()
    with Store.open(path) as store:
        add(store, review("a"))
        for suffix in ("", "-wal"):
            shutil.copy(f"{path}{suffix}", f"{copy}{suffix}")
    with full_disk(), pytest.raises(StoreError, match="newest entries"):
        Store.open(copy, reading=True)
    assert ids(copy) == ["a"]


def test_on_a_full_disk_whoever_would_write_is_told_so(path: Path) -> None:
    Store.open(path).close()
    with full_disk(), pytest.raises(StoreError) as caught:
        Store.open(path)
    assert "full" in caught.value.hint


@pytest.mark.skipif(os.geteuid() == 0, reason="no permission stops root")
def test_permissions_are_seen_as_the_system_has_them(path: Path) -> None:
    with Store.open(path) as store:
        add(store, review("a"))
    path.chmod(0o400)
    with pytest.raises(StoreError, match="its file does not allow it"):
        Store.open(path)
    assert ids(path) == ["a"]
