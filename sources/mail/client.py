"""An IMAP client that bounds each answer in time and size, whatever the server does.

A time limit on each read does not stop a server that sends one byte every ten seconds: the line
is cut when the time for the whole answer is up, as with web pages (``sources.wire.guard``).
"""

from __future__ import annotations

import imaplib
import socket
import ssl
from datetime import timedelta
from typing import Any

from sources.mail.message import MAX_MAIL
from sources.wire.guard import Leash, anywhere, put_on_leash

LARGEST = 2 * MAX_MAIL
"""Bytes of one piece of an answer: larger mails are never asked for."""


def connect(host: str, port: int, *, tls: bool, timeout: timedelta) -> imaplib.IMAP4:
    """A client that has been greeted. Raises Unavailable, OSError or an error of imaplib."""
    seconds = timeout.total_seconds()
    with Leash(anywhere, seconds):
        return _TlsClient(host, port, seconds) if tls else _Client(seconds, host, port, seconds)


class _Client(imaplib.IMAP4):
    """Without TLS. ``_create_socket`` and ``_simple_command`` are not documented, but the only
    places that every connection and every command goes through."""

    def __init__(self, seconds: float, *args: Any, **kwargs: Any) -> None:
        self._seconds = seconds
        super().__init__(*args, **kwargs)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        connection: socket.socket = imaplib.IMAP4._create_socket(self, timeout)  # type: ignore[attr-defined]
        put_on_leash(connection)
        return connection

    def _simple_command(self, name: str, *args: Any) -> tuple[str, list[Any]]:
        with Leash(anywhere, self._seconds):
            put_on_leash(self.sock)
            answer: tuple[str, list[Any]] = super()._simple_command(name, *args)  # type: ignore[misc]
        return answer

    def read(self, size: int) -> bytes:
        """Read ``size`` bytes. Raises imaplib's abort for more than an honest answer has."""
        if size > LARGEST:
            self.shutdown()  # what is still under way is not waited for, not even to say goodbye
            raise self.abort("the answer is too large")
        return super().read(size)


class _TlsClient(_Client, imaplib.IMAP4_SSL):
    def __init__(self, host: str, port: int, seconds: float) -> None:
        context = ssl.create_default_context()
        super().__init__(seconds, host, port, ssl_context=context, timeout=seconds)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        # On the leash before the handshake, which may drip as well.
        plain = _Client._create_socket(self, timeout)
        secure: socket.socket = self.ssl_context.wrap_socket(plain, server_hostname=self.host)
        return secure
