"""``goodword collect``: fetch once, or for ever."""

from __future__ import annotations

import logging
import signal
import threading
from typing import TYPE_CHECKING

import click

from monitor.cli import OK, SOME_FAILED
from monitor.cli.output import printable, progress_bar, put_json, put_table
from monitor.cli.wiring import (
    build_sources,
    config_option,
    make_collector,
    make_feeling,
    make_fetcher,
    read_config,
)

if TYPE_CHECKING:
    from monitor.poller import Outcome
    from monitor.service import Collector


@click.command(short_help="Fetch from the sources, once or for ever.")
@config_option
@click.option("--source", "name", metavar="KEY", help="Only the source of this name.")
@click.option("--once", is_flag=True, help="Fetch now, due or not, and stop.")
@click.option("--json", "as_json", is_flag=True, help="Print how it went as JSON (with --once).")
def command(name: str | None, once: bool, as_json: bool) -> int:
    """Fetch from every source that is due, until stopped; or all of them --once.

    Exits 3 when some sources failed; what the others brought is kept.

    Example: goodword collect --once --source shop-page
    """
    config = read_config()
    with make_fetcher(config) as fetcher, make_feeling(config) as feeling:
        collector = make_collector(config, build_sources(config, name), fetcher, feeling)
        if not once:
            logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
            collector.run(stop_on_signal())
            return OK
        outcomes = collect_with_progress(collector)
    if as_json:
        put_json([outcome_json(outcome) for outcome in outcomes])
    else:
        put_table(("source", "new", "edited", "removed", "entries", "trouble"), map(_row, outcomes))
    return SOME_FAILED if any(outcome.error for outcome in outcomes) else OK


def stop_on_signal() -> threading.Event:
    """An event that Ctrl-C or a service manager's TERM sets."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return stop


def collect_with_progress(collector: Collector) -> list[Outcome]:
    """Poll all once, with a progress bar on stderr."""
    with progress_bar() as progress:
        task = progress.add_task("Fetching", total=len(collector.sources))
        return collector.collect(progress=lambda _: progress.advance(task))


def outcome_json(outcome: Outcome) -> dict[str, object]:
    """How one poll ended, for ``--json``."""
    walk, error = outcome.walk, outcome.error
    return {
        "source": outcome.source,
        "ok": error is None,
        "new": len(walk.new) if walk else 0,
        "edited": len(walk.edited) if walk else 0,
        "removed": len(walk.removed) if walk else 0,
        "entries": walk.entries if walk else 0,
        "rejected": walk.rejected if walk else 0,
        "error": type(error).__name__ if error else None,
        "message": error.message if error else None,
        "hint": error.hint if error else None,
    }


def _row(outcome: Outcome) -> tuple[str, ...]:
    told = outcome_json(outcome)
    trouble = f"{told['error']}: {told['message']} {told['hint']}" if outcome.error else ""
    counts = (str(told[name]) for name in ("new", "edited", "removed", "entries"))
    return (outcome.source, *counts, printable(trouble))
