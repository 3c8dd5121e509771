"""What the owner types and presses, answered.

One function sees every update, and the first thing it asks is who sent it. An error while
asking ends there: nothing is ever answered because a check could not be made.
"""

from __future__ import annotations

import logging
import re
from typing import TypeAlias

import telegram
from telegram import Chat, ChatMember, Update
from telegram.error import TelegramError
from telegram.ext import Application, ContextTypes, ExtBot, TypeHandler

from bot.actions import act
from bot.commands import COMMANDS
from bot.desk import Outcome
from bot.screens.message import Action, Message, Verb
from bot.telegram import auth, codec, words
from bot.telegram.answering import Answers, report
from bot.telegram.chats import destination
from bot.telegram.delivery import block
from bot.telegram.markup import plain
from bot.telegram.sending import Post
from bot.telegram.storage import StoreThread
from bot.telegram.trouble import Trouble, trouble
from bot.telegram.wordings import Card, Wordings
from bot.typed import forget, hear
from bot.wording import ASKED_ALREADY
from monitor.clock import Clock
from monitor.config import Config
from monitor.store import Store
from monitor.store.rows import Filter

Context: TypeAlias = ContextTypes.DEFAULT_TYPE
_Data: TypeAlias = "dict[object, object]"
App: TypeAlias = "Application[ExtBot[None], Context, _Data, _Data, _Data, None]"
"""python-telegram-bot's application; we keep no data of our own in it."""

UPDATES = ("message", "callback_query", "my_chat_member")
"""All that Telegram need tell us about."""

_COMMAND = re.compile(r"/(\w+)(?:@\w+)?(?:\s+(.*))?$", re.DOTALL)
_TOAST = 200
_log = logging.getLogger(__name__)


class Desk:
    """Takes updates, asks screens and actions, and sends what they say."""

    def __init__(
        self,
        store: StoreThread,
        post: Post,
        config: Config,
        clock: Clock,
        answers: Answers,
        wordings: Wordings,
    ) -> None:
        self._store = store
        self._post = post
        self._config = config
        self._clock = clock
        self._answers = answers
        self._wordings = wordings
        self._refusals = auth.Limit(per_chat=1, in_all=200)
        self._corrections = auth.Limit(per_chat=5, in_all=200)

    def attach(self, application: App) -> None:
        """Have every update brought here."""
        application.add_handler(TypeHandler(Update, self.take))
        application.add_error_handler(self.failed)

    async def take(self, update: Update, _context: Context) -> None:
        """Answer one update, if it comes from a paired private chat."""
        chat = update.effective_chat
        if chat is None or not await self._admit(update, chat):
            return
        try:
            if update.callback_query is not None:
                await self._press(chat.id, update.callback_query)
            elif update.message is not None:
                await self._read(chat.id, update.message)
        except TelegramError as error:
            report(error)
        except Exception as error:
            report(error)
            await self._apologise(chat.id, update.callback_query)

    async def failed(self, _update: object, context: Context) -> None:
        """Something went wrong before we knew whom we talk to: nobody is answered."""
        if context.error is not None:
            report(context.error)

    async def _admit(self, update: Update, chat: Chat) -> bool:
        """Whether ``chat`` may use the bot; if not, it was told so politely, with no data."""
        if update.my_chat_member is not None:
            await self._membership(chat, update.my_chat_member.new_chat_member)
            return False
        if chat.type != Chat.PRIVATE:
            await self._refuse(update, chat, words.GROUP)
            return False
        found = await self._store.run(lambda store: auth.standing(store, chat.id))
        if found is auth.Standing.STRANGER:
            await self._meet(update, chat)
            return False
        if found is auth.Standing.BACK:
            await self._welcome_back(chat.id)
        return True

    async def _read(self, chat: int, message: telegram.Message) -> None:
        """Obey a command, or hear an answer; remind of the commands for anything else.

        A slip in a command is no answer: "/inbx" must not become the reply to a customer.
        """
        match = _COMMAND.match(message.text or "")
        if match is not None:
            name = match[1].lower()
            known = name if name in COMMANDS else "help"
            await self._run_command(chat, known, (match[2] or "").strip())
        elif message.text or message.effective_attachment:
            await self._hear(chat, message)

    async def _run_command(self, chat: int, name: str, args: str) -> None:
        run = COMMANDS[name].run

        def answer(store: Store) -> tuple[Message, ...]:
            forget(store, destination(chat))
            return run(store, self._config, self._clock.now(), args)

        await self._answers.send(chat, await self._store.run(answer))

    async def _hear(self, chat: int, message: telegram.Message) -> None:
        """Words that are no command: the answer to a question, or nothing that was asked for."""
        text, about = message.text, _button_of(message.reply_to_message)
        said = None
        if text:
            name, now = destination(chat), self._clock.now()
            said = await self._store.run(
                lambda store: hear(text, store, self._config, now, name, about)
            )
        if said is None:
            await self._run_command(chat, "help", "")
        else:
            await self._answers.send(chat, said)

    async def _press(self, chat: int, query: telegram.CallbackQuery) -> None:
        """Do what a button says. Telegram shows a spinner on it until we answer."""
        action = codec.decode(query.data or "")
        if action is None:
            await _acknowledge(query, words.STALE)
            return
        outcome = await self._store.run(
            lambda store: act(action, store, self._config, self._clock.now(), destination(chat))
        )
        number = query.message.message_id if query.message is not None else 0
        shown = query.message if isinstance(query.message, telegram.Message) else None
        if outcome.wording is not None:
            await self._have_worded(outcome.wording, Card(chat, number, shown), query, outcome)
            return
        await _acknowledge(query, outcome.toast)
        await self._answers.show(chat, shown, outcome)

    async def _have_worded(
        self, draft: int, card: Card, query: telegram.CallbackQuery, outcome: Outcome
    ) -> None:
        """Have the language model asked, once for all the chats that want it."""
        already = self._wordings.asked(draft)
        await _acknowledge(query, ASKED_ALREADY if already else outcome.toast)
        if self._wordings.waits(draft, card):
            return
        try:
            await self._answers.show(card.chat, card.shown, outcome)
        finally:
            # It was said that it is asked: also where the card could not be changed just now.
            self._wordings.begin(draft, card)

    async def _apologise(self, chat: int, query: telegram.CallbackQuery | None) -> None:
        if query is not None:
            await _acknowledge(query, words.TROUBLE)
        else:
            await self._answers.send(chat, [Message(words.TROUBLE)])

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
            await self._answers.send(chat.id, [words.PAIRED])
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
        await self._answers.send(chat, [words.welcome_back(waiting)])


def _button_of(shown: telegram.Message | None) -> Action | None:
    """What the first button of ``shown`` that acts asks for: whose message it is."""
    rows = shown.reply_markup.inline_keyboard if shown and shown.reply_markup else ()
    actions = (codec.decode(str(button.callback_data or "")) for row in rows for button in row)
    wanted = (Verb.EDIT, Verb.APPROVE)
    return next((each for each in actions if each is not None and each.verb in wanted), None)


async def _acknowledge(query: telegram.CallbackQuery, toast: str | None) -> None:
    """Take the spinner off a button. A press that came too late is no trouble."""
    text = plain(toast)[:_TOAST] if toast else None
    try:
        await query.answer(text)
    except TelegramError as error:
        if trouble(error) is not Trouble.TOO_OLD:
            _log.warning("A press could not be acknowledged: %s", trouble(error))
