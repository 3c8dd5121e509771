"""``goodword bot``: the chat alone, beside a collector in another process."""

from __future__ import annotations

import asyncio
import logging

import click

from monitor.cli.run import require_token, talk
from monitor.cli.wiring import config_option, make_writer, read_config


@click.command(short_help="Talk on Telegram only; collect elsewhere.")
@config_option
def command() -> int:
    """Talk with you on Telegram until stopped; another process collects.

    Example: goodword collect & goodword bot
    """
    config = read_config()
    require_token(config)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    with make_writer(config) as writer:
        asyncio.run(talk(config, writer))
    return 0
