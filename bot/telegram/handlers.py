"""What the owner types and presses, answered. Everything passes ``admit`` first."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TypeAlias

import telegram
from telegram import Chat, ChatMember, Update
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    ApplicationHandlerStop,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ExtBot,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.actions import act
from bot.commands import COMMANDS
from bot.screens.message import Message
from bot.telegram import auth, codec, words
from bot.telegram.chats import destination
from bot.telegram.delivery import block
from bot.telegram.markup import plain
from bot.telegram.sending import Post
from bot.telegram.storage import StoreThread
from bot.telegram.trouble import Trouble, patience, trouble
from bot.telegram.waiting import Rest
from monitor.clock import Clock
from monitor.config import Config
from monitor.errors import GoodwordError
from monitor.store.rows import Filter

Context: TypeAlias = ContextTypes.DEFAULT_TYPE
_Data: TypeAlias = "dict[object, object]"
App: TypeAlias = "Application[ExtBot[None], Context, _Data, _Data, _Data, None]"
"""python-telegram-bot's application; we keep no data of our own in it."""

UPDATES = ("message", "callback_query", "my_chat_member")
"""All that Telegram need tell us about."""

_TRIES = 3
_TOAST = 200
_log = logging.getLogger(__name__)


class Desk:
    """Takes updates, asks screens and actions, and sends what they say."""

    def __init__(
        self, store: StoreThread, post: Post, config: Config, clock: Clock, rest: Rest
    ) -> None:
        self._store = store
        self._post = post
        self._config = config
        self._clock = clock
        self._rest = rest
        self._refusals = auth.Limit(per_chat=1, in_all=200)
        self._corrections = auth.Limit(per_chat=5, in_all=200)

    def attach(self, application: App) -> None:
        """Register everything the bot reacts to."""
        application.add_handler(TypeHandler(Update, self.admit), group=-1)
        for name in COMMANDS:
            application.add_handler(CommandHandler(name, self.command))
        application.add_handler(CallbackQueryHandler(self.press))
        application.add_handler(MessageHandler(filters.ALL, self.other))
        application.add_error_handler(self.failed)

    async def admit(self, update: Update, _context: Context) -> None:
        """Let paired private chats through; everyone else ends here, with no data."""
        chat = update.effective_chat
        if chat is None:
            raise ApplicationHandlerStop
        if update.my_chat_member is not None:
            await self._membership(chat, update.my_chat_member.new_chat_member)
            raise ApplicationHandlerStop
        if chat.type != Chat.PRIVATE:
            await self._refuse(update, chat, words.GROUP)
            raise ApplicationHandlerStop
        found = await self._store.run(lambda store: auth.standing(store, chat.id))
        if found is auth.Standing.STRANGER:
            await self._meet(update, chat)
            raise ApplicationHandlerStop
        if found is auth.Standing.BACK:
            await self._welcome_back(chat.id)

    async def command(self, update: Update, _context: Context) -> None:
        """A command of the menu."""
        message = update.effective_message
        if message is None or not message.text:
            return
        name, _, rest = message.text.partition(" ")
        await self._run_command(message.chat.id, name[1:].partition("@")[0].lower(), rest.strip())

    async def other(self, update: Update, _context: Context) -> None:
        """Anything else the owner sends: a reminder of what there is."""
        if update.effective_chat is not None:
            await self._run_command(update.effective_chat.id, "help", "")

    async def press(self, update: Update, _context: Context) -> None:
        """A button. Telegram shows a spinner on it until we answer, so we always do."""
        query = update.callback_query
        if query is None or query.message is None:
            return
        action = codec.decode(query.data or "")
        if action is None:
            await _acknowledge(query, words.STALE)
            return
        try:
            outcome = await self._store.run(
                lambda store: act(action, store, self._config, self._clock.now())
            )
        except GoodwordError as error:
            _log.warning("A button could not be obeyed: %s", error)
            await _acknowledge(query, words.TROUBLE)
            return
        await _acknowledge(query, outcome.toast)
        chat = query.message.chat.id
        if outcome.replace is not None:
            if isinstance(query.message, telegram.Message):
                await self._post.edit(query.message, outcome.replace)
            else:
                await self._answer(chat, [outcome.replace])
        await self._answer(chat, outcome.messages)

    async def failed(self, update: object, context: Context) -> None:
        """Something went wrong on the way; say so, without the details."""
        error = context.error
        if isinstance(error, TelegramError):
            _log.warning("An answer could not be sent: %s", trouble(error))
            return
        if isinstance(error, GoodwordError):
            _log.warning("An answer could not be given: %s", error)
        else:
            _log.error("An answer could not be given (%s).", type(error).__name__)
        if isinstance(update, Update):
            if update.callback_query is not None:
                await _acknowledge(update.callback_query, words.TROUBLE)
            elif update.effective_chat is not None:
                await self._answer(update.effective_chat.id, [Message(words.TROUBLE)])

    async def _run_command(self, chat: int, name: str, args: str) -> None:
        run = COMMANDS[name].run
        messages = await self._store.run(
            lambda store: run(store, self._config, self._clock.now(), args)
        )
        await self._answer(chat, messages)

    async def _answer(self, chat: int, messages: Sequence[Message]) -> None:
        """Send ``messages`` to somebody who waits for them; give up after a few tries."""
        for message in messages:
            for attempt in range(1, _TRIES + 1):
                try:
                    await self._post.send(chat, message)
                    break
                except TelegramError as error:
                    lasting = trouble(error) not in (Trouble.SLOW_DOWN, Trouble.NETWORK)
                    if lasting or attempt == _TRIES or self._rest.stopped():
                        raise
                    await self._rest.rest(patience(error, attempt))

    async def _membership(self, chat: Chat, member: ChatMember) -> None:
        if chat.type == Chat.PRIVATE and member.status == ChatMember.BANNED:
            name, now = destination(chat.id), self._clock.now()
            await self._store.run(
                lambda store: block(store, name, now) if store.chats.known(name) else None
            )

    async def _meet(self, update: Update, chat: Chat) -> None:
        """Pair a stranger who brings the code; refuse the rest."""
        code = auth.offered_code(update.message.text if update.message else None)
        if code is None:
            await self._refuse(update, chat, words.REFUSAL)
            return
        title, now = chat.effective_name or "", self._clock.now()
        if await self._store.run(lambda store: auth.pair(store, code, chat.id, title, now)):
            _log.info("A chat was paired.")
            await self._answer(chat.id, [words.PAIRED])
            await self._run_command(chat.id, "start", "")
        elif self._corrections.allows(chat.id, now):
            await self._post.send(chat.id, words.WRONG_CODE)

    async def _refuse(self, update: Update, chat: Chat, refusal: Message) -> None:
        if update.callback_query is not None:
            await _acknowledge(update.callback_query, words.NOT_FOR_YOU)
        elif self._refusals.allows(chat.id, self._clock.now()):
            await self._post.send(chat.id, refusal)

    async def _welcome_back(self, chat: int) -> None:
        waiting = await self._store.run(lambda store: store.mentions.count(Filter(unanswered=True)))
        await self._answer(chat, [words.welcome_back(waiting)])


async def _acknowledge(query: telegram.CallbackQuery, toast: str | None) -> None:
    """Take the spinner off a button. A press that came too late is no trouble."""
    text = plain(toast)[:_TOAST] if toast else None
    try:
        await query.answer(text)
    except TelegramError as error:
        if trouble(error) is not Trouble.TOO_OLD:
            _log.warning("A press could not be acknowledged: %s", trouble(error))
