"""One page into the store: match, changes, understand, rules. Called inside one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from monitor.alert import NewAlert
from monitor.changes import Change, Sighting, decide
from monitor.config import Config
from monitor.follow import awaited, follow
from monitor.known import Known
from monitor.match import match
from monitor.match.muting import muting
from monitor.mention import Item, State
from monitor.muted import Muted
from monitor.restored import restore_corrections
from monitor.rules import Watch, announce_edit, announce_new, announce_posting
from monitor.source import Aggregate, Page, Validators
from monitor.store import Store
from monitor.store.rows import Edit, Join, NewMention, Refresh
from monitor.stories import sort_out
from monitor.terms import with_words, without_words
from monitor.understand.judge import Judge
from monitor.verdict import Urgency, Verdict

FIRST_MET = frozenset({Change.NEW, Change.JOINED, Change.COMPLETED})
NOT_YET_PUBLIC = frozenset({State.PENDING, State.HIDDEN, State.SPAM})


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
    watch = Watch(now, config.alerts.horizon, tuple(store.chats.destinations()), baseline)
    # History is read at a glance: nobody is told of it, and there may be thousands.
    judge = Judge(config.shop_words, closely=not baseline)
    return Walk(name, place, lang, watch, judge, store.muted.all(), keeps_words=keeps_words)


def absorb(page: Page, walk: Walk, store: Store, config: Config) -> None:
    """Take one page into the store: mentions, versions, roll-ups and the alerts that are due."""
    walk.entries += len(page.items) + len(page.rejected)
    walk.rejected += len(page.rejected)
    walk.seen.update(item.id for item in page.items)
    walk.aggregate = page.aggregate or walk.aggregate
    ours = _about_us(page, walk, config)
    kept = ours if walk.keeps_words else [without_words(item) for item in ours]
    sightings = _decide(kept, walk, store)
    pen = _Pen(walk, store, config)
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


@dataclass(frozen=True, slots=True)
class _Pen:
    """Writes sightings of one walk into the store and returns the alerts they are worth."""

    walk: Walk
    store: Store
    config: Config

    def tell(self, items: list[Item]) -> list[NewAlert]:
        """Add what is new; what others have told before joins them as a further origin."""
        telling = sort_out(items, self.walk.source, self.store, self.walk.watch)
        known = len(self.walk.new)
        alerts = self.add(telling.fresh)
        numbers = dict(zip((item.id for item in telling.fresh), self.walk.new[known:], strict=True))
        again = [(item, numbers[first.id]) for item, first in telling.again]
        self.store.mentions.join([self._further(*pair) for pair in (*telling.known, *again)])
        sketches = {numbers[id_]: values for id_, values in telling.sketches.items()}
        self.store.stories.remember(sketches, self.walk.watch.now)
        return alerts

    def _further(self, item: Item, number: int) -> Join:
        now = self.walk.watch.now
        return Join(number, self.walk.source, item, now, None, replace=False, day=None)

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
        stopped = self.store.replies.outdate([row.number for row in rows])
        return [
            *(alert for one in stopped for alert in announce_posting(one, self.walk.watch)),
            *self._told_of_edits(rows, pairs),
        ]

    def _told_of_edits(self, rows: list[Edit], pairs: list[tuple[Item, Known]]) -> list[NewAlert]:
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
        shown = {known.number: item.reply for item, known in pairs}
        waiting = awaited(shown, self.store)
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
        ] + follow(shown, waiting, self.store, self.walk.watch)

    def _verdict(self, item: Item) -> Verdict:
        return self.walk.judge.item(item, self.walk.lang, self.walk.watch.now)

    def _stated_day(self, item: Item) -> date | None:
        """The shop's local day of the stated date, None when the source told no date."""
        if item.published_at is None:
            return None
        return item.published_at.astimezone(self.config.shop.zone).date()

    def _day(self, item: Item) -> date:
        """The day a new mention counts on: undated ones on the day they were first seen."""
        today = self.walk.watch.now.astimezone(self.config.shop.zone).date()
        return self._stated_day(item) or today
