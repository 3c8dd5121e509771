"""``goodword export``: everything out, to keep or to open in a spreadsheet."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from monitor.cli.output import put_json_line
from monitor.cli.wiring import config_option, open_store, read_config
from sources.exports.columns import EXPORT_COLUMNS
from sources.reading.formula import guard

if TYPE_CHECKING:
    from monitor.mention import Mention


@click.command(short_help="Write everything out as CSV or JSON lines.")
@config_option
@click.argument("form", type=click.Choice(["csv", "jsonl"]))
def command(form: str) -> None:
    """Write every mention to stdout, newest first; `goodword import` reads it back.

    In CSV a cell that a spreadsheet would run as a formula gets a leading apostrophe.

    Example: goodword export csv > reviews.csv
    """
    from monitor.store.rows import Filter

    with open_store(read_config(), reading=True) as store:
        rows = (
            export_row(mention) for mention in store.mentions.iterate(Filter(include_hidden=True))
        )
        if form == "jsonl":
            for row in rows:
                put_json_line(row)
        else:
            write_csv(rows)


def write_csv(rows: Iterator[dict[str, object]]) -> None:
    """Rows to stdout as CSV, made safe for spreadsheets."""
    writer = csv.DictWriter(sys.stdout, EXPORT_COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(value) for name, value in row.items()})


def _cell(value: object) -> object:
    return guard(value) if isinstance(value, str) else value


def export_row(mention: Mention) -> dict[str, object]:
    """One mention under the names that the file source reads back."""
    item, rating, reply = mention.item, mention.item.rating, mention.item.reply
    verdict, said = mention.verdict, mention.correction
    values: tuple[object, ...] = (
        mention.number, mention.source, item.id, item.kind.value, item.author.name,
        rating and rating.value, rating and rating.best, rating and rating.worst,
        item.title, item.text, _iso(item.published_at), item.precision.value,
        _iso(item.updated_at), item.url, item.state.value, reply and reply.text,
        _iso(reply.published_at) if reply else None, item.lang or verdict.lang,
        item.about, mention.place, verdict.sentiment.value, mention.status.value,
        item.dedupe_key, verdict.urgency.value, verdict.asks_refund, verdict.asks_contact,
        verdict.returning, verdict.delight, verdict.came_for.value, verdict.suspect.value,
        verdict.engine, said and said.sentiment, said and said.urgency,
    )  # fmt: skip
    return dict(zip(EXPORT_COLUMNS, values, strict=True))


def _iso(moment: object) -> str | None:
    from datetime import datetime

    return moment.isoformat() if isinstance(moment, datetime) else None
