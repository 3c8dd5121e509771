"""Long polling. An update is confirmed once it was handled, so that a crash loses no press.

python-telegram-bot's own Updater confirms first and handles later, ends silently when the
token is revoked, and cannot be hurried when goodword stops; hence these few lines.
Handling an update twice does no harm: actions are idempotent.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from telegram import Update
from telegram.error import TelegramError

from bot.telegram import words
from bot.telegram.handlers import UPDATES, App
from bot.telegram.trouble import Trouble, patience, trouble
from bot.telegram.waiting import Rest, backoff

LONG_POLL = timedelta(seconds=30)
"""How long Telegram holds a request open when there is nothing to tell."""

_log = logging.getLogger(__name__)
_TOLD = {Trouble.TWICE: words.RIVAL, Trouble.TOKEN: words.NEW_KEY_NEEDED}


async def poll(application: App, rest: Rest, announce: Callable[[str], None]) -> None:
    """Fetch and handle updates until goodword stops; never gives up."""
    offset: int | None = None
    ours = False
    failures = 0
    told: set[Trouble] = set()
    while not rest.stopped():
        try:
            if not ours:  # a webhook of former days would keep all updates to itself
                ours = bool(await rest.unless_stopped(application.bot.delete_webhook()))
            updates = await rest.unless_stopped(_fetch(application, offset))
        except TelegramError as error:
            failures += 1
            _report(trouble(error), told, announce)
            await rest.rest(patience(error, failures))
            continue
        except Exception as error:
            # The library cannot read an update: what goes out must not end with what comes in.
            failures += 1
            _log.error("An update cannot be read (%s).", type(error).__name__)
            await rest.rest(backoff(failures))
            continue
        failures = 0
        for update in updates or ():
            if rest.stopped():
                break
            await application.process_update(update)
            offset = update.update_id + 1
    await _confirm(application, offset)


async def _fetch(application: App, offset: int | None) -> tuple[Update, ...]:
    return await application.bot.get_updates(
        offset=offset, timeout=LONG_POLL, allowed_updates=UPDATES
    )


async def _confirm(application: App, offset: int | None) -> None:
    """Tell Telegram on leaving what was handled, so that it is not handled again."""
    if offset is not None:
        try:
            await application.bot.get_updates(offset=offset, limit=1, timeout=0)
        except TelegramError as error:
            _log.info("The last updates could not be confirmed: %s", trouble(error))


def _report(found: Trouble, told: set[Trouble], announce: Callable[[str], None]) -> None:
    """Log what is wrong; tell the owner, once, what only the owner can mend."""
    _log.warning("Messages cannot be fetched: %s", found)
    if found in _TOLD and found not in told:
        told.add(found)
        announce(_TOLD[found])
