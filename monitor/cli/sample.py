"""``goodword sample``: the whole product on a sample shop, without a token."""

from __future__ import annotations

import sys
import tempfile
import threading
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from monitor.cli.collect import collect_with_progress
from monitor.cli.output import err
from monitor.cli.sample_site import SampleSite, serve_sample
from monitor.cli.wiring import CLOCK, build_sources, make_collector, make_fetcher, open_store
from monitor.config import Config, from_table
from monitor.errors import GoodwordError
from monitor.source import Request

if TYPE_CHECKING:
    from monitor.service import Collector
    from sources.http import Fetcher

CONNECT = """
That was the sample shop. To watch over your own:
  goodword try https://your-shop.example   what goodword would find there
  goodword init                            the set-up, step by step
  goodword run                             from then on, every new review in Telegram
"""


@click.command(short_help="Try everything on a sample shop, without a token.")
@click.option(
    "--dir", "folder", type=click.Path(file_okay=False, path_type=Path),
    help="Keep the sample's database here; a passing folder by default.",
)  # fmt: skip
@click.option("--tour", is_flag=True, help="Show everything once, asking nothing.")
def command(folder: Path | None, tour: bool) -> None:
    """Collect a sample shop's reviews from sites on this machine and chat about them.

    Everything is real but the shop: the collector, the database, the verdicts, the drafts.
    Without a terminal it gives a tour and stops.

    Example: goodword sample --tour
    """
    with ExitStack() as stack:
        home = folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="goodword-")))
        home.mkdir(parents=True, exist_ok=True)
        site = stack.enter_context(serve_sample(CLOCK.now()))
        fetcher = stack.enter_context(make_fetcher())
        config = sample_config(site, home)
        _save_export(site, home, fetcher)
        collector = make_collector(config, build_sources(config), fetcher)
        _live_a_day(config, site, collector)
        _chat(config, collector, tour=tour or not sys.stdin.isatty())
    click.echo(CONNECT, err=True)


def sample_config(site: SampleSite, home: Path) -> Config:
    """The sample shop's settings: what an owner would write, on loopback addresses."""
    return from_table(
        {
            "shop": {
                "name": "Leipomo Aino",
                "signature": "Aino, Leipomo Aino",
                "contact": "aino@leipomoaino.example",
                "languages": ["fi", "en"],
                "timezone": "Europe/Helsinki",
            },
            "query": {"any": ["Leipomo Aino*"]},
            "store": {"path": home / "sample.db"},
            "alerts": {"burst": 8},
            "sources": {
                "shop-page": _web("schemaorg", f"{site.address}/", place="Kallio"),
                "online-shop": _web("woocommerce", f"{site.address}/", place="Online shop"),
                "kallio-news": _web("feed", f"{site.address}/news.atom"),
                "old-reviews": {
                    "type": "file", "path": str(home / "export.csv"), "place": "Kallio",
                },
            },
        }
    )  # fmt: skip


def _web(kind: str, url: str, **more: str) -> dict[str, object]:
    return {"type": kind, "url": url, "allow_private": True, **more}


def _save_export(site: SampleSite, home: Path, fetcher: Fetcher) -> None:
    """What an owner does once: download the export and lay it beside the config."""
    request = Request(f"{site.address}/export.csv")
    fetched = fetcher.fetch(request, validators=None, allow_private=True)
    (home / "export.csv").write_bytes(fetched.response.body)


def _live_a_day(config: Config, site: SampleSite, collector: Collector) -> None:
    """First the silent import of what was there, then this morning's news."""
    with open_store(config) as store:
        code = store.chats.code(CLOCK.now())
        store.chats.pair(code, "console", "This terminal", CLOCK.now())
    err.print("Importing what people have said so far, silently…")
    outcomes = collect_with_progress(collector)
    site.news = True
    err.print("A new morning: looking again…")
    outcomes += collect_with_progress(collector)
    for outcome in outcomes:
        if outcome.error is not None:
            raise GoodwordError(f"{outcome.source}: {outcome.error.message}")


def _chat(config: Config, collector: Collector, *, tour: bool) -> None:
    from bot import console

    if tour:
        with open_store(config) as store:
            console.tour(store, config, CLOCK)
        return
    stop = threading.Event()
    worker = threading.Thread(target=collector.run, args=(stop,), name="collector")
    worker.start()
    try:
        with open_store(config) as store:
            console.chat(store, config, CLOCK)
    finally:
        stop.set()
        worker.join()
