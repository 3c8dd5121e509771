"""Asks a slow engine about what is new before the store is locked, and remembers what it said.

An engine may think for seconds over each text. So it is asked between fetching a page and
taking it into the store; within the transaction only what it said then is heard.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from monitor.config import Config
from monitor.errors import GoodwordError
from monitor.match import match
from monitor.match.muting import muting
from monitor.mention import Item
from monitor.muted import Muted
from monitor.source import Page
from monitor.store import Store
from monitor.understand.feeling import Feeling, Opinion
from monitor.understand.judge import Judge
from monitor.understand.reading import Reading

MOST = 20
"""Texts of one page that are asked about; the others are read offline, until a relabel."""


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


def news(
    page: Page, source: str, muted: tuple[Muted, ...], store: Store, config: Config
) -> list[Item]:
    """The items of ``page`` that are about the shop and not stored as they are worded now."""
    known = store.mentions.known(source, [item.id for item in page.items])
    fresh = (
        item
        for item in page.items
        if item.id not in known or known[item.id].content_hash != item.content_hash
    )
    about_us = (
        item for item in fresh if match(item, config.query).about_us and muting(item, muted) is None
    )
    return list(islice(about_us, MOST))
