"""One page into the store: match, changes, understand, rules. Called inside one transaction."""

from __future__ import annotations

from collections.abc import Iterable

from monitor.alert import NewAlert
from monitor.changes import Change, Sighting, decide
from monitor.config import Config
from monitor.known import Known
from monitor.match import match
from monitor.match.muting import muting
from monitor.mention import Item
from monitor.pen import Pen
from monitor.restored import restore_corrections
from monitor.source import Page
from monitor.store import Store
from monitor.terms import with_words, without_words
from monitor.verdict import Urgency
from monitor.walk import Walk

FIRST_MET = frozenset({Change.NEW, Change.JOINED, Change.COMPLETED})


def absorb(page: Page, walk: Walk, store: Store, config: Config) -> None:
    """Take one page into the store: mentions, versions, roll-ups and the alerts that are due."""
    walk.entries += len(page.items) + len(page.rejected)
    walk.rejected += len(page.rejected)
    walk.seen.update(item.id for item in page.items)
    walk.aggregate = page.aggregate or walk.aggregate
    ours = _about_us(page, walk, config)
    kept = ours if walk.keeps_words else [without_words(item) for item in ours]
    sightings = _decide(kept, walk, store)
    pen = Pen(walk, store, config)
    pen.join(_having(sightings, Change.JOINED), replace=False)
    pen.join(_having(sightings, Change.COMPLETED), replace=True)
    pen.join(_having(sightings, Change.TAKEN_OVER), replace=True)
    alerts = [
        *pen.tell([s.item for s in sightings if s.change is Change.NEW]),
        *pen.edit(_having(sightings, Change.EDITED)),
        *pen.refresh(_having(sightings, Change.REFRESHED)),
    ]
    first_met = [s.item for s in sightings if s.change in FIRST_MET]
    restore_corrections(first_met, walk.source, store, walk.watch.now)
    returned = [
        s.item.id for s in sightings if s.change is Change.SEEN and s.known and s.known.misses
    ]
    if returned:
        store.mentions.touch(walk.source, returned)
    if not walk.keeps_words:
        alerts = _in_words(alerts, ours, walk, store)
    store.alerts.enqueue(alerts, walk.watch.now)


def _in_words(
    alerts: list[NewAlert], items: list[Item], walk: Walk, store: Store
) -> list[NewAlert]:
    """The alerts with the words that may be told once, but not kept."""
    known = store.mentions.known(walk.source, [item.id for item in items])
    said = {known[item.id].number: item for item in items if item.id in known}
    told = []
    for alert in alerts:
        item = said.get(alert.mention) if alert.mention is not None else None
        if item is not None:
            spoken = walk.judge.item(item, walk.lang, walk.watch.now)
            alert = with_words(alert, item, urgent=spoken.urgency is not Urgency.NONE)
        told.append(alert)
    return told


def _having(sightings: Iterable[Sighting], change: Change) -> list[tuple[Item, Known]]:
    return [(s.item, s.known) for s in sightings if s.change is change and s.known is not None]


def _about_us(page: Page, walk: Walk, config: Config) -> list[Item]:
    """The items that are about the shop, each id once: the last sighting of a page wins."""
    ours = {item.id: item for item in page.items if match(item, config.query).about_us}
    walk.listed.update(ours)
    return [item for item in ours.values() if muting(item, walk.muted) is None]


def _decide(items: list[Item], walk: Walk, store: Store) -> list[Sighting]:
    known = store.mentions.known(walk.source, [item.id for item in items])
    strangers = [item for item in items if item.id not in known]
    keys = {item.dedupe_key for item in strangers if item.dedupe_key is not None}
    joined = store.mentions.joined(keys) if keys else {}
    reworded = _reworded(strangers, items, walk, store)
    answerable = bool(joined) and _answerable(walk.source, store)
    sightings = []
    for item in items:
        elsewhere = joined.get(item.dedupe_key) if item.dedupe_key is not None else None
        if item.id not in known and elsewhere is None and item.dedupe_key is not None:
            if item.dedupe_key not in keys:
                # The same review twice on this page: it joins the first one at the next walk.
                continue
            keys.discard(item.dedupe_key)
        before = known.get(item.id) or reworded.get(item.id)
        sightings.append(decide(item, before, elsewhere, answerable=answerable))
    return sightings


def _answerable(name: str, store: Store) -> bool:
    health = store.health.get(name)
    return health is not None and health.reply is not None


def _reworded(
    strangers: list[Item], items: list[Item], walk: Walk, store: Store
) -> dict[str, Known]:
    """Edits of items without an id of their own.

    Their derived id holds the text, so an edit looks like a new item. It is an edit when the
    same author's item of the same moment is known here and no longer on the page.
    """
    by_moment = {
        (item.author.name, item.published_at): item
        for item in strangers
        if item.synthetic and item.author.name and item.published_at
    }
    if not by_moment or walk.watch.baseline:
        return {}
    shown = {item.id for item in items}
    return {
        by_moment[moment].id: known
        for moment, known in store.mentions.twins(walk.source, list(by_moment)).items()
        if known.item_id not in shown
    }
