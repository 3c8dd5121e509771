"""Asks Telegram whose token this is."""

from __future__ import annotations

import asyncio

from monitor.config import Telegram
from monitor.errors import AuthExpired, Unavailable


def bot_name(telegram: Telegram) -> str:
    """The bot's @name. Raises AuthExpired for a wrong token, Unavailable without an answer."""
    return asyncio.run(_ask(telegram))


async def _ask(telegram: Telegram) -> str:
    from telegram import Bot
    from telegram.error import InvalidToken, TelegramError

    from bot.telegram.line import Line

    base = str(telegram.api_url or "https://api.telegram.org/").rstrip("/") + "/bot"
    hint = "Ask @BotFather on Telegram for the token and copy it whole."
    try:
        async with Bot(telegram.token.get_secret_value(), base_url=base, request=Line()) as bot:
            return f"@{bot.username}"
    except InvalidToken:
        # The library's message repeats the token: it must not go any further.
        raise AuthExpired("Telegram does not know this token.", hint=hint) from None
    except TelegramError:
        hint = "Check the internet connection and try again."
        raise Unavailable("Telegram cannot be reached.", hint=hint) from None
