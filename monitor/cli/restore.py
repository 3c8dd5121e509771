"""``goodword restore``: a backup back in place."""

from __future__ import annotations

from pathlib import Path

import click

from monitor.cli.output import err
from monitor.cli.wiring import config_option, read_config


@click.command(short_help="Put a backup back in place.")
@config_option
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask; do it.")
def command(file: Path, yes: bool) -> None:
    """Replace the database by the backup FILE; the present one is kept beside it.

    Stop goodword first. FILE is checked before anything is asked or touched.

    Example: goodword restore goodword-2026-11-22.db --yes
    """
    from monitor.store.backup import restore, verify

    config = read_config()
    verify(file, config.store.path)
    if not yes:
        click.confirm("Replace the present database by this backup?", abort=True)
    restore(file, config.store.path)
    err.print(f"Restored {config.store.path} from {file}.", markup=False)
