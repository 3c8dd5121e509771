"""A saved payload as the response it once was, and reading it while nobody can be asked."""

from __future__ import annotations

import mimetypes
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from monitor.source import Request, Response


def saved_response(file: Path, url: str | None, received_at: datetime) -> Response:
    """The bytes of ``file`` as if just fetched from ``url``, or from the file's own address.

    The content type is guessed from the file's ending, as a web server would.
    """
    address = url or file.resolve().as_uri()
    kind, _ = mimetypes.guess_type(file.name)
    headers = {"content-type": kind} if kind else {}
    return Response(Request(address), address, file.read_bytes(), received_at, 200, headers)


@contextmanager
def without_network() -> Iterator[None]:
    """Sockets fail inside: reading a payload asks nobody."""

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("parse must not use the network")

    connect, getaddrinfo = socket.socket.connect, socket.getaddrinfo
    setattr(socket.socket, "connect", refuse)  # noqa: B010 - mypy allows no other way
    setattr(socket, "getaddrinfo", refuse)  # noqa: B010
    try:
        yield
    finally:
        setattr(socket.socket, "connect", connect)  # noqa: B010
        setattr(socket, "getaddrinfo", getaddrinfo)  # noqa: B010
