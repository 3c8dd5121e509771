"""One polite look at a source, without storing anything: for init, check and try."""

from __future__ import annotations

from itertools import islice

from monitor.cli.wiring import CLOCK
from monitor.courier import Courier
from monitor.source import Fetch, HttpSource, Page, PagedSource, Source
from monitor.tokens import Tokens


def first_page(source: Source, fetch: Fetch) -> Page:
    """The first page of a fresh walk. Raises SourceError."""
    if isinstance(source, PagedSource):
        return next(islice(source.pages(None, CLOCK.now()), 1), Page())
    if not isinstance(source, HttpSource):
        raise TypeError(f"{source!r} is neither an HttpSource nor a PagedSource")
    courier = Courier(source.info.key, source, fetch, Tokens(), CLOCK)
    return courier.ask(source.request(None), source.parse)
