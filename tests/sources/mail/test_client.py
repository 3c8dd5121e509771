"""A mail server that answers too slowly, or too much, is given up as one that does not answer."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from monitor.errors import Unavailable
from sources.imap import Imap, ImapSettings
from sources.mail.client import LARGEST
from tests.sources.loopback import CERTIFICATE

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
GREETING = b"* OK ready\r\n"
Answer = Callable[[socket.socket, str, bytes], None]
"""Is given the connection, the command's tag, and the command."""


@contextlib.contextmanager
def served(greet: Callable[[socket.socket], None], answer: Answer) -> Iterator[int]:
    """A mail server on loopback, for one client; its port."""

    def serve() -> None:
        with contextlib.suppress(OSError), listening.accept()[0] as connection:
            greet(connection)
            with connection.makefile("rb") as lines:
                for line in lines:
                    tag, _, command = line.partition(b" ")
                    answer(connection, tag.decode(), command.strip())

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve)
        thread.start()
        yield listening.getsockname()[1]
        thread.join()


def drip(connection: socket.socket, beginning: bytes = b"") -> None:
    """Say ``beginning``, then a byte at a time for as long as anybody listens."""
    connection.sendall(beginning)
    never = threading.Event()
    while not never.wait(0.02):
        connection.sendall(b"x")


def greets(connection: socket.socket) -> None:
    connection.sendall(GREETING)


def obeys(connection: socket.socket, tag: str, command: bytes) -> None:
    """Takes any password; the mailbox holds one mail that lies about its size."""
    told = {
        b"CAPABILITY": b"* CAPABILITY IMAP4rev1\r\n",
        b"STATUS": b"* STATUS INBOX (UIDVALIDITY 1 UIDNEXT 2)\r\n",
        b"SELECT": b"* 1 EXISTS\r\n",
        b"EXAMINE": b"* 1 EXISTS\r\n",
        b"UID SEARCH": b"* SEARCH\r\n" if b"LARGER" in command else b"* SEARCH 1\r\n",
        b"UID FETCH": b"* 1 FETCH (UID 1 BODY[] {%d}\r\n" % (LARGEST + 1),
    }
    for name, answer in told.items():
        if command.upper().startswith(name):
            connection.sendall(answer)
            if name == b"UID FETCH":
                drip(connection)
    connection.sendall(f"{tag} OK done\r\n".encode())


def is_given_up(port: int, timeout: str, *, tls: bool = False) -> None:
    settings = {"host": "127.0.0.1", "port": port, "tls": tls, "user": "u", "password": "p"}
    source = Imap(ImapSettings.model_validate({**settings, "timeout": timeout}))
    with pytest.raises(Unavailable):
        list(source.pages(None, NOW))


@pytest.mark.timeout(60)
def test_a_greeting_that_drips_is_given_up() -> None:
    with served(drip, obeys) as port:
        is_given_up(port, "1s")


@pytest.mark.timeout(60)
def test_a_handshake_that_drips_is_given_up() -> None:
    # The beginning of a record that goes on for 16 KiB.
    with served(lambda connection: drip(connection, b"\x16\x03\x03\x40\x00"), obeys) as port:
        is_given_up(port, "1s", tls=True)


@pytest.mark.timeout(60)
def test_over_tls_an_answer_that_drips_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE, CERTIFICATE.with_suffix(".key"))

    def greets_in_secret(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as secure:
            secure.sendall(GREETING)
            drip(secure)

    with served(greets_in_secret, obeys) as port:
        is_given_up(port, "1s", tls=True)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("named", [b"LOGIN", b"STATUS", b"UID SEARCH"])
def test_an_answer_that_drips_is_given_up(named: bytes) -> None:
    def answer(connection: socket.socket, tag: str, command: bytes) -> None:
        if command.upper().startswith(named):
            drip(connection, b"* ")
        obeys(connection, tag, command)

    with served(greets, answer) as port:
        is_given_up(port, "1s")


@pytest.mark.timeout(60)
def test_a_mail_of_endless_length_is_not_waited_for() -> None:
    with served(greets, obeys) as port:
        is_given_up(port, "50s")
