"""Chats come by a one-time code and are listed; one can be shut out at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.alert import AlertKind, NewAlert
from monitor.clock import SystemClock
from monitor.store import Store
from tests.fakes.clock import START
from tests.monitor.cli.conftest import Run


@pytest.fixture
def store(shop: Path, tmp_path: Path) -> Iterator[Store]:
    """The shop's database, open beside the commands, with one chat."""
    with Store.open(tmp_path / "goodword.db") as store:
        assert store.chats.pair(store.chats.code(START), "telegram:7", "Olga", START)
        yield store


def test_a_chat_is_listed_and_its_pairing_can_be_ended(run: Run, store: Store) -> None:
    store.alerts.enqueue([NewAlert(AlertKind.NEW, "telegram:7", "mention:1:v1")], START)
    listed = run("pair", "--list").out
    assert "telegram:7" in listed
    assert "Olga" in listed
    assert run("pair", "--end", "telegram:8").code == 1
    assert run("pair", "--end", "telegram:7").code == 0
    assert not store.chats.known("telegram:7")
    assert store.alerts.destinations_waiting() == []
    assert "Olga" not in run("pair", "--list").out


def test_a_script_reads_which_chats_there_are(run: Run, store: Store) -> None:
    olga = {"chat": "telegram:7", "name": "Olga", "paired_at": START.isoformat()}
    assert run("pair", "--list", "--json").json() == [olga | {"blocked_at": None}]
    store.chats.block("telegram:7", START)
    assert run("pair", "--list", "--json").json() == [olga | {"blocked_at": START.isoformat()}]


def test_a_script_reads_a_code_that_works(run: Run, store: Store) -> None:
    code = run("pair", "--json").json()["code"]
    assert store.chats.pair(code, "telegram:8", "Aino", SystemClock().now())
