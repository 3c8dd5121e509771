"""``goodword search``: full-text search over everything that was said."""

from __future__ import annotations

import click

from monitor.cli.mentions import put_mentions
from monitor.cli.wiring import config_option, open_store, read_config


@click.command(short_help="Search everything that was said.")
@config_option
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Search texts, titles and authors; all WORDS must occur, accents do not matter.

    Example: goodword search cold soup
    """
    with open_store(read_config(), reading=True) as store:
        put_mentions(store.mentions.search(" ".join(words), limit), as_json=as_json)
