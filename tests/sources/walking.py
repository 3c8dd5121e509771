"""One walk of a keyed adapter: real Fetcher and Courier, against a server on loopback."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler
from typing import TypeAlias
from urllib.parse import parse_qsl, urlsplit

from monitor.courier import Courier
from monitor.source import Cursor, HttpSource, Page, Request
from monitor.tokens import Tokens
from tests.sources.detour import detour
from tests.sources.loopback import Seen, StoppedClock, says, served

Api: TypeAlias = Callable[[str, Mapping[str, str]], "tuple[int, object]"]
"""From path and query to status and JSON."""


def walked(
    source: HttpSource, api: Api, cursor: Cursor | None = None
) -> tuple[list[Page], list[Seen]]:
    """The pages of one walk over ``api``, and the requests as they came in."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        status, payload = api(parts.path, dict(parse_qsl(parts.query)))
        says(status, json.dumps(payload).encode(), content_type="application/json")(handler)

    with served() as site, detour(site) as fetch:
        site.answer = answer
        courier = Courier("shop", source, fetch, Tokens(), StoppedClock())
        pages: list[Page] = []
        request: Request | None = source.request(cursor)
        while request is not None:
            pages.append(courier.ask(request, source.parse))
            request = pages[-1].next
            assert len(pages) < 20, "the walk does not end"
        return pages, site.seen
