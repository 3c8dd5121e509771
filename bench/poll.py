"""A thousand sources in one process, each a loopback host that takes 200 ms to answer.

    python -m bench.poll [SOURCES] [WORKERS]

Beside it, in the same run, a plain requests thread pool that fetches and forgets. The ideal is
the waiting alone, shared among the workers. Then a second pass over unchanged sources: every
answer is a 304.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

import requests

from bench.timing import seconds
from monitor.clock import SystemClock
from monitor.config import from_table
from monitor.service import Collector
from sources.http import Fetcher
from sources.registry import build

DELAY = 0.2
ENTRIES = 5
TAG = '"unchanged"'


def feed(host: str) -> bytes:
    """A small feed of this host's own."""
    entries = "".join(
        f"<entry><id>tag:{host},2026:{n}</id><title>News {n}</title>"
        f"<link href='http://{host}/{n}'/><published>2026-11-01T0{n}:00:00Z</published>"
        f"<updated>2026-11-01T0{n}:00:00Z</updated><content>Lovely bread.</content></entry>"
        for n in range(ENTRIES)
    )
    return (
        "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'>"
        f"<id>tag:{host},2026:feed</id><title>{host}</title><updated>2026-11-01T00:00:00Z</updated>"
        f"{entries}</feed>"
    ).encode()


def serve(hosts: list[str], ready: Connection) -> None:
    """All hosts in one process of its own, so that its work is not counted as ours."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host = writer.get_extra_info("sockname")[0]
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                await asyncio.sleep(DELAY)
                same = TAG.encode() in request
                body = b"" if same else feed(host)
                status = "304 Not Modified" if same else "200 OK"
                head = f"HTTP/1.1 {status}\r\nETag: {TAG}\r\nContent-Length: {len(body)}\r\n\r\n"
                writer.write(head.encode() + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def main() -> None:
        first = await asyncio.start_server(answer, hosts[0], 0)
        port = first.sockets[0].getsockname()[1]
        others = [await asyncio.start_server(answer, host, port) for host in hosts[1:]]
        ready.send(port)
        await asyncio.gather(*(server.serve_forever() for server in [first, *others]))

    asyncio.run(main())


@contextmanager
def serving(hosts: list[str]) -> Iterator[int]:
    """The port on which all ``hosts`` answer."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.Process(target=serve, args=(hosts, theirs), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        process.terminate()
        process.join()


def plain(urls: list[str], workers: int) -> None:
    """What one would write in five lines: fetch in a thread pool, keep nothing."""
    with ThreadPoolExecutor(workers) as pool:
        for answer in pool.map(lambda url: requests.get(url, timeout=30), urls):
            answer.raise_for_status()


def collect(collector: Collector) -> None:
    """One pass over all sources, every one of which must do."""
    broken = [outcome.source for outcome in collector.collect() if outcome.error is not None]
    if broken:
        raise RuntimeError(f"{len(broken)} sources failed")


def main(count: int, workers: int) -> None:
    """Measure and print."""
    hosts = [f"127.0.{10 + n // 200}.{1 + n % 200}" for n in range(count)]
    with serving(hosts) as port, TemporaryDirectory() as folder:
        urls = [f"http://{host}:{port}/feed" for host in hosts]
        config = from_table(
            {
                "shop": {"name": "Bench"},
                "store": {"path": Path(folder) / "bench.db"},
                "collector": {"workers": workers},
            }
        )
        sources = {
            f"s{n}": build(f"s{n}", {"type": "feed", "url": url, "allow_private": True})
            for n, url in enumerate(urls)
        }
        clock = SystemClock()
        fetcher = Fetcher(clock, timeout=timedelta(seconds=30), max_bytes=10**6, contact=None)
        with closing(fetcher):
            collector = Collector(config, sources, fetcher.fetch, clock)
            started = time.process_time()
            first = seconds(lambda: collect(collector))
            between = time.process_time()
            again = seconds(lambda: collect(collector))
            ended = time.process_time()
        bare = seconds(lambda: plain(urls, workers))
    ideal = count * DELAY / workers
    print(f"{count} sources of {DELAY * 1000:.0f} ms, {workers} workers; ideal {ideal:.1f} s")
    print(f"  goodword, all new      {first:6.2f} s  x{first / ideal:.2f} of the ideal")
    print(f"  goodword, unchanged    {again:6.2f} s  x{again / ideal:.2f}")
    work, rework = between - started, ended - between
    print(f"    work alone           {rework:6.2f} s  x{rework / work:.2f} of the first pass's")
    print(f"  plain requests pool    {bare:6.2f} s  x{bare / ideal:.2f}")


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    main(given[0] if given else 1000, given[1] if len(given) > 1 else 16)
