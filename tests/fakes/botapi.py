"""Telegram's Bot API on loopback: a server that keeps Telegram's rules, and the people behind it.

    with BotApi() as api:
        ... point the bot at api.url with api.token ...
        api.say(7, "/week")                     # somebody writes
        api.wait(lambda: api.sent)              # or: await api.until(...)
        api.press(api.sent[-1], "Handled")      # somebody presses a button
        api.fail_next("sendMessage", 429, retry_after=30)
        assert not api.violations               # no request broke a rule

What people do and what a test may ask is here. ``botapi_methods`` and ``botapi_chats`` are the
API itself, ``botapi_spec``, ``botapi_rules`` and ``botapi_text`` its rules, ``botapi_http`` the
socket.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from tests.fakes import botapi_rules as rules
from tests.fakes.botapi_chats import BOT, Chats, Json, Shown
from tests.fakes.botapi_http import Dropped, Server
from tests.fakes.botapi_methods import Methods
from tests.fakes.botapi_spec import Refusal, read_params

__all__ = ["TOKEN", "BotApi", "Shown"]

TOKEN = "123456789:AAFakeTokenForTests_0123456789abcdef"
PATIENCE = 10.0
"""Seconds until ``wait`` and ``until`` give up."""


@dataclass
class Fault:
    """Something that goes wrong for the next call of ``method`` (None: of any method)."""

    method: str | None
    code: int = 0
    description: str = ""
    parameters: dict[str, int] = field(default_factory=dict)
    body: bytes | None = None
    drop: str | None = None
    delay: float = 0.0


class BotApi:
    """The fake. ``now`` stamps messages, so that a test's clock can be used."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.token = TOKEN
        self.calls: list[tuple[str, Json]] = []
        self.violations: list[str] = []
        self.chats = Chats(now)
        self.methods = Methods(self.chats)
        self._lock = threading.Lock()
        self._faults: deque[Fault] = deque()
        self._server = Server(self.answer)

    # Life

    @property
    def url(self) -> str:
        """What goes into ``[telegram] api_url``."""
        return self._server.url

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End every open request and close the socket."""
        self.methods.close()
        self._server.stop()

    # People

    def meet(self, chat: int) -> None:
        """Somebody once started the bot, which may therefore write to them."""
        self.chats.chat(chat)

    def say(
        self,
        chat: int,
        text: str,
        *,
        kind: str = "private",
        name: str = "Olga",
        to: Shown | None = None,
    ) -> int:
        """Somebody writes ``text``, maybe as a reply ``to`` a message; the update's number."""
        person = {"id": abs(chat), "is_bot": False, "first_name": name}
        message: Json = {
            "message_id": self.chats.number(),
            "date": int(self.chats.now().timestamp()),
            "chat": self.chats.chat(chat, kind, name),
            "from": person,
            "text": text,
        }
        if text.startswith("/"):
            length = len(text.split()[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        if to is not None:
            message["reply_to_message"] = self.chats.as_message(to)
        return self.methods.update({"message": message})

    def press(self, shown: Shown, label: str, *, old: bool = False) -> int:
        """Somebody presses a button. ``old``: so long ago that it can no longer be answered."""
        data = str(shown.button(label)["callback_data"])
        return self.press_data(shown, data, old=old)

    def press_data(
        self, shown: Shown, data: str, *, old: bool = False, inaccessible: bool = False
    ) -> int:
        """A press that carries ``data``, maybe on a message too old for bots to see."""
        number = str(self.chats.number())
        self.methods.queries[number] = old
        message = self.chats.as_message(shown)
        if inaccessible:
            message = {"chat": message["chat"], "message_id": shown.id, "date": 0}
        query = {
            "id": number,
            "from": {"id": abs(shown.chat), "is_bot": False, "first_name": "Olga"},
            "chat_instance": "1",
            "message": message,
            "data": data,
        }
        return self.methods.update({"callback_query": query})

    def block(self, chat: int, *, tell: bool = False) -> None:
        """The owner blocks the bot; ``tell`` sends the bot the update about it, too."""
        self.chats.blocked.add(chat)
        if tell:
            self._membership(chat, "member", "kicked")

    def unblock(self, chat: int) -> None:
        """The owner wants to hear from the bot again."""
        self.chats.blocked.discard(chat)

    def delete(self, chat: int) -> None:
        """The account is gone."""
        self.chats.gone.add(chat)

    # Faults

    def fail_next(
        self,
        method: str | None = None,
        code: int = 500,
        description: str = "Internal Server Error",
        *,
        times: int = 1,
        body: bytes | None = None,
        **parameters: int,
    ) -> None:
        """Let the next calls fail: ``fail_next("sendMessage", 429, retry_after=30)``.

        ``body`` is sent instead of the API's own JSON, as a proxy on the way would.
        """
        fault = Fault(method, code, description, parameters, body)
        self._faults.extend([fault] * times)

    def drop_next(self, method: str | None = None, *, after: bool = False, times: int = 1) -> None:
        """Cut the connection of the next calls, before or ``after`` they took effect."""
        fault = Fault(method, drop="after" if after else "before")
        self._faults.extend([fault] * times)

    def slow_next(self, method: str, seconds: float) -> None:
        """Let the next call take effect only after so long."""
        self._faults.append(Fault(method, delay=seconds))

    @property
    def faults_left(self) -> int:
        """How many of the faults above have not happened yet."""
        return len(self._faults)

    # Watching

    @property
    def sent(self) -> list[Shown]:
        """Every message the bot sent, oldest first, as it looks now."""
        return self.chats.sent

    @property
    def toasts(self) -> list[str | None]:
        """What the bot said to each press, None for a silent answer."""
        return self.methods.toasts

    def to(self, chat: int) -> list[Shown]:
        """The messages in one chat, oldest first."""
        return [shown for shown in self.sent if shown.chat == chat]

    def count(self, method: str) -> int:
        """How often ``method`` was called."""
        return sum(1 for name, _ in self.calls if name == method)

    def wait(self, condition: Callable[[], object], patience: float = PATIENCE) -> None:
        """Wait until ``condition`` holds. Raises AssertionError when it never does."""
        deadline = time.monotonic() + patience
        while not condition():
            assert time.monotonic() < deadline, f"waited in vain; {self._story()}"
            time.sleep(0.005)

    async def until(self, condition: Callable[[], object], patience: float = PATIENCE) -> None:
        """``wait`` for coroutines."""
        deadline = time.monotonic() + patience
        while not condition():
            assert time.monotonic() < deadline, f"waited in vain; {self._story()}"
            await asyncio.sleep(0.005)

    def _story(self) -> str:
        return f"calls: {[name for name, _ in self.calls]}, violations: {self.violations}"

    # The API

    def answer(
        self, token: str, method: str, given: Mapping[str, str], files: Mapping[str, bytes]
    ) -> tuple[int, Json | bytes]:
        """Answer one call: HTTP status and body. Raises Dropped to cut the connection."""
        fault = self._fault(method) or Fault(method)
        time.sleep(fault.delay)
        if fault.drop == "before":
            raise Dropped
        if fault.code:
            refusal = Refusal(fault.code, fault.description, **fault.parameters)
            return fault.code, fault.body if fault.body is not None else _refused(refusal)
        try:
            if token != self.token:
                raise Refusal(401, "Unauthorized")
            params = read_params(method, given, files)
            self.calls.append((method, params))
            result = self.methods.call(method, params)
        except Refusal as refusal:
            if refusal.code in (400, 404) and rules.is_fault_of_the_bot(refusal.description):
                self.violations.append(f"{method}: {refusal.description}")
            return refusal.code, _refused(refusal)
        if fault.drop == "after":
            raise Dropped
        return 200, {"ok": True, "result": result}

    def _fault(self, method: str) -> Fault | None:
        with self._lock:
            for fault in self._faults:
                if fault.method in (None, method):
                    self._faults.remove(fault)
                    return fault
        return None

    def _membership(self, chat: int, before: str, after: str) -> None:
        changed = {
            "chat": self.chats.chat(chat),
            "from": {"id": chat, "is_bot": False, "first_name": "Olga"},
            "date": int(self.chats.now().timestamp()),
            "old_chat_member": {"status": before, "user": BOT, "until_date": 0},
            "new_chat_member": {"status": after, "user": BOT, "until_date": 0},
        }
        self.methods.update({"my_chat_member": changed})


def _refused(refusal: Refusal) -> Json:
    body: Json = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    return body | ({"parameters": refusal.parameters} if refusal.parameters else {})
