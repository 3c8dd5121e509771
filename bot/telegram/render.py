"""A ``Message`` as the parameters of a Bot API call. Never fails, whatever the message holds."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.screens.markup import CAPTION_LIMIT, TEXT_LIMIT, web_link
from bot.screens.message import Button, Message
from bot.telegram import codec, markup

_ROWS = 12
_BUTTONS_IN_A_ROW = 8
_LABEL = 64
_NOTHING = "…"
"""Telegram refuses an empty text."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """``html`` fits a text, or a caption where ``as_caption``; ``plain`` says the same
    without any markup, for the day Telegram refuses ours."""

    html: str
    plain: str
    keyboard: InlineKeyboardMarkup | None


def render(message: Message, *, as_caption: bool = False) -> Rendered:
    """``message`` cut to what Telegram takes; as it stands in plain text if its HTML is broken."""
    limit = CAPTION_LIMIT if as_caption else TEXT_LIMIT
    html = message.html.encode("utf-8", "replace").decode("utf-8")
    plain = markup.plain(html).strip() or _NOTHING
    try:
        fitted = markup.fit(html, limit) if plain != _NOTHING else plain
    except markup.MarkupError:
        fitted = markup.fit_plain(plain, limit)
    return Rendered(fitted, markup.plain(markup.fit_plain(plain, limit)), keyboard(message))


def keyboard(message: Message) -> InlineKeyboardMarkup | None:
    """The buttons of ``message`` that Telegram will surely take; None if there are none."""
    rows = [
        [made for button in row[:_BUTTONS_IN_A_ROW] if (made := _button(button)) is not None]
        for row in message.buttons[:_ROWS]
    ]
    kept = [row for row in rows if row]
    return InlineKeyboardMarkup(kept) if kept else None


def _button(button: Button) -> InlineKeyboardButton | None:
    label = " ".join(button.label.split())[:_LABEL]
    if not label:
        return None
    if button.action is not None:
        return InlineKeyboardButton(label, callback_data=codec.encode(button.action))
    url = web_link(button.url)
    return InlineKeyboardButton(label, url=url) if url else None
