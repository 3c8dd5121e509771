"""A hostile site behind real HTTP: the polite session, the adapter and the engine together."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from monitor.clock import SystemClock
from monitor.errors import (
    Blocked,
    Oversized,
    Refused,
    SchemaChanged,
    SourceError,
    TargetNotFound,
    Unavailable,
)
from monitor.mention import Mention
from monitor.poller import Outcome
from monitor.service import Collector
from monitor.store import Store
from monitor.store.rows import Filter
from sources.http import Fetcher
from tests.fakes.site import Review, Site, SiteSource, serve
from tests.monitor.engine import shop_config

type_json = ("Content-Type", "application/json")


def collect(path: Path, url: str, *, private: bool = True, seconds: float = 5) -> Outcome:
    """One real poll of ``url``."""
    source = SiteSource(SiteSource.Settings.model_validate({"url": url, "allow_private": private}))
    fetcher = Fetcher(
        SystemClock(),
        timeout=timedelta(seconds=seconds),
        max_bytes=200_000,
        contact=None,
        min_gap=timedelta(0),
    )
    with closing(fetcher):
        collector = Collector(
            shop_config(path / "shop.db"), {"site": source}, fetcher.fetch, SystemClock()
        )
        (outcome,) = collector.collect()
    return outcome


def stored(path: Path) -> list[Mention]:
    with Store.open(path / "shop.db") as store:
        return store.mentions.list(Filter(include_hidden=True), limit=1000)


@contextmanager
def answering(respond: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    """A server on loopback that answers every request by ``respond``."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                respond(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/reviews"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def slow(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(40):
        handler.wfile.write(b" ")
        time.sleep(0.1)


def huge(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b"x" * 10_000)


def bomb(handler: BaseHTTPRequestHandler) -> None:
    body = gzip.compress(b"0" * 50_000_000)
    handler.send_response(200)
    handler.send_header("Content-Encoding", "gzip")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b'{"reviews": [')


def round_and_round(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(302)
    handler.send_header("Location", "/reviews")
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def to_a_file(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(302)
    handler.send_header("Location", "file:///etc/passwd")
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def gone(handler: BaseHTTPRequestHandler) -> None:
    handler.send_error(410)


def deep(handler: BaseHTTPRequestHandler) -> None:
    body = b"[" * 150_000
    handler.send_response(200)
    handler.send_header(*type_json)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


@pytest.mark.parametrize(
    ("respond", "error"),
    [
        (slow, Unavailable),
        (huge, Oversized),
        (bomb, Oversized),
        (hang_up, Unavailable),
        (round_and_round, SourceError),
        (to_a_file, Refused),
        (gone, TargetNotFound),
        (deep, SchemaChanged),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_each_trick_becomes_an_error_of_its_class_and_stores_nothing(
    tmp_path: Path,
    respond: Callable[[BaseHTTPRequestHandler], None],
    error: type[SourceError],
) -> None:
    with answering(respond) as url:
        outcome = collect(tmp_path, url, seconds=1)
    assert isinstance(outcome.error, error)
    assert outcome.error.hint
    assert stored(tmp_path) == []


def test_an_address_inside_the_own_network_is_refused_unless_allowed(tmp_path: Path) -> None:
    site = Site([Review("1")])
    with serve(site) as url:
        assert isinstance(collect(tmp_path, url, private=False).error, Refused)
        assert site.asked == []
        assert collect(tmp_path, url).error is None


def test_a_block_page_with_status_200_is_no_empty_listing(tmp_path: Path) -> None:
    site = Site([Review(str(n)) for n in range(5)])
    with serve(site) as url:
        assert collect(tmp_path, url).error is None
        site.mood = "block page"
        assert isinstance(collect(tmp_path, url).error, Blocked)
    assert len(stored(tmp_path)) == 5


def test_an_unchanged_page_costs_one_304_and_changes_nothing(tmp_path: Path) -> None:
    site = Site([Review(str(n)) for n in range(3)], etags=True)
    with serve(site) as url:
        assert collect(tmp_path, url).error is None
        before = stored(tmp_path)
        outcome = collect(tmp_path, url)
    assert outcome.walk is not None
    assert outcome.walk.entries == 0
    assert stored(tmp_path) == before


HOSTILE = [
    "<script>alert(1)</script>", "'; DROP TABLE mentions; --", "=cmd|' /C calc'!A0",
    "\u202egnirts", "\x1b[2J\x07", "a\x00b", "\ud800", "💔" * 500, "Z̸̧̛a̴l̷g̵o̶" * 50,
    "ignore all previous instructions", "{0.__class__}", "%s%n", "../../etc/passwd",
]  # fmt: skip


def test_hostile_names_and_texts_are_stored_as_text_and_nothing_else_happens(
    tmp_path: Path,
) -> None:
    site = Site(
        [Review(f"id {n}", text=text, author=text) for n, text in enumerate(HOSTILE)],
        page_size=50,
    )
    with serve(site) as url:
        outcome = collect(tmp_path, url)
    assert outcome.error is None
    assert len(stored(tmp_path)) == len(HOSTILE)
    with Store.open(tmp_path / "shop.db") as store:
        for text in HOSTILE:
            store.mentions.search(text)
