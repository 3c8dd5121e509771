"""One polite look at a source, without storing anything: for init, check and try."""

from __future__ import annotations

from itertools import islice

from monitor.cli.wiring import CLOCK
from monitor.source import Fetch, HttpSource, Page, PagedSource, Source


def first_page(source: Source, fetch: Fetch) -> Page:
    """The first page of a fresh walk. Raises SourceError."""
    if isinstance(source, PagedSource):
        return next(islice(source.pages(None, CLOCK.now()), 1), Page())
    if not isinstance(source, HttpSource):
        raise TypeError(f"{source!r} is neither an HttpSource nor a PagedSource")
    fetched = fetch(
        source.request(None), validators=None, allow_private=source.settings.allow_private
    )
    return source.parse(fetched.response)
