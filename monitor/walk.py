"""What one walk over the pages of a source knows as it goes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from monitor.config import Config
from monitor.muted import Muted
from monitor.rules import Watch
from monitor.source import Aggregate, Validators
from monitor.store import Store
from monitor.understand.judge import Judge
from monitor.understand.second_look import Look


@dataclass(slots=True)
class Walk:
    """What one walk over one source has met so far; lives in memory only.

    ``seen`` holds the ids of all items met, ``listed`` of those that are about the shop, also
    where one of the rules ``muted`` from the chat leaves them out.
    """

    source: str
    place: str | None
    lang: str | None
    watch: Watch
    judge: Judge
    muted: tuple[Muted, ...] = ()
    entries: int = 0
    rejected: int = 0
    new: list[int] = field(default_factory=list)
    edited: list[int] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    listed: set[str] = field(default_factory=set)
    aggregate: Aggregate | None = None
    validators: dict[str, Validators] = field(default_factory=dict)
    keeps_words: bool = True


def watching(store: Store, config: Config, now: datetime, *, baseline: bool = False) -> Watch:
    """Who is to be told what happens now, and what is still news."""
    return Watch(now, config.alerts.horizon, tuple(store.chats.destinations()), baseline)


def begin(
    name: str,
    store: Store,
    config: Config,
    now: datetime,
    *,
    place: str | None = None,
    lang: str | None = None,
    baseline: bool = False,
    keeps_words: bool = True,
) -> Walk:
    """A walk about to start. ``baseline`` imports silently: a first run, or a backfill.

    ``keeps_words`` is False where the site's terms forbid to store them.
    """
    watch = watching(store, config, now, baseline=baseline)
    # History is read at a glance: nobody is told of it, and there may be thousands.
    judge = Judge(config.shop_words, look=Look.NEVER if baseline else Look.ALWAYS)
    return Walk(name, place, lang, watch, judge, store.muted.all(), keeps_words=keeps_words)
