"""The collector that runs until it is stopped."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from monitor import service
from monitor.errors import StoreError
from monitor.service import Collector
from monitor.source import Fetched, Request, Validators
from monitor.store.health import HealthRows
from tests.monitor.engine import open_shop


def until(condition: Callable[[], object]) -> None:
    """Wait until ``condition`` holds; the test's own time limit ends what never does."""
    while not condition():
        time.sleep(0.01)


@pytest.mark.timeout(60)
def test_a_walk_that_outlasts_its_lease_is_not_begun_again_and_holds_up_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "NAP", 0.01)
    shop = open_shop(tmp_path, "slow", "quick")
    stop, answered = threading.Event(), threading.Event()
    asked: list[str] = []

    def fetch(request: Request, *, validators: Validators | None, allow_private: bool) -> Fetched:
        name = request.url.removeprefix("https://").split(".")[0]
        asked.append(name)
        if name == "slow":
            answered.wait()
        return shop.sites[name].fetch(request, validators=validators, allow_private=allow_private)

    collector = Collector(shop.config, shop.sources(), fetch, shop.clock)
    running = threading.Thread(target=collector.run, args=(stop,))
    running.start()
    try:
        for times in (1, 2, 3):
            until(lambda times=times: asked.count("quick") >= times)  # type: ignore[misc]
            shop.clock.advance(hours=1)
        until(lambda: asked.count("quick") >= 4)
    finally:
        stop.set()
        answered.set()
        running.join()
    assert asked.count("slow") == 1


@pytest.mark.timeout(60)
def test_a_disk_that_stays_full_is_told_of_once_and_not_at_every_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(service, "NAP", 0.01)
    shop, stop = open_shop(tmp_path), threading.Event()
    looks: list[object] = []

    def full(*_args: object) -> None:
        looks.append(None)
        raise StoreError("The database failed.", hint="The disk is full.")

    monkeypatch.setattr(HealthRows, "claim_due", full)
    fetch = shop.fetch or shop.site.fetch
    collector = Collector(shop.config, shop.sources(), fetch, shop.clock)
    running = threading.Thread(target=collector.run, args=(stop,))
    with caplog.at_level(logging.WARNING):
        running.start()
        until(lambda: len(looks) > 3 or not running.is_alive())
        stop.set()
        running.join()
    assert caplog.text.count("The disk is full.") == 1
