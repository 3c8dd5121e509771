"""Chats as the store names them: "telegram:<chat id>"."""

from __future__ import annotations

_SCHEME = "telegram:"


def destination(chat: int) -> str:
    """What the store calls the chat."""
    return f"{_SCHEME}{chat}"


def is_chat(name: str) -> bool:
    """Whether the destination ``name`` is a Telegram chat at all."""
    return name.startswith(_SCHEME)


def chat_id(name: str) -> int:
    """Telegram's number for the destination ``name``."""
    return int(name.removeprefix(_SCHEME))
