"""A web server on loopback that answers as the test says, and a clock that stands still."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
CERTIFICATE = Path(__file__).parents[1] / "data" / "tls" / "server.pem"


@dataclass
class StoppedClock:
    """Stands still, but for the sleeping it is asked for."""

    at: datetime = NOW
    slept: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += timedelta(seconds=seconds)


@dataclass(frozen=True)
class Seen:
    """One request as it came in."""

    path: str
    headers: Message
    body: bytes
    method: str = "GET"


@dataclass
class Site:
    """The server: ``answer`` writes each response, ``seen`` keeps each request."""

    port: int
    scheme: str = "http"
    seen: list[Seen] = field(default_factory=list)
    answer: Callable[[BaseHTTPRequestHandler], None] = lambda _handler: None

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}/reviews"


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *args: object) -> None:
        """A client that hangs up is what many tests are about."""


@contextmanager
def served(*, tls: bool = False) -> Iterator[Site]:
    """A running server, stopped afterwards; with ``tls`` it shows ``CERTIFICATE``."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            site.seen.append(Seen(self.path, self.headers, body, self.command))
            site.answer(self)

        do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815 - the names are http.server's

        def log_message(self, *args: object) -> None:
            """Keep the tests quiet."""

    server = _Server(("127.0.0.1", 0), Handler)
    site = Site(server.server_port, "https" if tls else "http")
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE, CERTIFICATE.with_suffix(".key"))
        # The handshake is left to each connection's own thread.
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield site
    server.shutdown()
    server.server_close()
    thread.join()


def says(status: int, body: bytes = b"", **headers: str) -> Callable[..., None]:
    """An answer with this status, body and headers (``retry_after`` becomes ``retry-after``)."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


@contextmanager
def silence() -> Iterator[Callable[[BaseHTTPRequestHandler], None]]:
    """An answer that does not come for as long as the block lasts."""
    over = threading.Event()

    def says_nothing(_handler: BaseHTTPRequestHandler) -> None:
        over.wait()

    try:
        yield says_nothing
    finally:
        over.set()
