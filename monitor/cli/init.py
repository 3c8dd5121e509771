"""``goodword init``: asks, checks each answer, writes config.toml."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from monitor.cli.output import err, printable
from monitor.cli.wiring import config_option, config_path, make_fetcher
from monitor.errors import ConfigError, SourceError

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

    from monitor.source import Fetch


@click.command(short_help="Set up config.toml, step by step.")
@config_option
@click.option("--api-url", metavar="URL", help="A Bot API server of your own.")
def command(api_url: str | None) -> None:
    """Ask for the shop, the bot and the places where people talk; check each answer; write.

    The file is readable by you alone. A secret may also be given as env:NAME or file:PATH.

    Example: goodword init
    """
    path = config_path()
    _writable(path)
    if path.exists() and not click.confirm(f"{path} exists. Replace it?", err=True):
        raise click.Abort
    document = _shop()
    _telegram(document, api_url)
    with make_fetcher() as fetcher:
        _sources(document, fetcher.fetch)
    write_private(path, document.as_string())
    err.print(f"\nWritten to {path}. Now run: goodword run", markup=False)


def _writable(path: Path) -> None:
    """Raise ConfigError where the answers could not be written, before anything is asked."""
    if path.is_dir() or not os.access(path.parent, os.W_OK | os.X_OK):
        raise ConfigError(
            f"{path} cannot be written.",
            hint="Stand in a folder of yours, or name a file in one with --config.",
        )


def write_private(path: Path, text: str) -> None:
    """Write ``text`` so that nobody but the owner can read it, never half."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def _ask(question: str, default: str | None = None, *, hide: bool = False) -> str:
    # Only a terminal echoes what is typed; answers from a pipe need no hiding.
    hidden = hide and sys.stdin.isatty()
    answer = click.prompt(question, default=default, hide_input=hidden, err=True)
    return printable(str(answer)).strip()


def _ask_until(
    question: str, check: Callable[[str], str], default: str | None = None, *, hide: bool = False
) -> str:
    """Ask again until ``check`` accepts the answer; it raises ConfigError or SourceError."""
    while True:
        answer = _ask(question, default, hide=hide)
        try:
            err.print(check(answer), markup=False)
        except ConfigError as error:
            err.print(error.message, markup=False)  # its hint is for who has a config.toml
        except SourceError as error:
            err.print(f"{error.message} {error.hint}", markup=False)
        else:
            return answer


def _shop() -> TOMLDocument:
    import tomlkit

    document = tomlkit.document()
    shop = tomlkit.table()
    shop["name"] = _ask("What is the shop called?")
    spoken = _ask_until("Languages of your customers, such as English, fi", _languages, "en")
    shop["languages"] = codes(spoken)
    shop["timezone"] = _ask_until("Time zone", _zone, "Europe/Helsinki")
    shop["signature"] = _ask("How do you sign a reply?", f"The owner of {shop['name']}")
    shop["contact"] = _ask("Where can a customer reach you? (shown in drafts)")
    document["shop"] = shop
    query = tomlkit.table()
    query["any"] = [shop["name"]]
    document["query"] = query
    return document


def _zone(name: str) -> str:
    from pydantic import ValidationError

    from monitor.config import Shop
    from monitor.explain import explain

    try:
        Shop(name="x", timezone=name)
    except ValidationError as error:
        raise ConfigError(explain(error, Shop)) from None
    return "Good."


def codes(languages: str) -> list[str]:
    """The codes of ``languages``, which are named or given as codes. Raises ConfigError for one
    that goodword does not know."""
    from bot.screens.languages import LANGUAGES

    by_name = {name.lower(): code for code, name in LANGUAGES.items()}
    found: list[str] = []
    for said in re.findall(r"[^,;/\s]+", languages.lower()):
        code = by_name.get(said, said)
        if code not in LANGUAGES:
            raise ConfigError(f'I know no language "{said}"; write them like "English, fi, de".')
        if code not in found:
            found.append(code)
    if not found:
        raise ConfigError('Write at least one, like "English, fi, de".')
    return found


def _languages(answer: str) -> str:
    from bot.screens.languages import language_name

    return f"Good: {', '.join(map(language_name, codes(answer)))}."


def _telegram(document: TOMLDocument, api_url: str | None) -> None:
    import tomlkit

    err.print("\nTelegram: talk to @BotFather, send /newbot, copy the token it gives you.")
    if not click.confirm("Set up Telegram now?", default=True, err=True):
        return
    table = tomlkit.table()
    if api_url is not None:
        table["api_url"] = api_url
    check = partial(_token, api_url=api_url)
    table["token"] = _ask_until("The token (or env:NAME, file:PATH)", check, hide=True)
    document["telegram"] = table


def _token(token: str, *, api_url: str | None) -> str:
    from monitor.cli.token import bot_name
    from monitor.config import from_table

    table = {"token": token} | ({"api_url": api_url} if api_url else {})
    config = from_table({"shop": {"name": "x"}, "telegram": table})
    if config.telegram is None:
        raise ConfigError("No token was given.")
    return f"Good: the bot is {bot_name(config.telegram)}."


def _sources(document: TOMLDocument, fetch: Fetch) -> None:
    import tomlkit

    from monitor.cli.try_url import explore, free_name

    tables = tomlkit.table(is_super_table=True)
    err.print("\nWhere do people talk about the shop? Give the address of a page or a feed.")
    while url := _ask("An address (empty to finish)", ""):
        private = _is_local(url)
        try:
            trials = explore(url, fetch, private=private)
        except (SourceError, ConfigError) as error:
            err.print(f"{error.message} {error.hint}", markup=False)
            continue
        good = [trial for trial in trials if trial.page is not None]
        if not good:
            err.print("Nothing that goodword can read was found there.")
        for trial in good:
            count = len(trial.page.items) if trial.page else 0
            err.print(
                f"{trial.find.title}: {printable(trial.find.why)} ({count} entries)", markup=False
            )
            if click.confirm("Watch it?", default=True, err=True):
                name = free_name(trial.find.type, tables)
                table = tomlkit.table()
                table["type"] = trial.find.type
                for key, value in trial.find.settings.items():
                    table[key] = value
                if private:
                    table["allow_private"] = True
                tables[name] = table
    document["sources"] = tables


def _is_local(url: str) -> bool:
    """Ask before goodword may look inside the own network."""
    if not re.match(r"^(https?://)?(localhost|127\.|10\.|192\.168\.|\[::1\])", url):
        return False
    return click.confirm("That is inside your own network. Allow it?", default=False, err=True)
