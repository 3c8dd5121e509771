"""Updates by webhook: for who runs goodword behind a web server with a certificate.

The web server passes the address of ``webhook_url`` on to ``webhook_port`` on this machine.
"""

from __future__ import annotations

import asyncio
import secrets

from telegram.ext import Updater

from bot.telegram.handlers import UPDATES, App
from bot.telegram.waiting import Rest
from monitor.config import Telegram
from monitor.errors import ConfigError

LISTEN = "127.0.0.1"


async def receive(
    application: App, updater: Updater, settings: Telegram, stop: asyncio.Event, rest: Rest
) -> None:
    """Register the webhook and handle what comes until ``stop``.

    Raises ConfigError when another program listens on the port already.
    """
    try:
        await rest.unless_stopped(_register(updater, settings))
        if not rest.stopped():
            await application.start()
            await stop.wait()
    except OSError as error:
        raise ConfigError(
            f"The webhook's port {settings.webhook_port} cannot be used: {error.strerror}.",
            hint="Choose another webhook_port under [telegram].",
        ) from error
    finally:
        if updater.running:
            await updater.stop()
        if application.running:
            await application.stop()


async def _register(updater: Updater, settings: Telegram) -> None:
    url, given = settings.webhook_url, settings.webhook_secret
    # Without a secret, whoever finds the port could speak in the owner's name.
    secret = given.get_secret_value() if given is not None else secrets.token_urlsafe(32)
    await updater.start_webhook(
        listen=LISTEN,
        port=settings.webhook_port,
        url_path=(url.path or "" if url is not None else "").lstrip("/"),
        webhook_url=str(url),
        secret_token=secret,
        allowed_updates=list(UPDATES),
        bootstrap_retries=-1,
    )
