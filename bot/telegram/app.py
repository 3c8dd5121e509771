"""The bot's life: connect, listen, deliver, leave in good order."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from pathlib import Path

from telegram import Bot, BotCommand
from telegram.error import InvalidToken, TelegramError
from telegram.ext import ApplicationBuilder

from bot.commands import COMMANDS
from bot.telegram import logs, words
from bot.telegram.answering import Answers
from bot.telegram.auth import CODE_LIFE
from bot.telegram.delivery import Delivery
from bot.telegram.drawing import draw_apart
from bot.telegram.handlers import App, Desk
from bot.telegram.line import Line
from bot.telegram.polling import poll
from bot.telegram.sending import Post
from bot.telegram.storage import StoreThread
from bot.telegram.threads import apart
from bot.telegram.trouble import patience, trouble
from bot.telegram.waiting import Pace, Rest, Wait
from bot.telegram.webhook import receive
from bot.telegram.wordings import Wordings
from bot.warming import warm
from monitor.clock import Clock
from monitor.config import Config, Shop, Telegram
from monitor.errors import ConfigError, StoreError
from monitor.reply.writer import Writer
from monitor.store import Store

GRACE = timedelta(seconds=5)
"""On stopping, how long a message on its way may take to be sent and marked as sent."""

LOOK_AT_CODE = timedelta(minutes=1)
"""How often the code on the screen is held against the clock, which may have been put right."""

_log = logging.getLogger(__name__)
Announce = Callable[[str], None]


async def serve(
    config: Config,
    store_path: Path,
    clock: Clock,
    stop: asyncio.Event,
    *,
    announce: Announce,
    writer: Writer | None = None,
    wait: Wait = asyncio.sleep,
) -> None:
    """Run the bot until ``stop`` is set.

    ``writer`` is the owner's language model, where ``[replies]`` names one.
    ``announce`` shows the owner a line where goodword runs: the pairing code, and troubles
    that only the owner can mend. Raises ConfigError without a token or with one that Telegram
    refuses, StoreError when the database cannot be opened. An unreachable network is waited for.
    """
    if config.telegram is None:
        raise ConfigError("There is no [telegram] table, so there is no bot to run.")
    logs.keep_quiet()
    rest = Rest(stop, wait)
    application = _application(config.telegram)
    async with StoreThread(store_path) as store:
        try:
            if await _connect(application, rest):
                post = Post(application.bot, Pace(clock, rest), draw_apart)
                answers = Answers(post, rest)
                wordings = Wordings(store, answers, config, clock, writer)
                Desk(store, post, config, clock, answers, wordings).attach(application)
                try:
                    await _together(
                        stop,
                        Delivery(store, post, config, clock, rest).run(),
                        _invite(store, application.bot.username, clock, rest, announce),
                        _listen(application, config.telegram, stop, rest, announce),
                        _warm(config.shop, clock),
                    )
                finally:
                    await wordings.end()
                    await answers.end()
        finally:
            await application.shutdown()
            await application.bot.shutdown()


def _application(settings: Telegram) -> App:
    builder = ApplicationBuilder().token(settings.token.get_secret_value()).job_queue(None)
    builder = builder.request(Line()).get_updates_request(Line())
    if settings.api_url is not None:
        root = str(settings.api_url).rstrip("/")
        builder = builder.base_url(f"{root}/bot").base_file_url(f"{root}/file/bot")
    if settings.webhook_url is None:
        return builder.updater(None).build()
    return builder.build()


async def _connect(application: App, rest: Rest) -> bool:
    """Make ourselves known to Telegram, however long that takes; False if stopped before."""
    failures = 0
    while not rest.stopped():
        try:
            await rest.unless_stopped(application.initialize())
            break
        except InvalidToken:
            raise ConfigError(
                "Telegram does not accept the bot's token.",
                hint="Copy the token from @BotFather again into config.toml.",
            ) from None
        except TelegramError as error:
            failures += 1
            _log.warning("The bot cannot start yet: %s", trouble(error))
            await rest.rest(patience(error, failures))
    return not rest.stopped()


async def _offer_menu(bot: Bot) -> None:
    """Register the commands that Telegram offers while typing; the bot works without, too."""
    try:
        await bot.set_my_commands(
            [BotCommand(name, command.help) for name, command in COMMANDS.items()]
        )
    except TelegramError as error:
        _log.warning("The menu of commands was not registered: %s", trouble(error))


async def _listen(
    application: App, settings: Telegram, stop: asyncio.Event, rest: Rest, announce: Announce
) -> None:
    """Take updates in until ``stop``: by long polling, or by the webhook of the config."""
    await _offer_menu(application.bot)
    if application.updater is None or settings.webhook_url is None:
        await poll(application, rest, announce)
    else:
        await receive(application, application.updater, settings, stop, rest)


async def _invite(
    store: StoreThread, bot_name: str, clock: Clock, rest: Rest, announce: Announce
) -> None:
    """Show a fresh pairing code whenever there is no paired chat and the last code ran out."""

    def code(opened: Store) -> str | None:
        return None if opened.chats.destinations() else opened.chats.code(clock.now(), CODE_LIFE)

    made: datetime | None = None
    while not rest.stopped():
        now = clock.now()
        if made is None or abs(now - made) >= CODE_LIFE:
            try:
                fresh = await store.run(code)
            except StoreError as error:
                _log.warning("There is no pairing code yet: %s", error)
            else:
                made = now
                if fresh is not None:
                    announce(words.invitation(bot_name, fresh, CODE_LIFE // timedelta(minutes=1)))
        await rest.rest(LOOK_AT_CODE)


async def _warm(shop: Shop, clock: Clock) -> None:
    """Read what the first draft needs before anybody waits for it; not worth an end if it fails."""
    try:
        await apart(lambda: warm(shop, clock.now()))
    except Exception as error:
        _log.error("The first draft could not be prepared for (%s).", type(error).__name__)


async def _together(stop: asyncio.Event, *loops: Coroutine[object, object, None]) -> None:
    """Run ``loops`` until ``stop``; should one fail, the others end too and its error is raised."""
    tasks = [asyncio.create_task(loop) for loop in loops]
    stopped = asyncio.create_task(stop.wait())
    try:
        pending: set[asyncio.Task[None]] = set(tasks)
        while pending and not stop.is_set():
            done, _ = await asyncio.wait({*pending, stopped}, return_when=asyncio.FIRST_COMPLETED)
            pending -= done
            if any(task.exception() for task in done if task is not stopped):
                stop.set()
        await asyncio.wait(tasks, timeout=GRACE.total_seconds())
    finally:
        for task in (*tasks, stopped):
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
    for outcome in ended:
        if isinstance(outcome, Exception):
            raise outcome
