"""Writes what a page has brought into the store, and says which alerts it is worth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from monitor.alert import NewAlert
from monitor.config import Config
from monitor.follow import awaited, follow
from monitor.known import Known
from monitor.mention import Item, State
from monitor.rules import announce_edit, announce_new, announce_posting
from monitor.store import Store
from monitor.store.rows import Edit, Join, NewMention, Refresh
from monitor.stories import sort_out
from monitor.verdict import Verdict
from monitor.walk import Walk

NOT_YET_PUBLIC = frozenset({State.PENDING, State.HIDDEN, State.SPAM})


@dataclass(frozen=True, slots=True)
class Pen:
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
