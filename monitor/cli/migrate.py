"""``goodword migrate``: the database brought up to this version."""

from __future__ import annotations

import click

from monitor.cli.output import err
from monitor.cli.wiring import config_option, open_store, read_config


@click.command(short_help="Bring the database up to this version.")
@config_option
def command() -> None:
    """Bring the database up to this version of goodword. Every other command does so, too.

    Example: goodword migrate
    """
    config = read_config()
    with open_store(config):
        err.print(f"{config.store.path} is up to date.", markup=False)
