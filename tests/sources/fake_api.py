"""Whole walks of an adapter over a loopback server that answers in JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit

from monitor.capability import NeedsToken, Token
from monitor.source import Cursor, HttpSource, Page, Request, Response
from sources.http import Fetcher
from tests.sources.loopback import StoppedClock, says, served


@dataclass(frozen=True)
class Asked:
    """One request as the site's own code sees it."""

    method: str
    path: str
    params: Mapping[str, str]
    headers: Mapping[str, str]
    body: object


Answer = tuple[int, object] | tuple[int, object, dict[str, str]]


@dataclass
class Api:
    """The running site: ``url`` is its root, ``asked`` every request so far."""

    url: str
    fetcher: Fetcher
    clock: StoppedClock
    asked: list[Asked] = field(default_factory=list)

    def fetch(self, request: Request) -> Response:
        """The answer to one request, through the real fetcher."""
        return self.fetcher.fetch(request, allow_private=True).response

    def walk(self, source: HttpSource, cursor: Cursor | None = None) -> list[Page]:
        """The pages of one poll, as the engine asks for them."""
        token = self._token(source)
        request: Request | None = source.request(json.loads(json.dumps(cursor)))
        pages: list[Page] = []
        while request is not None:
            if isinstance(source, NeedsToken) and token is not None:
                request = source.authorised(request, token)
            pages.append(source.parse(self.fetch(request)))
            request = pages[-1].next
            assert len(pages) < 50, "the walk does not end"
        return pages

    def _token(self, source: HttpSource) -> Token | None:
        if not isinstance(source, NeedsToken):
            return None
        asked = source.token(self.clock.now())
        return source.parse_token(self.fetch(asked)) if isinstance(asked, Request) else asked


@contextmanager
def api(answer: Callable[[Asked], Answer]) -> Iterator[Api]:
    """A site on loopback whose every answer ``answer`` decides: status, JSON and headers."""
    clock = StoppedClock()
    fetcher = Fetcher(clock, timeout=timedelta(seconds=5), max_bytes=10**6, contact=None)
    with served() as site:
        running = Api(f"http://127.0.0.1:{site.port}", fetcher, clock)

        def respond(handler: BaseHTTPRequestHandler) -> None:
            parts = urlsplit(handler.path)
            params = {name: values[-1] for name, values in parse_qs(parts.query).items()}
            raw = site.seen[-1].body
            headers = {name.lower(): value for name, value in handler.headers.items()}
            body = json.loads(raw) if raw else None
            asked = Asked(handler.command, parts.path, params, headers, body)
            running.asked.append(asked)
            status, said, *more = answer(asked)
            extra = more[0] if more else {}
            says(status, json.dumps(said).encode(), content_type="application/json", **extra)(
                handler
            )

        site.answer = respond
        yield running
    fetcher.close()
