"""Who may talk to the bot: paired chats, and the one-time code that pairs one."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from monitor.store.connection import Connection
from monitor.store.encode import clean, moment, moment_or_none, stamp
from monitor.store.rows import Chat

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No 0, 1, I or O: the code is read off a screen and typed."""

LENGTH = 8
TRIES = 5


class Chats:
    """The chats of one store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def code(self, now: datetime, ttl: timedelta = timedelta(hours=1)) -> str:
        """A new one-time code, good for ``ttl``; earlier ones die. Only its hash is stored."""
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        salt = secrets.token_bytes(16)
        self._connection.change(
            "INSERT OR REPLACE INTO pairing (only, salt, digest, expires_at) VALUES (1, ?, ?, ?)",
            (salt, _digest(code, salt), stamp(now + ttl)),
        )
        return code

    def pair(self, code: str, destination: str, title: str, now: datetime) -> bool:
        """Admit ``destination`` if it knows the code, which is then used up.

        Case, spaces and hyphens do not matter. Five wrong tries kill the code.
        """
        with self._connection.transaction():
            row = self._connection.row("SELECT * FROM pairing WHERE expires_at > ?", (stamp(now),))
            if row is None:
                return False
            if not hmac.compare_digest(_digest(code, row["salt"]), row["digest"]):
                self._connection.change("UPDATE pairing SET wrong_tries = wrong_tries + 1")
                self._connection.change("DELETE FROM pairing WHERE wrong_tries >= ?", (TRIES,))
                return False
            self._connection.change("DELETE FROM pairing")
            self._connection.change(
                "INSERT INTO chats (destination, title, paired_at) VALUES (?, ?, ?) "
                "ON CONFLICT DO UPDATE SET title = excluded.title, blocked_at = NULL",
                (destination, clean(title), stamp(now)),
            )
            return True

    def known(self, destination: str) -> bool:
        """Whether this chat is paired."""
        return bool(
            self._connection.number("SELECT 1 FROM chats WHERE destination = ?", (destination,))
        )

    def destinations(self) -> list[str]:
        """The paired chats that can be reached."""
        return [chat.destination for chat in self.all() if chat.blocked_at is None]

    def block(self, destination: str, now: datetime) -> None:
        """Note that the owner blocked the bot there: nothing can be delivered."""
        self._connection.change(
            "UPDATE chats SET blocked_at = ? WHERE destination = ? AND blocked_at IS NULL",
            (stamp(now), destination),
        )

    def unblock(self, destination: str) -> None:
        """Note that the chat can be reached again."""
        self._connection.change(
            "UPDATE chats SET blocked_at = NULL WHERE destination = ?", (destination,)
        )

    def all(self) -> list[Chat]:
        """Every paired chat, oldest first."""
        return [
            Chat(
                r["destination"],
                r["title"],
                moment(r["paired_at"]),
                moment_or_none(r["blocked_at"]),
            )
            for r in self._connection.rows("SELECT * FROM chats ORDER BY paired_at, destination")
        ]

    def forget(self, destination: str) -> None:
        """End a pairing: the chat hears nothing more and may ask nothing."""
        self._connection.change("DELETE FROM chats WHERE destination = ?", (destination,))


def _digest(code: str, salt: bytes) -> bytes:
    plain = "".join(code.upper().replace("-", "").split())
    return hashlib.blake2b(plain.encode("utf-8", "replace"), salt=salt).digest()
