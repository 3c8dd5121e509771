"""``goodword run``: collector and bot in one process."""

from __future__ import annotations

import asyncio
import logging
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import click

from monitor.cli.output import err
from monitor.cli.wiring import (
    CLOCK,
    build_sources,
    config_option,
    make_collector,
    make_feeling,
    make_fetcher,
    make_writer,
    read_config,
)
from monitor.errors import ConfigError

if TYPE_CHECKING:
    from monitor.config import Config
    from monitor.reply.writer import Writer


@click.command(short_help="Collect and talk on Telegram until stopped.")
@config_option
def command() -> int:
    """Fetch what is due and talk with you on Telegram, in one process, until stopped.

    The first time it prints a one-time code: send it to your bot, and the bot is yours.

    Example: goodword run
    """
    config = read_config()
    require_token(config)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    with (
        make_fetcher(config) as fetcher,
        make_feeling(config) as feeling,
        make_writer(config) as writer,
    ):
        collector = make_collector(config, build_sources(config), fetcher, feeling)
        asyncio.run(talk(config, writer, collector.run))
    return 0


def require_token(config: Config) -> None:
    """Raises ConfigError when there is no Telegram to talk on."""
    if config.telegram is None:
        raise ConfigError(
            "config.toml has no [telegram] table, so there is nobody to talk to.",
            hint="Run `goodword init`, or fetch without a chat: `goodword collect`.",
        )


async def talk(
    config: Config,
    writer: Writer | None,
    collect: Callable[[threading.Event], None] | None = None,
) -> None:
    """Serve the chat until Ctrl-C or a service manager's TERM; ``writer`` words drafts there.

    ``collect`` runs beside it until its event is set. Should either of the two end in an error,
    so does the other, and the error is raised: a chat to which no news comes would look like
    good news.
    """
    from bot.telegram.app import serve

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    ended = threading.Event()

    def beside() -> None:
        try:
            if collect is not None:
                collect(ended)
        except BaseException:
            loop.call_soon_threadsafe(stop.set)
            raise

    with ThreadPoolExecutor(1, "collector") as pool:
        collecting = loop.run_in_executor(pool, beside)
        try:
            await serve(config, config.store.path, CLOCK, stop, announce=announce, writer=writer)
        finally:
            ended.set()
            await collecting


def announce(text: str) -> None:
    """Tell the person at the terminal."""
    err.print(text, markup=False)
