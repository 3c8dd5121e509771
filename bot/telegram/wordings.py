"""Drafts worded by the owner's language model, one after the other, beside everything else.

A model may take a minute. Meanwhile the chat answers, alerts go out, and the draft that was there
can be used. What is asked is kept in memory alone: after a restart nothing is asked any more, and
the card says what to do then.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import telegram

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


@dataclass(frozen=True, slots=True)
class Card:
    """Where a draft is shown: message ``number`` of ``chat``. ``shown`` is None where that can be
    changed no more."""

    chat: int
    number: int
    shown: telegram.Message | None


class Wordings:
    """Asks ``writer`` once, and changes every card on which it was asked for that draft."""

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
        self._waiting: dict[int, list[Card]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def asked(self, draft: int) -> bool:
        """Whether the model's answer for ``draft`` is waited for."""
        return draft in self._waiting

    def waits(self, draft: int, card: Card) -> bool:
        """Whether that answer will be shown on ``card``."""
        places = {(each.chat, each.number) for each in self._waiting.get(draft, ())}
        return (card.chat, card.number) in places

    def begin(self, draft: int, card: Card) -> None:
        """Have ``draft`` worded, unless it is being worded already, and show it on ``card``."""
        if draft in self._waiting:
            self._waiting[draft].append(card)
            return
        self._waiting[draft] = [card]
        task = asyncio.create_task(self._word(draft, card.chat))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def end(self) -> None:
        """Wait for no answer any more."""
        waiting = list(self._tasks)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)

    async def _word(self, draft: int, chat: int) -> None:
        outcome = None
        try:
            async with self._turn:
                outcome = await self._outcome(draft, chat)
        except Exception as error:
            report(error)
        finally:
            # From here on a press asks anew: nobody would show it this answer any more.
            cards = self._waiting.pop(draft)
        for card in cards:
            await self._show(card, outcome)

    async def _show(self, card: Card, outcome: Outcome | None) -> None:
        """Change ``card``; say sorry where there is nothing to show. One chat in trouble delays
        no other."""
        try:
            if outcome is None:
                await self._answers.send(card.chat, [Message(words.TROUBLE)])
            else:
                await self._answers.show(card.chat, card.shown, outcome)
        except Exception as error:
            report(error)

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
