"""Reads what is new before the store is locked, as far as reading takes long.

An engine may think for seconds over each text, and the second look takes some 35 ms. So both are
done between fetching a page and taking it into the store; within the transaction only what was
found then is heard: an engine's answers are remembered here, the second look by the encoder.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from monitor.config import Config
from monitor.errors import GoodwordError
from monitor.match import match
from monitor.match.muting import muting
from monitor.mention import Item
from monitor.source import Page
from monitor.store import Store
from monitor.understand.feeling import Feeling, Opinion
from monitor.understand.judge import Judge
from monitor.understand.reading import Reading
from monitor.walk import Walk

MOST = 20
"""Texts of one page that an engine is asked about; the others are read offline, until a relabel."""
LOOKED_AT = 1_000
"""Texts of one page that are looked at twice beforehand, half as many as the encoder remembers; the
others of so long a page are looked at under the lock."""


class Ahead:
    """A ``Feeling`` that answers at once: from what ``feeling`` was asked ahead, or not at all."""

    def __init__(self, feeling: Feeling) -> None:
        self._feeling = feeling
        self._heard: dict[str, Opinion] = {}
        self._asking = False

    @property
    def name(self) -> str:
        return self._feeling.name

    @property
    def trouble(self) -> GoodwordError | None:
        return self._feeling.trouble

    def read(self, text: str, lang: str, offline: Reading) -> Opinion:
        """See ``Feeling.read``."""
        if self._asking and text not in self._heard:
            self._heard[text] = self._feeling.read(text, lang, offline)
        return self._heard.get(text) or Opinion(offline, heard=False)

    def ask(self, judge: Judge, items: Iterable[Item], lang: str | None, now: datetime) -> None:
        """Let the engine read ``items`` now, through ``judge``, which reads with this."""
        self._asking = True
        try:
            for item in items:
                judge.item(item, lang, now)
        finally:
            self._asking = False


def read_ahead(page: Page, walk: Walk, store: Store, config: Config, by: Feeling | None) -> None:
    """Read what is new on ``page`` so that ``walk`` need not think under the lock. ``by`` reads how
    texts feel from now on, if it is there."""
    fresh, read = _news(page, walk, store, config), 0
    if by is not None:
        ahead = Ahead(by)
        walk.judge = replace(walk.judge, feeling=ahead)
        ahead.ask(walk.judge, fresh[:MOST], walk.lang, walk.watch.now)
        read = MOST
    for item in fresh[read:LOOKED_AT]:
        walk.judge.item(item, walk.lang, walk.watch.now)


def _news(page: Page, walk: Walk, store: Store, config: Config) -> list[Item]:
    """The items of ``page`` that are about the shop and not stored as they are worded now."""
    known = store.mentions.known(walk.source, [item.id for item in page.items])
    fresh = (
        item
        for item in page.items
        if item.id not in known or known[item.id].content_hash != item.content_hash
    )
    return [
        item
        for item in fresh
        if match(item, config.query).about_us and muting(item, walk.muted) is None
    ]
