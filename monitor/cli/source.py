"""``goodword source``: adapters listed, written, tested and run on saved payloads."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from monitor.address import masked
from monitor.cli.output import err, out, printable, put_json, put_table
from monitor.cli.wiring import CLOCK, config_option
from monitor.errors import ConfigError, GoodwordError

if TYPE_CHECKING:
    from monitor.source import Page, Source

CASES = Path("cases")
"""Where recorded answers lie: a folder for each source, below the one you stand in."""


@click.group(short_help="List, write, test and run source adapters.")
def command() -> None:
    """Adapters: the code that reads one kind of site each.

    Example: goodword source list
    """


@command.command("list", short_help="Every kind of source there is.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_sources(as_json: bool) -> None:
    """Every kind of source there is, built in or from another package.

    Example: goodword source list
    """
    from sources.registry import available

    rows = [
        {
            "key": listing.key,
            "title": listing.info.title if listing.info else None,
            "summary": listing.info.summary if listing.info else None,
            "needs": listing.info.auth.value if listing.info else None,
            "package": listing.package,
            "trouble": listing.trouble,
        }
        for listing in available()
    ]
    if as_json:
        put_json(rows)
        return
    put_table(
        ("type", "what it reads", "needs"),
        [
            (str(row["key"]), str(row["trouble"] or row["summary"]), str(row["needs"] or ""))
            for row in rows
        ],
    )


@command.command("new", short_help="Begin an adapter of your own.")
@click.argument("name")
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The folder to write to; the present one by default.",
)
def new(name: str, into: Path) -> None:
    """Write a working adapter with its fixture and tests, which pass as written.

    Example: goodword source new cityguide
    """
    from sources.kit.scaffold import next_steps, scaffold

    for path in scaffold(name, into):
        out.print(str(path), markup=False)
    err.print(next_steps(name), markup=False)


@command.command("test", short_help="Prove an adapter against the contract.")
@config_option
@click.argument("key")
@click.option(
    "--cases",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Saved answers, each beside its .expected.json. [default: cases/KEY, if there is one]",
)
def test(key: str, cases: Path | None) -> None:
    """Run the contract kit on an adapter, by its type or its name in the config.

    Without a saved answer only those promises are tried that need none;
    `goodword source record KEY` saves one where this command finds it.

    Example: goodword source test feed --cases tests/data/feed
    """
    from sources.kit.prove import prove

    recorded = CASES / key
    if cases is None and recorded.is_dir():
        cases = recorded
    findings = prove(_adapter(key, None), cases)
    if cases is None:
        err.print("Tried without saved answers; `goodword source record` saves one.", markup=False)
    put_table(("promise", "kept"), [(f.promise, "yes" if f.kept else f.why) for f in findings])
    broken = [finding for finding in findings if not finding.kept]
    if broken:
        raise GoodwordError(
            f"{key} breaks {len(broken)} promises of the contract.",
            hint="docs/sources-howto.md explains each promise.",
        )


@command.command("record", short_help="Save a live answer as a fixture.")
@config_option
@click.argument("key")
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write to. [default: cases/KEY]",
)
def record(key: str, into: Path | None) -> None:
    """Fetch one answer of the configured source KEY and save it without names and secrets.

    Beside it lies what the adapter reads from it; `goodword source test KEY` then runs the whole
    kit on it. Read both before you share them: what people wrote stays as they wrote it.

    Example: goodword source record shop-page --into tests/cases
    """
    from monitor.cli.wiring import build_sources, make_fetcher, read_config
    from sources.kit.recording import record as save

    config = read_config()
    source = build_sources(config, key)[key]
    with make_fetcher(config) as fetcher:
        for path in save(source, key, fetcher.fetch, into or CASES / key):
            out.print(str(path), markup=False)


@command.command("parse", short_help="Run an adapter on a saved payload.")
@config_option
@click.argument("key")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--url", help="The address the payload came from.")
@click.option("--json", "as_json", is_flag=True, help="Print the page as JSON.")
@click.option("--at", type=click.DateTime(["%Y-%m-%dT%H:%M:%SZ"]), help="When it was fetched.")
def parse(key: str, file: Path, url: str | None, as_json: bool, at: datetime | None) -> None:
    """Run an adapter on a saved payload and print the page. KEY is a type, or a source's name.

    What is no page of that site exits 1 with the error's class.

    Example: goodword source parse schemaorg page.html --url https://shop.example/ --json
    """
    from sources.kit.anonymise import secret_settings
    from sources.kit.offline import saved_response
    from sources.kit.page_json import page_json

    source = _adapter(key, url)
    page = source.parse(saved_response(file, url, at.replace(tzinfo=UTC) if at else CLOCK.now()))
    if as_json:
        put_json(page_json(page, secret_settings(source.settings)))
    else:
        put_page(page)


def put_page(page: Page, limit: int = 50) -> None:
    """A page for people: its items in a table, what was rejected on stderr."""
    put_table(
        ("date", "rating", "author", "text"),
        [
            (
                item.published_at.date().isoformat() if item.published_at else "no date",
                f"{item.rating.value:g}/{item.rating.best:g}" if item.rating else "",
                item.author.name or "",
                " ".join(item.words.split())[:100],
            )
            for item in page.items[:limit]
        ],
    )
    for rejected in page.rejected:
        err.print(f"not readable: {printable(rejected.why)}", markup=False)


def _adapter(key: str, url: str | None) -> Source:
    """The source of that name in the config if there is one, else the adapter of that type."""
    from monitor.cli.wiring import build_sources, config_path, read_config
    from sources.registry import load

    if config_path().exists():
        config = read_config()
        if key in config.sources:
            return build_sources(config, key)[key]
    try:
        return load(key).offline(url)
    except ValueError as error:
        raise ConfigError(f"{masked(url or '')} is no address that {key} can use.") from error
