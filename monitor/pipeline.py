"""One source, one walk, one commit a page.

::

    fetch -> parse -> match -> changes -> understand -> rules -> ONE commit
                                                                 ├ mentions, origins, versions
                                                                 ├ roll-ups and search index
                                                                 └ outbox, one row a destination

What a crash can do at any point: the pages committed so far stand, their alerts stand beside
them, and the next walk finds the rest. The cursor is committed with the items it follows;
validators (ETag, Last-Modified) only when the whole walk is in, for a 304 on its first page
would hide the pages that were lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from monitor import schedule
from monitor.absorb import absorb
from monitor.address import left_out, secret_parameters
from monitor.ahead import read_ahead
from monitor.alert import AlertKind
from monitor.changes import shrunk
from monitor.config import Config
from monitor.courier import Courier
from monitor.errors import SchemaChanged, SourceError, Suspicious
from monitor.health import Health
from monitor.mention import Item
from monitor.rules import announce_removed, announce_well, sick_subject
from monitor.source import Fetched, HttpSource, Page, PagedSource, Request
from monitor.store import Store
from monitor.understand.feeling import Feeling
from monitor.walk import Walk, begin

NOT_MODIFIED = 304

SMALL = 3
"""A page with no more entries than this may honestly become empty."""


def poll(
    courier: Courier,
    health: Health,
    *,
    store: Store,
    config: Config,
    next_due: datetime,
    feeling: Feeling | None = None,
) -> Walk:
    """Walk over the courier's source once, committing page by page.

    ``feeling`` is asked about what is news; what is imported silently is read without it.

    Raises SourceError or StoreError. On success the source's health is written with the last
    page; on failure the caller writes it, and what was committed stays.
    """
    source = courier.source
    walk = begin(
        health.name,
        store,
        config,
        courier.clock.now(),
        place=source.settings.place,
        lang=source.settings.lang,
        baseline=health.baseline_at is None,
        keeps_words=source.info.terms.store_text,
    )
    most = config.collector.max_pages
    asked = feeling if walk.keeps_words else None
    for page, last in _marked_last(_pages(courier, health, walk, store, most)):
        if not walk.watch.baseline:
            read_ahead(page, walk, store, config, asked)
        with store.transaction():
            absorb(page, walk, store, config)
            trouble = _suspicion(page, walk, health, store) if last else None
            if last and trouble is None:
                _close(page, walk, health, store, next_due)
            elif page.resume is not None and trouble is None:
                store.health.advance(health.name, page.resume)
        if trouble is not None:
            raise trouble
    return walk


def _marked_last(pages: Iterator[Page]) -> Iterator[tuple[Page, bool]]:
    """Each page, and whether it is the last one. A page met before an error is still handed on."""
    waiting: Page | None = None
    try:
        for page in pages:
            if waiting is not None:
                yield waiting, False
            waiting = page
            if page.next is not None:
                # More is certain: hand it on now, so that it is committed before the next fetch.
                yield page, False
                waiting = None
    except SourceError:
        if waiting is not None:
            yield waiting, False
        raise
    yield waiting or Page(not_modified=True), True


def _pages(courier: Courier, health: Health, walk: Walk, store: Store, most: int) -> Iterator[Page]:
    """The pages of one walk, fetched as they are asked for."""
    source = courier.source
    if isinstance(source, PagedSource):
        yield from source.pages(health.cursor, walk.watch.now)
        return
    if not isinstance(source, HttpSource):
        raise TypeError(f"{source!r} is neither an HttpSource nor a PagedSource")
    request = source.request(health.cursor)
    walked: set[str] = set()
    for _ in range(most):
        walked.add(_fingerprint(request))
        page = _discreet(_fetch_page(source, request, walk, store, courier), request.url)
        if page.next is not None and _fingerprint(page.next) in walked:
            raise SchemaChanged("The site's pages lead round in a circle.")
        yield page
        if page.next is None:
            return
        request = page.next
    raise SchemaChanged(f"The site's pages did not end after {most}.")


def _fetch_page(
    source: HttpSource, request: Request, walk: Walk, store: Store, by: Courier
) -> Page:
    if not request.conditional:
        return by.ask(request, source.parse)

    def read(fetched: Fetched) -> Page:
        if fetched.response.status == NOT_MODIFIED:
            return Page(not_modified=True)
        walk.validators[request.url] = fetched.validators
        return source.parse(fetched.response)

    return by.ask_if_new(request, store.validators.get(walk.source, request.url), read)


def _discreet(page: Page, asked: str) -> Page:
    """``page`` without the secrets of the address ``asked``: sites repeat it in their links."""
    secrets = secret_parameters(asked)

    def bare(link: str | None) -> str | None:
        return None if link is None else left_out(link, secrets)

    def kept(item: Item) -> Item:
        return replace(
            item,
            id=bare(item.id) or item.id,
            author=replace(item.author, url=bare(item.author.url)),
            url=bare(item.url),
            dedupe_key=bare(item.dedupe_key),
        )

    return replace(page, items=tuple(map(kept, page.items))) if secrets else page


def _fingerprint(request: Request) -> str:
    return repr(
        (
            request.method,
            request.url,
            sorted(request.params.items()),
            request.json,
            request.form,
            sorted(request.notes.items()),
        )
    )


def _suspicion(page: Page, walk: Walk, health: Health, store: Store) -> SourceError | None:
    """A listing that is suddenly empty or under half: its items stay stored, nothing is removed."""
    if page.not_modified:
        return None
    if page.complete:
        listed = store.mentions.visible(walk.source)
        if shrunk(len(walk.listed), listed):
            return Suspicious(f"The listing shows {len(walk.listed)} of {listed} known reviews.")
    if health.cursor is None and health.seen > SMALL and walk.entries == 0:
        return Suspicious(f"The page is suddenly empty; it had {health.seen} entries before.")
    return None


def _close(page: Page, walk: Walk, health: Health, store: Store, next_due: datetime) -> None:
    """The walk is over: look for what is gone, keep the validators, note that all is well."""
    now = walk.watch.now
    next_due = schedule.not_before(page.retry_at, next_due, now)
    if page.complete:
        walk.removed = store.mentions.miss(walk.source, walk.seen)
        gone = [a for n in walk.removed for a in announce_removed(n, walk.source, walk.watch)]
        store.alerts.enqueue(gone, now)
    for url, validators in walk.validators.items():
        store.validators.put(health.name, url, validators)
    subject = sick_subject(health)
    if health.failures and store.alerts.exists(AlertKind.SOURCE_SICK, subject):
        store.alerts.enqueue(announce_well(health.name, subject, walk.watch), now)
    if page.not_modified and health.baseline_at is not None:
        if page.resume is not None:
            store.health.advance(health.name, page.resume)
        store.health.unchanged(health.name, now=now, due_at=next_due)
        return
    # A first look that finds nothing at all is a whole first walk: what comes next is news.
    store.health.succeeded(
        health.name,
        now=now,
        due_at=next_due,
        cursor=page.resume,
        baseline=health.baseline_at is None,
        newest=bool(walk.new or walk.edited),
        seen=walk.entries,
        matched=len(walk.listed),
        rejected=walk.rejected,
        aggregate=walk.aggregate,
    )
