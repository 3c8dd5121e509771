"""The socket of the fake Bot API: requests in, JSON out, one thread a connection."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Mapping
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

Answer = Callable[
    [str, str, Mapping[str, str], Mapping[str, bytes]], tuple[int, dict[str, object] | bytes]
]


class Dropped(Exception):
    """Raised by an answer that never comes: the connection is cut instead."""


class Server:
    """Listens on a free loopback port from ``start`` to ``stop``."""

    def __init__(self, answer: Answer) -> None:
        connections: set[socket.socket] = set()

        class Handler(_Handler):
            pass

        Handler.api, Handler.connections = staticmethod(answer), connections
        self._connections = connections
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler, bind_and_activate=True)
        self._http.daemon_threads = False
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,))

    @property
    def url(self) -> str:
        """Where it listens, without a trailing slash."""
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def start(self) -> None:
        """Begin to serve, in a thread."""
        self._thread.start()

    def stop(self) -> None:
        """End all connections and wait for their threads."""
        self._http.shutdown()
        for connection in list(self._connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
        self._http.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    api: Answer
    connections: set[socket.socket]
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def setup(self) -> None:
        super().setup()
        self.connections.add(self.connection)

    def finish(self) -> None:
        self.connections.discard(self.connection)
        super().finish()

    def handle(self) -> None:
        try:
            super().handle()
        except OSError:  # the bot hung up
            self.close_connection = True

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        given, files = _form(self.headers.get("Content-Type", ""), body)
        _, bot, method = urlsplit(self.path).path.split("/", 2)
        try:
            status, answer = type(self).api(bot.removeprefix("bot"), method, given, files)
        except Dropped:
            self.close_connection = True
            return
        payload = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (inherited name)
        """Keep the test's output clean."""


def _form(kind: str, body: bytes) -> tuple[dict[str, str], dict[str, bytes]]:
    """The fields and files of a form, in either of its two encodings."""
    if not kind.startswith("multipart/"):
        return dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True)), {}
    head = f"Content-Type: {kind}\r\n\r\n".encode()
    given: dict[str, str] = {}
    files: dict[str, bytes] = {}
    for part in BytesParser(policy=HTTP).parsebytes(head + body).iter_parts():
        name = str(part.get_param("name", header="content-disposition"))
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        if part.get_filename() is None:
            given[name] = content.decode("utf-8")
        else:
            files[name] = content
    return given, files
