"""The methods of the fake Bot API, one function each, and the queue of updates."""

from __future__ import annotations

import re
import threading

from tests.fakes import botapi_rules as rules
from tests.fakes.botapi_chats import BOT, Chats, Json
from tests.fakes.botapi_spec import Refusal, bad


class Methods:
    """What the API does when it is called with parameters that are already checked."""

    def __init__(self, chats: Chats) -> None:
        self.chats = chats
        self.toasts: list[str | None] = []
        self.commands: list[Json] = []
        self.webhook: Json = {}
        self.confirmed = 0
        self.queries: dict[str, bool] = {}
        """Presses by their id: is it too late to answer?"""
        self._changed = threading.Condition()
        self._updates: list[Json] = []
        self._polls = 0
        self._closed = False

    def call(self, method: str, params: Json) -> object:
        """The result of ``method``. Raises Refusal."""
        snake = re.sub(r"([A-Z])", r"_\1", method).lower()
        return getattr(self, f"_{snake}")(params)

    def update(self, content: Json) -> int:
        """Something happened that the bot is to hear of; the number of the update."""
        with self._changed:
            number = self.chats.number()
            self._updates.append({"update_id": number, **content})
            self._changed.notify_all()
        return number

    def close(self) -> None:
        """Let every waiting request go."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _get_me(self, params: Json) -> Json:
        return BOT

    def _set_my_commands(self, params: Json) -> bool:
        self.commands = rules.check_commands(params["commands"])
        return True

    def _delete_webhook(self, params: Json) -> bool:
        self.webhook = {}
        return True

    def _set_webhook(self, params: Json) -> bool:
        rules.check_webhook(params)
        self.webhook = params
        return True

    def _get_webhook_info(self, params: Json) -> Json:
        return {
            "url": str(self.webhook.get("url", "")),
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates),
        }

    def _get_updates(self, params: Json) -> list[Json]:
        if self.webhook:
            raise Refusal(409, "Conflict: can't use getUpdates method while webhook is active")
        offset, timeout = params.get("offset", 0), params.get("timeout", 0)
        assert isinstance(offset, int)
        assert isinstance(timeout, int)
        with self._changed:
            self._polls += 1
            mine = self._polls
            self.confirmed = max(self.confirmed, offset)
            self._updates = [u for u in self._updates if int(str(u["update_id"])) >= offset]
            self._changed.notify_all()
            self._changed.wait_for(
                lambda: self._updates or self._closed or self._polls != mine, timeout
            )
            if self._polls != mine:
                raise Refusal(
                    409,
                    "Conflict: terminated by other getUpdates request; "
                    "make sure that only one bot instance is running",
                )
            return list(self._updates)

    def _send_message(self, params: Json) -> Json:
        text = rules.check_text(params, "text", 1, rules.TEXT)
        return self.chats.show(params, text)

    def _send_photo(self, params: Json) -> Json:
        photo = rules.check_photo(params["photo"])
        return self.chats.show(params, rules.check_text(params, "caption", 0, rules.CAPTION), photo)

    def _edit_message_text(self, params: Json) -> Json:
        shown = self.chats.find(params)
        if shown.photo is not None:
            raise bad("there is no text in the message to edit")
        return self.chats.change(shown, params, rules.check_text(params, "text", 1, rules.TEXT))

    def _edit_message_caption(self, params: Json) -> Json:
        shown = self.chats.find(params)
        if shown.photo is None:
            raise bad("there is no caption in the message to edit")
        return self.chats.change(
            shown, params, rules.check_text(params, "caption", 0, rules.CAPTION)
        )

    def _answer_callback_query(self, params: Json) -> bool:
        text = params.get("text")
        if text is not None and len(str(text)) > rules.TOAST:
            raise bad("MESSAGE_TOO_LONG")
        if self.queries.get(str(params["callback_query_id"]), True):
            raise bad("query is too old and response timeout expired or query ID is invalid")
        self.toasts.append(None if text is None else str(text))
        return True
