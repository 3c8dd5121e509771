"""``goodword import``: an export or a spreadsheet read in, silently."""

from __future__ import annotations

from pathlib import Path

import click

from monitor.cli.output import err, printable, progress_bar, put_json
from monitor.cli.wiring import CLOCK, config_option, open_store, read_config


@click.command("import", short_help="Read an export or a spreadsheet in, silently.")
@config_option
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--as", "name", default="import", show_default=True, help="The source's name.")
@click.option("--place", help="The branch these reviews belong to.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
def command(file: Path, name: str, place: str | None, as_json: bool) -> None:
    """Read reviews from a CSV or JSON-lines file, a Google Takeout or goodword's own export.

    Nothing is announced: these are old news. Reading the same file again changes nothing.

    Example: goodword import takeout.zip --as google
    """
    from monitor.absorb import absorb
    from monitor.source import PagedSource
    from monitor.walk import begin
    from sources.registry import build

    name = " ".join(printable(name).split())
    if not name:
        raise click.UsageError("Say what these reviews' source is called, such as --as google.")
    config = read_config()
    table = {"type": "file", "path": str(file)} | ({"place": place} if place else {})
    source = build(name, table)
    if not isinstance(source, PagedSource):
        raise TypeError("the file source reads page by page")
    with open_store(config) as store, progress_bar() as bar:
        task = bar.add_task("Reading", total=None)
        walk = begin(name, store, config, CLOCK.now(), place=place, baseline=True)
        for page in source.pages(None, CLOCK.now()):
            with store.transaction():
                absorb(page, walk, store, config)
            bar.update(task, completed=walk.entries)
            for rejected in page.rejected:
                err.print(f"not readable: {printable(rejected.why)}", markup=False)
    counts = {
        "entries": walk.entries,
        "new": len(walk.new),
        "edited": len(walk.edited),
        "rejected": walk.rejected,
    }
    if as_json:
        put_json(counts)
    else:
        err.print(
            f"Read {walk.entries} entries: {len(walk.new)} new, {walk.rejected} not readable.",
            markup=False,
        )
