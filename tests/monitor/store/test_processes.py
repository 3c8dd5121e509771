"""Several processes on one file, and what is left when one of them dies."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from pathlib import Path

from monitor.store import Store
from monitor.store.rows import Filter
from tests.monitor.store.samples import NOW, add, review
from tests.monitor.store.truth import check
from tests.monitor.store.writer import PAGE, PAGES

NAMES = ("one", "two", "three")


def start(mode: str, path: Path, name: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.monitor.store.writer", mode, str(path), name],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: subprocess.Popen[str]) -> int:
    _, errors = process.communicate(timeout=60)
    assert not errors, errors
    return process.returncode


def consistent(store: Store, path: Path) -> int:
    """Check everything; the number of mentions, which each have their alert."""
    check(store, path)
    mentions = store.mentions.count(Filter())
    assert len(store.alerts.due("console", NOW, limit=mentions + 1)) == mentions
    return mentions


def test_processes_on_one_file_wait_their_turn_and_lose_nothing(path: Path) -> None:
    # None of them finds a file: they also race for making it.
    writers = [start("pages", path, name) for name in NAMES]
    assert [finish(writer) for writer in writers] == [0, 0, 0]
    with Store.open(path) as store:
        assert consistent(store, path) == 3 * PAGES * PAGE
        for name in NAMES:
            assert len(store.mentions.search(f"cake {name}", limit=1000)) == PAGES


def test_threads_with_their_own_connections_wait_their_turn(path: Path) -> None:
    def write(name: str) -> None:
        with Store.open(path) as store:
            for number in range(PAGES):
                add(store, review(f"{name}{number}"))

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Store.open(path) as store:
        check(store, path)
        assert store.mentions.count(Filter()) == 4 * PAGES


def test_a_process_killed_within_a_transaction_leaves_nothing_of_it(path: Path) -> None:
    with Store.open(path) as store:
        assert finish(start("pages", path, "a")) == 0
        assert finish(start("die", path, "die")) == -signal.SIGKILL
        assert consistent(store, path) == PAGES * PAGE
        assert store.mentions.search("die") == []
    assert finish(start("pages", path, "b")) == 0


def test_a_process_killed_at_any_moment_leaves_whole_pages(path: Path) -> None:
    for name in NAMES:
        writer = start("forever", path, name)
        assert writer.stdout is not None
        committed = [writer.stdout.readline() for _ in range(3)]
        writer.kill()
        rest, _ = writer.communicate()
        committed += rest.splitlines()
        with Store.open(path) as store:
            assert consistent(store, path) % PAGE == 0
            # What was reported as committed is there.
            assert len(store.mentions.search(f"cake {name}", limit=2000)) >= len(committed)


def test_a_backup_of_a_store_that_another_process_writes_to_is_whole(
    path: Path, tmp_path: Path
) -> None:
    writer = start("forever", path, "a")
    try:
        assert writer.stdout is not None
        writer.stdout.readline()
        copies = [tmp_path / f"copy{n}.db" for n in range(3)]
        with Store.open(path) as store:
            for copy in copies:
                store.backup(copy)
                writer.stdout.readline()
    finally:
        writer.kill()
        writer.communicate()
    for copy in copies:
        with Store.open(copy) as store:
            assert consistent(store, copy) % PAGE == 0
