"""``goodword week``: the weekly summary."""

from __future__ import annotations

from pathlib import Path

import click

from monitor.cli.output import err, out, put_json
from monitor.cli.wiring import CLOCK, config_option, open_store, read_config


@click.command(short_help="The weekly summary, as text, JSON or picture.")
@config_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--png", type=click.Path(dir_okay=False, path_type=Path), help="Draw it to a file.")
def command(as_json: bool, png: Path | None) -> None:
    """What the last seven days were like, beside the seven before and twelve weeks back.

    Example: goodword week --png week.png
    """
    from bot.console import to_text
    from bot.screens.promises import week_line
    from bot.screens.week import gather, week_text
    from monitor.trends.week_json import week_json

    config, now = read_config(), CLOCK.now()
    with open_store(config, reading=True) as store:
        week = gather(store, config, now)
        promises = week_line(store, config, now)
    if png is not None:
        from monitor.trends.chart import draw

        png.write_bytes(draw(week))
        err.print(f"Drawn to {png}.", markup=False)
    if as_json:
        put_json(week_json(week))
    elif png is None:
        out.print(to_text(week_text(week, config, now, promises)))
