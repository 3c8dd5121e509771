"""Asks for single items whether they still exist, where a listing does not tell of deletions."""

from __future__ import annotations

import logging
from datetime import timedelta

from monitor.absorb import absorb
from monitor.capability import CanGet, Gone
from monitor.config import Config
from monitor.courier import Courier
from monitor.errors import GoodwordError, SchemaChanged, SourceError, TargetNotFound
from monitor.mention import Item, Mention
from monitor.rules import announce_removed
from monitor.source import Deletions, Page
from monitor.store import Store
from monitor.walk import Walk, begin

log = logging.getLogger(__name__)

EVERY = timedelta(days=1)
MOST = 20
"""Items asked for at a time: a courtesy to the site, and to quotas."""
LOOKS_BACK = timedelta(days=30)


def recheck(courier: Courier, store: Store, config: Config) -> Walk | None:
    """Once a day, ask for the items whose last check is longest ago; None when it is not time.

    Each item is one commit. The first trouble but "gone" ends the round: it is no reason to
    think ill of the source, whose listing has just been read. Raises StoreError.
    """
    source, now = courier.source, courier.clock.now()
    if not isinstance(source, CanGet) or source.info.deletions is not Deletions.ITEM_GET:
        return None
    if not store.health.claim_recheck(courier.name, now, EVERY):
        return None
    settings = source.settings
    walk = begin(courier.name, store, config, now, place=settings.place, lang=settings.lang)
    since = (now - LOOKS_BACK).astimezone(config.shop.zone).date()
    for mention in store.mentions.to_check(courier.name, since, MOST):
        try:
            shown = _asked(courier, source, mention.item)
        except SourceError as error:
            log.info("%s: single items cannot be asked for: %s", courier.name, error.message)
            break
        with store.transaction():
            _take(shown, mention, walk, store, config)
    return walk


def _asked(courier: Courier, source: CanGet, item: Item) -> Item | Gone:
    try:
        return courier.ask(source.get_request(item), source.parse_one)
    except TargetNotFound:
        return Gone.GONE
    except GoodwordError:
        raise
    except Exception as error:
        # An adapter's own mistake; its message may hold anything.
        log.error("%s: the adapter failed with %s", courier.name, type(error).__name__)
        raise SchemaChanged(f"The adapter failed with {type(error).__name__}.") from None


def _take(shown: Item | Gone, mention: Mention, walk: Walk, store: Store, config: Config) -> None:
    """What the site says of ``mention``, into the store."""
    now = walk.watch.now
    if isinstance(shown, Item):
        if shown.id == mention.item.id:
            absorb(Page((shown,)), walk, store, config)
    elif shown is Gone.GONE:
        number = store.mentions.vanish(mention.source, mention.item.id)
        if number is not None:
            walk.removed.append(number)
            store.alerts.enqueue(announce_removed(number, mention.source, walk.watch), now)
    store.mentions.checked(mention.number, now)
