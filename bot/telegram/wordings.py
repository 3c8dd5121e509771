"""Drafts worded by the owner's language model, one after the other, beside everything else.

A model may take a minute. Meanwhile the chat answers, alerts go out, and the draft that was there
can be used. What is asked is kept in memory alone: after a restart nothing is asked any more, and
the card says what to do then.
"""

from __future__ import annotations

import asyncio

import telegram
from telegram.error import TelegramError

from bot import wording
from bot.desk import Desk, Outcome
from bot.screens.message import Message
from bot.telegram import words
from bot.telegram.answering import Answers, report
from bot.telegram.chats import destination
from bot.telegram.storage import StoreThread
from bot.telegram.threads import apart
from monitor.clock import Clock
from monitor.config import Config
from monitor.reply.writer import Writer
from monitor.store import Store


class Wordings:
    """Asks ``writer``, and changes the card of the draft it was asked for."""

    def __init__(
        self,
        store: StoreThread,
        answers: Answers,
        config: Config,
        clock: Clock,
        writer: Writer | None,
    ) -> None:
        self._store = store
        self._answers = answers
        self._config = config
        self._clock = clock
        self._writer = writer
        self._turn = asyncio.Lock()
        self._asked: dict[int, asyncio.Task[None]] = {}

    def asked(self, draft: int) -> bool:
        """Whether the model's answer for ``draft`` is waited for."""
        return draft in self._asked

    def begin(self, draft: int, chat: int, shown: telegram.Message | None) -> None:
        """Have ``draft`` worded; ``shown`` is its card, None where that can be changed no more."""
        self._asked[draft] = asyncio.create_task(self._word(draft, chat, shown))

    async def end(self) -> None:
        """Wait for no answer any more."""
        waiting = list(self._asked.values())
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)

    async def _word(self, draft: int, chat: int, shown: telegram.Message | None) -> None:
        try:
            async with self._turn:
                outcome = await self._outcome(draft, chat)
            await self._answers.show(chat, shown, outcome)
        except TelegramError as error:
            report(error)
        except Exception as error:
            report(error)
            await self._apologise(chat)
        finally:
            del self._asked[draft]

    async def _outcome(self, draft: int, chat: int) -> Outcome:
        task = await self._store.run(lambda store: wording.task(draft, self._desk(store, chat)))
        if isinstance(task, Outcome):
            return task
        if self._writer is None:
            raise RuntimeError("a language model is configured, but none was handed over")
        writer = self._writer
        worded = await apart(lambda: task.run(writer))
        return await self._store.run(
            lambda store: wording.settle(task, worded, self._desk(store, chat))
        )

    def _desk(self, store: Store, chat: int) -> Desk:
        return Desk(store, self._config, self._clock.now(), destination(chat))

    async def _apologise(self, chat: int) -> None:
        try:
            await self._answers.send(chat, [Message(words.TROUBLE)])
        except TelegramError as error:
            report(error)
