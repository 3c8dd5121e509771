"""Who may talk to the bot: chats that were paired by a one-time code, and nobody else.

A stranger gets one polite refusal a day and no data. All refusals together are limited too,
so that nobody can make the bot write to many people.
"""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta
from enum import Enum, auto

from bot.telegram.chats import destination
from monitor.store import Store
from monitor.store.chats import ALPHABET, LENGTH

CODE_LIFE = timedelta(minutes=30)
"""How long a pairing code works."""

_LONGEST = 64
_TITLE = 80


class Standing(Enum):
    """What a chat is to us."""

    PAIRED = auto()
    BACK = auto()
    """Paired once, blocked the bot, and is here again."""
    STRANGER = auto()


def standing(store: Store, chat: int) -> Standing:
    """What ``chat`` is to us; one that is back gets its alerts again from now on."""
    name = destination(chat)
    for known in store.chats.all():
        if known.destination == name:
            if known.blocked_at is None:
                return Standing.PAIRED
            store.chats.unblock(name)
            return Standing.BACK
    return Standing.STRANGER


def offered_code(text: str | None) -> str | None:
    """The pairing code in "/start CODE", or in a message that looks like one by itself.

    Other words are no try at the code: a chat has few of them.
    """
    command, _, rest = (text or "")[:_LONGEST].strip().partition(" ")
    if command.lower() == "/start":
        return rest.strip() or None
    compact = "".join((text or "")[:_LONGEST].upper().replace("-", "").split())
    looks_right = len(compact) == LENGTH and set(compact) <= set(ALPHABET)
    return compact if looks_right else None


def pair(store: Store, code: str, chat: int, title: str, now: datetime) -> bool:
    """Pair ``chat`` if ``code`` is right; the code is used up then."""
    return store.chats.pair(code, destination(chat), title[:_TITLE], now)


class Limit:
    """So many messages a day to one chat, so many in all. Times are kept in memory alone."""

    def __init__(self, per_chat: int, in_all: int) -> None:
        self._per_chat = per_chat
        self._in_all = in_all
        self._given: deque[tuple[datetime, int]] = deque()

    def allows(self, chat: int, now: datetime) -> bool:
        """Whether ``chat`` may get one more now; if so, it is counted."""
        while self._given and now - self._given[0][0] >= timedelta(days=1):
            self._given.popleft()
        mine = sum(1 for _, other in self._given if other == chat)
        if mine >= self._per_chat or len(self._given) >= self._in_all:
            return False
        self._given.append((now, chat))
        return True
