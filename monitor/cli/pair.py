"""``goodword pair``: a code for one more chat."""

from __future__ import annotations

import click

from monitor.cli.wiring import CLOCK, config_option, open_store, read_config


@click.command(short_help="A one-time code for one more chat.")
@config_option
def command() -> None:
    """Print a one-time code; whoever sends it to the bot within an hour is told everything, too.

    Example: goodword pair
    """
    with open_store(read_config()) as store:
        click.echo(store.chats.code(CLOCK.now()))
