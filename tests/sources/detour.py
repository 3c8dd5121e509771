"""A fetcher that leads every address to a server on loopback, whatever host it names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit, urlunsplit

from monitor.source import Fetch, Fetched, Request, Validators
from sources.http import Fetcher
from tests.sources.loopback import Site, StoppedClock


@contextmanager
def detour(site: Site) -> Iterator[Fetch]:
    """The real Fetcher; host and scheme of each request are replaced by the server's."""
    clock = StoppedClock()
    fetcher = Fetcher(clock, timeout=timedelta(seconds=5), max_bytes=1_000_000, contact=None)

    def fetch(
        request: Request,
        *,
        validators: Validators | None = None,
        allow_private: bool = False,
    ) -> Fetched:
        parts = urlsplit(request.url)
        here = parts._replace(scheme=site.scheme, netloc=f"127.0.0.1:{site.port}")
        led = replace(request, url=urlunsplit(here))
        fetched = fetcher.fetch(led, validators=validators, allow_private=True)
        response = replace(fetched.response, request=request, url=request.url)
        return replace(fetched, response=response)

    try:
        yield fetch
    finally:
        fetcher.close()
