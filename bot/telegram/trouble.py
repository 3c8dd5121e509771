"""What a refusal by Telegram means for us, in words that are safe to log and to store.

The words of python-telegram-bot's own errors are never used: they may hold the token
("The token `...` was rejected"), a chat id or the text that was refused.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.telegram.waiting import backoff


class Trouble(StrEnum):
    """The kinds of refusal, each with what happened as a plain sentence."""

    SLOW_DOWN = "Telegram asked us to wait."
    GONE = "The chat blocked the bot or is gone."
    REFUSED = "Telegram refused the message."
    UNCHANGED = "The message already says that."
    UNEDITABLE = "The message can no longer be changed."
    TOO_OLD = "The button was pressed too long ago to answer."
    TOKEN = "Telegram does not accept the token."  # noqa: S105 (says what is wrong with one)
    TWICE = "Another program is using the same bot."
    NETWORK = "Telegram cannot be reached."


_GONE = ("chat not found", "user not found", "upgraded to a supergroup", "peer_id_invalid")
_UNEDITABLE = ("message can't be edited", "message to edit not found", "there is no ")
_TOO_OLD = ("query is too old", "query id is invalid", "query_id_invalid")


def trouble(error: TelegramError) -> Trouble:
    """Which trouble ``error`` is. What we do not know counts as NETWORK: it is tried again."""
    if isinstance(error, RetryAfter):
        return Trouble.SLOW_DOWN
    if isinstance(error, Forbidden | ChatMigrated):
        return Trouble.GONE
    if isinstance(error, BadRequest):
        return _refusal(error.message.lower())
    if isinstance(error, InvalidToken):
        return Trouble.TOKEN
    if isinstance(error, Conflict):
        return Trouble.TWICE
    return Trouble.NETWORK


def patience(error: TelegramError, failures: int) -> timedelta:
    """How long to leave Telegram alone: what it asked for, or ever longer by ``failures``."""
    if isinstance(error, RetryAfter):
        asked = error.retry_after
        return asked if isinstance(asked, timedelta) else timedelta(seconds=asked)
    return backoff(failures)


def _refusal(says: str) -> Trouble:
    known = {
        Trouble.GONE: _GONE,
        Trouble.UNCHANGED: ("message is not modified",),
        Trouble.UNEDITABLE: _UNEDITABLE,
        Trouble.TOO_OLD: _TOO_OLD,
    }
    for found, signs in known.items():
        if any(sign in says for sign in signs):
            return found
    return Trouble.REFUSED
