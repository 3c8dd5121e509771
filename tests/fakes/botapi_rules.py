"""The Bot API's rules that no list of types can hold: lengths, markup, buttons, pictures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast
from urllib.parse import urlsplit

from tests.fakes.botapi_spec import bad
from tests.fakes.botapi_text import parse, units

TEXT, CAPTION, CALLBACK_BYTES, TOAST = 4096, 1024, 64, 200
_WEBHOOK_PORTS = (None, 443, 80, 88, 8443)
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_EXCUSED = ("not modified", "too old", "chat not found", "message to edit not found")

Json = dict[str, object]


def is_fault_of_the_bot(description: str) -> bool:
    """Whether a careful bot would never have got this answer."""
    return not any(sign in description for sign in _EXCUSED)


def check_text(params: Mapping[str, object], name: str, least: int, most: int) -> str:
    """The text as shown. Raises Refusal when it is empty, too long or badly marked up."""
    mode = params.get("parse_mode")
    text = parse(str(params.get(name, "")), None if mode is None else str(mode)).strip()
    if len(text) < least:
        raise bad("message text is empty")
    if units(text) > most:
        raise bad("message caption is too long" if name == "caption" else "message is too long")
    return text


def check_keyboard(markup: object) -> Json | None:
    """The inline keyboard. Raises Refusal on a button that Telegram would not take."""
    if markup is None:
        return None
    keyboard = cast(Json, markup)
    rows = cast(list[list[Json]], keyboard.get("inline_keyboard", []))
    if sum(len(row) for row in rows) > 100 or any(not 1 <= len(row) <= 8 for row in rows):
        raise bad("reply markup has too many buttons, or an empty row")
    for button in (button for row in rows for button in row):
        _check_button(button)
    return keyboard


def _check_button(button: Json) -> None:
    if not str(button["text"]).strip():
        raise bad("inline keyboard button text must not be empty")
    if len([name for name in button if name not in ("text", "style")]) != 1:
        raise bad("inline keyboard button must have exactly one purpose")
    data, url = button.get("callback_data"), button.get("url")
    if data is not None and not 1 <= len(str(data).encode()) <= CALLBACK_BYTES:
        raise bad("BUTTON_DATA_INVALID")
    if url is not None and not _is_public(str(url)):
        raise bad("inline keyboard button URL is invalid: Wrong HTTP URL")


def _is_public(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "tg") and "." in parts.netloc and " " not in url


def check_commands(given: object) -> list[Json]:
    """The menu. Raises Refusal on a name or description that Telegram would not take."""
    commands = cast(list[Json], given)
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", str(command["command"])):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command["description"])) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    if len(commands) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    return commands


def check_photo(photo: object) -> bytes:
    """The uploaded bytes. Raises Refusal on what is no picture."""
    if not isinstance(photo, bytes):
        raise bad("wrong file identifier/HTTP URL specified")
    if not photo.startswith((b"\x89PNG", b"\xff\xd8")) or len(photo) > 10_000_000:
        raise bad("IMAGE_PROCESS_FAILED")
    return photo


def check_webhook(params: Mapping[str, object]) -> None:
    """Raises Refusal on an address or secret that Telegram would not take."""
    url = urlsplit(str(params["url"]))
    if url.scheme != "https":
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if url.port not in _WEBHOOK_PORTS:
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if not _SECRET.fullmatch(str(params.get("secret_token", "x"))):
        raise bad("secret token contains unallowed characters")
