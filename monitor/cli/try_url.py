"""``goodword try``: what goodword would find at an address, and the config block to paste."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, count
from typing import TYPE_CHECKING

import click

from monitor.address import with_login_of, without_secrets
from monitor.cli.output import err, out, printable, put_json
from monitor.cli.probe import first_page
from monitor.cli.source import put_page
from monitor.cli.wiring import make_fetcher
from monitor.errors import GoodwordError, SourceError
from monitor.source import Fetch, Page, Request

if TYPE_CHECKING:
    from sources.webpage.discover import Find

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Trial:
    """A source that could be used at an address, under a name of its own, and what it gave."""

    name: str
    find: Find
    page: Page | None
    error: SourceError | None


@click.command("try", short_help="See what goodword would find at an address.")
@click.argument("url")
@click.option("--private", is_flag=True, help="Allow addresses inside the own network.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(url: str, private: bool, as_json: bool) -> None:
    """Look for feeds, reviews in schema.org markup and a WooCommerce shop at URL.

    Shows the first items of each and prints the block to paste into config.toml.

    Example: goodword try https://shop.example
    """
    from sources.webpage.discover import config_block

    with make_fetcher() as fetcher:
        trials = explore(url, fetcher.fetch, private=private)
    good = [trial for trial in trials if trial.page is not None]
    if as_json:
        put_json([_json(trial) for trial in trials])
    else:
        for trial in good:
            err.print(f"\n{trial.find.title}: {printable(trial.find.why)}", markup=False)
            if trial.page is not None:
                put_page(trial.page, SHOWN)
            out.print(config_block(trial.find, trial.name), markup=False)
    if not good:
        where = printable(without_secrets(whole(url)))
        raise GoodwordError(
            f"Nothing that goodword can read was found at {where}.",
            hint="Try the page that shows the reviews, or the address of a feed.",
        )


def whole(url: str) -> str:
    """What people type for an address, with the scheme that they leave out."""
    return url if "://" in url else f"https://{url}"


def explore(url: str, fetch: Fetch, *, private: bool = False) -> list[Trial]:
    """Every source found at ``url``, each tried once. Raises SourceError without a page there."""
    from sources.webpage.discover import discover

    address = whole(url)
    fetched = fetch(Request(address), validators=None, allow_private=private)
    taken: list[str] = []
    trials = []
    for find in map(partial(_with_login, address), discover(fetched.response)):
        name = free_name(find.type, taken)
        taken.append(name)
        trials.append(_tried(name, find, fetch, private=private))
    return trials


def _with_login(address: str, find: Find) -> Find:
    """``find`` with the login that the owner typed: what is there asks for it, too."""
    url = with_login_of(find.url, address)
    settings = {
        name: with_login_of(value, address) if name == "url" and isinstance(value, str) else value
        for name, value in find.settings.items()
    }
    return replace(find, url=url, settings=settings)


def free_name(base: str, taken: Container[str]) -> str:
    """``base``, or with the first number behind it that is not taken."""
    numbered = (f"{base}-{number}" for number in count(2))
    return next(name for name in chain([base], numbered) if name not in taken)


def _tried(name: str, find: Find, fetch: Fetch, *, private: bool) -> Trial:
    from sources.registry import build

    settings: dict[str, object] = dict(find.settings)
    if private:
        settings["allow_private"] = True
    source = build(name, {"type": find.type, **settings})
    try:
        return Trial(name, find, first_page(source, fetch), None)
    except SourceError as error:
        return Trial(name, find, None, error)


def _json(trial: Trial) -> dict[str, object]:
    from sources.kit.page_json import item_json
    from sources.webpage.discover import config_block

    return {
        "type": trial.find.type,
        "url": trial.find.url,
        "why": trial.find.why,
        "works": trial.page is not None,
        "trouble": None if trial.error is None else trial.error.message,
        "items": [item_json(item) for item in trial.page.items[:SHOWN]] if trial.page else [],
        "config": config_block(trial.find, trial.name),
    }
