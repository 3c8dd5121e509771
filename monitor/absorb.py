"""One page into the store: match, changes, understand, rules. Called inside one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from monitor.alert import NewAlert
from monitor.changes import Change, Sighting, decide
from monitor.config import Config
from monitor.known import Known
from monitor.match import match
from monitor.mention import Item, State
from monitor.rules import Watch, announce_edit, announce_new
from monitor.source import Aggregate, Page, Validators
from monitor.store import Store
from monitor.store.rows import Edit, Join, NewMention, Refresh
from monitor.understand.classify import classify
from monitor.verdict import Verdict

NOT_YET_PUBLIC = frozenset({State.PENDING, State.HIDDEN, State.SPAM})


@dataclass(slots=True)
class Walk:
    """What one walk over one source has met so far; lives in memory only.

    ``seen`` holds the ids of all items met, ``listed`` of those that are about the shop.
    """

    source: str
    place: str | None
    lang: str | None
    watch: Watch
    entries: int = 0
    rejected: int = 0
    new: list[int] = field(default_factory=list)
    edited: list[int] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    listed: set[str] = field(default_factory=set)
    aggregate: Aggregate | None = None
    validators: dict[str, Validators] = field(default_factory=dict)


def begin(
    name: str,
    store: Store,
    config: Config,
    now: datetime,
    *,
    place: str | None = None,
    lang: str | None = None,
    baseline: bool = False,
) -> Walk:
    """A walk about to start. ``baseline`` imports silently: a first run, or a backfill."""
    watch = Watch(now, config.alerts.horizon, tuple(store.chats.destinations()), baseline)
    return Walk(name, place, lang, watch)


def absorb(page: Page, walk: Walk, store: Store, config: Config) -> None:
    """Take one page into the store: mentions, versions, roll-ups and the alerts that are due."""
    walk.entries += len(page.items) + len(page.rejected)
    walk.rejected += len(page.rejected)
    walk.seen.update(item.id for item in page.items)
    walk.aggregate = page.aggregate or walk.aggregate
    sightings = _decide(_about_us(page, walk, config), walk, store)
    pen = _Pen(walk, store, config)
    pen.join(_having(sightings, Change.JOINED), replace=False)
    pen.join(_having(sightings, Change.COMPLETED), replace=True)
    alerts = [
        *pen.add([s.item for s in sightings if s.change is Change.NEW]),
        *pen.edit(_having(sightings, Change.EDITED)),
        *pen.refresh(_having(sightings, Change.REFRESHED)),
    ]
    returned = [
        s.item.id for s in sightings if s.change is Change.SEEN and s.known and s.known.misses
    ]
    if returned:
        store.mentions.touch(walk.source, returned)
    store.alerts.enqueue(alerts, walk.watch.now)


def _having(sightings: Iterable[Sighting], change: Change) -> list[tuple[Item, Known]]:
    return [(s.item, s.known) for s in sightings if s.change is change and s.known is not None]


def _about_us(page: Page, walk: Walk, config: Config) -> list[Item]:
    """The items that are about the shop, each id once: the last sighting of a page wins."""
    ours = {item.id: item for item in page.items if match(item, config.query).about_us}
    walk.listed.update(ours)
    return list(ours.values())


def _decide(items: list[Item], walk: Walk, store: Store) -> list[Sighting]:
    known = store.mentions.known(walk.source, [item.id for item in items])
    strangers = [item for item in items if item.id not in known]
    keys = {item.dedupe_key for item in strangers if item.dedupe_key is not None}
    joined = store.mentions.joined(keys) if keys else {}
    reworded = _reworded(strangers, items, walk, store)
    sightings = []
    for item in items:
        elsewhere = joined.get(item.dedupe_key) if item.dedupe_key is not None else None
        if item.id not in known and elsewhere is None and item.dedupe_key is not None:
            if item.dedupe_key not in keys:
                # The same review twice on this page: it joins the first one at the next walk.
                continue
            keys.discard(item.dedupe_key)
        before = known.get(item.id) or reworded.get(item.id)
        sightings.append(decide(item, before, elsewhere))
    return sightings


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


@dataclass(frozen=True, slots=True)
class _Pen:
    """Writes sightings of one walk into the store and returns the alerts they are worth."""

    walk: Walk
    store: Store
    config: Config

    def add(self, items: list[Item]) -> list[NewAlert]:
        rows = [
            NewMention(
                self.walk.source,
                item,
                self._verdict(item),
                self.walk.place,
                self._day(item),
                self.walk.watch.now,
            )
            for item in items
        ]
        numbers = self.store.mentions.add(rows)
        self.walk.new += numbers
        return [
            alert
            for number, row in zip(numbers, rows, strict=True)
            for alert in announce_new(
                number, row.item, row.verdict, self.walk.source, self.walk.watch
            )
        ]

    def edit(self, pairs: list[tuple[Item, Known]]) -> list[NewAlert]:
        rows = [
            Edit(
                known.number,
                self.walk.source,
                item,
                self._verdict(item),
                self._stated_day(item),
                self.walk.watch.now,
            )
            for item, known in pairs
        ]
        self.store.mentions.edit(rows)
        self.walk.edited += [row.number for row in rows]
        return [
            alert
            for row, (_, known) in zip(rows, pairs, strict=True)
            for alert in announce_edit(
                row.number,
                known.versions + 1,
                row.item,
                row.verdict,
                known.status,
                self.walk.source,
                self.walk.watch,
            )
        ]

    def join(self, pairs: list[tuple[Item, Known]], *, replace: bool) -> None:
        self.store.mentions.join(
            [
                Join(
                    known.number,
                    self.walk.source,
                    item,
                    self.walk.watch.now,
                    self._verdict(item) if replace else None,
                    replace,
                    self._stated_day(item),
                )
                for item, known in pairs
            ]
        )

    def refresh(self, pairs: list[tuple[Item, Known]]) -> list[NewAlert]:
        """Update what stands around the text. What becomes public only now is news."""
        self.store.mentions.refresh(
            [Refresh(k.number, self.walk.source, item, self.walk.watch.now) for item, k in pairs]
        )
        return [
            alert
            for item, known in pairs
            if known.state in NOT_YET_PUBLIC and item.state is State.VISIBLE
            for alert in announce_new(
                known.number, item, self._verdict(item), self.walk.source, self.walk.watch
            )
        ]

    def _verdict(self, item: Item) -> Verdict:
        stars = item.rating.stars if item.rating is not None else None
        return classify(item.words or None, stars, item.lang or self.walk.lang, self.walk.watch.now)

    def _stated_day(self, item: Item) -> date | None:
        """The shop's local day of the stated date, None when the source told no date."""
        if item.published_at is None:
            return None
        return item.published_at.astimezone(self.config.shop.zone).date()

    def _day(self, item: Item) -> date:
        """The day a new mention counts on: undated ones on the day they were first seen."""
        today = self.walk.watch.now.astimezone(self.config.shop.zone).date()
        return self._stated_day(item) or today
