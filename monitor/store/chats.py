"""Who may talk to the bot: paired chats, and the one-time code that pairs one."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from monitor.clock import MAY_STEP
from monitor.store.connection import Connection
from monitor.store.encode import clean, moment, moment_or_none, stamp
from monitor.store.rows import Chat

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No 0, 1, I or O: the code is read off a screen and typed."""

LENGTH = 8
TRIES = 5
"""So many wrong tries has a chat at one code. There are 32 ** 8 of them: even a thousand chats
guess one code in two hundred million."""


LIFE = timedelta(hours=1)
"""So long a code works, and never longer."""


class Chats:
    """The chats of one store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def code(self, now: datetime, ttl: timedelta = LIFE) -> str:
        """A new one-time code, good for ``ttl`` (``LIFE`` at most); earlier ones die, and with
        them what was tried. Only its hash is stored."""
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        salt = secrets.token_bytes(16)
        with self._connection.transaction():
            self._end_code()
            self._connection.change(
                "INSERT INTO pairing (only, salt, digest, expires_at) VALUES (1, ?, ?, ?)",
                (salt, _digest(code, salt), stamp(now + ttl)),
            )
        return code

    def pair(self, code: str, destination: str, title: str, now: datetime) -> bool:
        """Admit ``destination`` if it knows the code, which is then used up.

        Case, spaces and hyphens do not matter. After ``TRIES`` wrong ones this code admits that
        chat no more; any other chat it still does. Nor does it come to life again when the clock
        is put back.
        """
        with self._connection.transaction():
            row = self._connection.row(
                "SELECT * FROM pairing WHERE expires_at > ? AND expires_at <= ? AND NOT EXISTS "
                "(SELECT 1 FROM wrong_codes WHERE destination = ? AND tries >= ?)",
                (stamp(now), stamp(now + LIFE + MAY_STEP), destination, TRIES),
            )
            if row is None:
                return False
            if not hmac.compare_digest(_digest(code, row["salt"]), row["digest"]):
                self._connection.change(
                    "INSERT INTO wrong_codes (destination, tries) VALUES (?, 1) "
                    "ON CONFLICT DO UPDATE SET tries = tries + 1",
                    (destination,),
                )
                return False
            self._end_code()
            self._connection.change(
                "INSERT INTO chats (destination, title, paired_at) VALUES (?, ?, ?) "
                "ON CONFLICT DO UPDATE SET title = excluded.title, blocked_at = NULL",
                (destination, clean(title), stamp(now)),
            )
            return True

    def _end_code(self) -> None:
        self._connection.change("DELETE FROM pairing")
        self._connection.change("DELETE FROM wrong_codes")

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
