"""The one way a message leaves: paced, within Telegram's limits, refused as seldom as possible.

When Telegram does not like our markup or a button, the same message goes out simpler: as
plain text, and at last without buttons. A reader can do without bold type, not without the news.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

import telegram
from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.screens.message import Message
from bot.telegram.drawing import Draw
from bot.telegram.render import Rendered, render
from bot.telegram.trouble import Trouble, trouble
from bot.telegram.waiting import Pace

Result = TypeVar("Result")
_Attempt = Callable[[str, str | None, InlineKeyboardMarkup | None], Awaitable[Result]]

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_log = logging.getLogger(__name__)


class Post:
    """Sends and edits messages. Every method raises TelegramError when Telegram refuses."""

    def __init__(self, bot: Bot, pace: Pace, draw: Draw) -> None:
        self._bot = bot
        self._pace = pace
        self._draw = draw

    async def send(self, chat: int, message: Message) -> int:
        """Send ``message`` when it is the chat's turn; the id Telegram gave it."""
        png = None if message.chart is None else await self._draw(message.chart)
        await self._pace.turn(chat)
        if png is not None:
            try:
                return await self._send_photo(chat, message, png)
            except BadRequest as error:
                if trouble(error) is not Trouble.REFUSED:
                    raise
                _log.warning("Telegram refused the chart; the text is sent without it.")
        return await self._send_text(chat, message)

    async def edit(self, shown: telegram.Message, message: Message) -> None:
        """Put ``message`` in the place of ``shown``; send it anew where that is impossible."""
        if message.chart is not None:
            await self.send(shown.chat.id, message)
            return
        try:
            await (self._edit_caption if shown.photo else self._edit_text)(shown, message)
        except BadRequest as error:
            if trouble(error) is Trouble.UNEDITABLE:
                await self.send(shown.chat.id, message)
            elif trouble(error) is not Trouble.UNCHANGED:
                raise

    async def _send_text(self, chat: int, message: Message) -> int:
        async def attempt(
            text: str, mode: str | None, keyboard: InlineKeyboardMarkup | None
        ) -> telegram.Message:
            return await self._bot.send_message(
                chat,
                text,
                parse_mode=mode,
                reply_markup=keyboard,
                disable_notification=message.silent,
                link_preview_options=_NO_PREVIEW,
            )

        return (await _simpler_each_time(attempt, render(message))).message_id

    async def _send_photo(self, chat: int, message: Message, png: bytes) -> int:
        async def attempt(
            text: str, mode: str | None, keyboard: InlineKeyboardMarkup | None
        ) -> telegram.Message:
            return await self._bot.send_photo(
                chat,
                png,
                caption=text,
                parse_mode=mode,
                reply_markup=keyboard,
                disable_notification=message.silent,
                filename="week.png",
            )

        return (await _simpler_each_time(attempt, render(message, as_caption=True))).message_id

    async def _edit_text(self, shown: telegram.Message, message: Message) -> None:
        async def attempt(
            text: str, mode: str | None, keyboard: InlineKeyboardMarkup | None
        ) -> object:
            return await shown.edit_text(
                text, parse_mode=mode, reply_markup=keyboard, link_preview_options=_NO_PREVIEW
            )

        await _simpler_each_time(attempt, render(message))

    async def _edit_caption(self, shown: telegram.Message, message: Message) -> None:
        async def attempt(
            text: str, mode: str | None, keyboard: InlineKeyboardMarkup | None
        ) -> object:
            return await shown.edit_caption(text, parse_mode=mode, reply_markup=keyboard)

        await _simpler_each_time(attempt, render(message, as_caption=True))


async def _simpler_each_time(attempt: _Attempt[Result], rendered: Rendered) -> Result:
    """Try with markup, then without, then without buttons; the last refusal is raised."""
    for text, mode, keyboard in (
        (rendered.html, ParseMode.HTML, rendered.keyboard),
        (rendered.plain, None, rendered.keyboard),
    ):
        try:
            return await attempt(text, mode, keyboard)
        except BadRequest as error:
            if trouble(error) is not Trouble.REFUSED:
                raise
            _log.warning("Telegram refused a message; it is sent again in a simpler form.")
    return await attempt(rendered.plain, None, None)
