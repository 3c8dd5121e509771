"""``goodword backup``: SQLite's own online backup, while goodword runs."""

from __future__ import annotations

from pathlib import Path

import click

from monitor.cli.output import err, progress_bar
from monitor.cli.wiring import config_option, open_store, read_config


@click.command(short_help="Save the database while goodword runs.")
@config_option
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def command(file: Path) -> None:
    """Save the whole database to FILE; goodword may go on running meanwhile.

    Example: goodword backup goodword-2026-11-22.db
    """
    with open_store(read_config(), reading=True) as store, progress_bar() as bar:
        task = bar.add_task("Saving")
        store.backup(file, lambda done, total: bar.update(task, completed=done, total=total))
    err.print(f"Saved to {file}.", markup=False)
