"""``goodword relabel``: history read anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from monitor.cli.output import err, progress_bar, put_json, put_table
from monitor.cli.wiring import CLOCK, config_option, make_feeling, open_store, read_config
from monitor.understand.second_look import Look

if TYPE_CHECKING:
    from monitor.config import Config
    from monitor.relabel import Summary


@click.command(short_help="Read history anew with the present engine.")
@config_option
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only from this day on.")
@click.option(
    "--engine",
    type=click.Choice(["offline", "onnx", "llm"]),
    help="Who reads how a text feels; the one in the settings by default.",
)
@click.option("--again", is_flag=True, help="Also what the present engine has read already.")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--json", "as_json", is_flag=True, help="Print what changed as JSON.")
def command(
    since: datetime | None, engine: str | None, again: bool, dry_run: bool, as_json: bool
) -> None:
    """Read every mention anew that another engine, or another version of it, has read.

    What you corrected stays as you said, and nothing is announced. goodword may go on running
    meanwhile; broken off, the next run goes on where this one stopped.

    Example: goodword relabel --since 2026-01-01
    """
    from monitor.relabel import relabel
    from monitor.understand.judge import Judge

    config, first = read_config(), since.date() if since else date.min
    with (
        open_store(config, reading=dry_run) as store,
        make_feeling(config, engine) as feeling,
        progress_bar() as bar,
    ):
        judge = Judge(config.shop_words, feeling, look=Look.ALWAYS)
        total = store.readings.count(judge.engine, first, again=again)
        task = bar.add_task("Reading", total=total)

        def go_on(done: int) -> None:
            bar.advance(task, done)
            if feeling is not None and feeling.trouble is not None:
                raise feeling.trouble

        summary = relabel(
            store,
            judge,
            CLOCK.now(),
            since=first,
            again=again,
            dry_run=dry_run,
            languages=_languages(config),
            progress=go_on,
        )
    _put(summary, dry_run=dry_run, as_json=as_json)


def _languages(config: Config) -> Mapping[str, str]:
    """The language to expect, by source, where the settings name one."""
    stated = {name: table.get("lang") for name, table in config.sources.items()}
    return {name: lang for name, lang in stated.items() if isinstance(lang, str)}


def _put(summary: Summary, *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        put_json(
            {
                "engine": summary.engine,
                "dry_run": dry_run,
                "read": summary.read,
                "changed": summary.changed,
                "corrected": summary.kept,
                "sentiment": _changes(summary.sentiments),
                "urgency": _changes(summary.urgencies),
            }
        )
        return
    rows = [*_rows("sentiment", summary.sentiments), *_rows("urgency", summary.urgencies)]
    if rows:
        put_table(("mentions", "what", "from", "to"), rows)
    would = "would change" if dry_run else "changed"
    err.print(
        f"{summary.read} mentions were read anew; {summary.changed} {would}. "
        f"{summary.kept} that you had corrected stay as you said.",
        markup=False,
    )


def _changes(changes: Counter[tuple[str, str]]) -> list[dict[str, str | int]]:
    return [
        {"from": before, "to": after, "count": count}
        for (before, after), count in changes.most_common()
    ]


def _rows(what: str, changes: Counter[tuple[str, str]]) -> list[tuple[str, ...]]:
    return [(str(count), what, before, after) for (before, after), count in changes.most_common()]
