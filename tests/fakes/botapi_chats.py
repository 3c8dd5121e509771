"""What the fake Bot API's chats hold: who is there, and the messages as they look now."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tests.fakes import botapi_rules as rules
from tests.fakes.botapi_spec import Refusal, bad

Json = dict[str, object]
BOT: Json = {"id": 123456789, "is_bot": True, "first_name": "goodword", "username": "shop_bot"}


@dataclass
class Shown:
    """One message as the chat shows it now; ``text`` is what is left once parsed."""

    chat: int
    id: int
    text: str
    at: datetime
    raw: str = ""
    mode: str | None = None
    photo: bytes | None = None
    silent: bool = False
    keyboard: Json | None = None
    edits: int = 0

    @property
    def buttons(self) -> list[Json]:
        """All buttons, row by row."""
        rows = (self.keyboard or {}).get("inline_keyboard", [])
        assert isinstance(rows, list)
        return [button for row in rows for button in row]

    def button(self, label: str) -> Json:
        """The button whose label contains ``label``."""
        return next(button for button in self.buttons if label in str(button["text"]))


class Chats:
    """All chats of one bot."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.now = now
        self.sent: list[Shown] = []
        self.blocked: set[int] = set()
        self.gone: set[int] = set()
        self._kinds: dict[int, str] = {}
        self._numbers = itertools.count(1001)

    def number(self) -> int:
        """A number that nothing else has."""
        return next(self._numbers)

    def show(self, params: Json, text: str, photo: bytes | None = None) -> Json:
        """A new message. Raises Refusal where nobody would see it."""
        chat = int(str(params["chat_id"]))
        keyboard = rules.check_keyboard(params.get("reply_markup"))
        self._must_be_open(chat)
        shown = Shown(
            chat,
            self.number(),
            text,
            self.now(),
            raw=str(params.get("text", params.get("caption", ""))),
            mode=None if params.get("parse_mode") is None else str(params["parse_mode"]),
            photo=photo,
            silent=bool(params.get("disable_notification", False)),
            keyboard=keyboard,
        )
        self.sent.append(shown)
        return self.as_message(shown)

    def find(self, params: Json) -> Shown:
        """The message that is to be edited."""
        chat = int(str(params["chat_id"]))
        self._must_be_open(chat)
        for shown in self.sent:
            if (shown.chat, shown.id) == (chat, params["message_id"]):
                return shown
        raise bad("message to edit not found")

    def change(self, shown: Shown, params: Json, text: str) -> Json:
        """Edit a message; the same content again is refused."""
        keyboard = rules.check_keyboard(params.get("reply_markup"))
        if (shown.text, shown.keyboard) == (text, keyboard):
            raise bad("message is not modified: the new content is exactly the same")
        shown.text, shown.keyboard, shown.edits = text, keyboard, shown.edits + 1
        shown.raw = str(params.get("text", params.get("caption", "")))
        return self.as_message(shown)

    def _must_be_open(self, chat: int) -> None:
        if chat in self.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        if chat in self.gone or chat not in self._kinds:
            raise bad("chat not found")

    def as_message(self, shown: Shown) -> Json:
        """The message as updates and answers show it."""
        message: Json = {
            "message_id": shown.id,
            "date": int(shown.at.timestamp()),
            "chat": self.chat(shown.chat),
            "from": BOT,
        }
        if shown.keyboard is not None:
            message["reply_markup"] = shown.keyboard
        if shown.photo is None:
            return message | {"text": shown.text}
        size = {"file_id": "f", "file_unique_id": "u", "width": 800, "height": 500}
        return message | {"caption": shown.text, "photo": [size]}

    def chat(self, chat: int, kind: str = "private", name: str = "Olga") -> Json:
        """The chat as updates show it; its kind is settled the first time."""
        self._kinds.setdefault(chat, kind)
        kind = self._kinds[chat]
        named = {"first_name": name} if kind == "private" else {"title": name}
        return {"id": chat, "type": kind, **named}
