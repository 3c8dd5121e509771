"""The mentions: what is known, what changed, what to show. Cut by task into modules:

writing.py   add, edit, refresh, join: what a page of items does
origins.py   known, joined, touch, miss, visible, origins: the routes
listing.py   list, count, iterate
search.py    search, and the index's upkeep
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime

from monitor.clock import MAY_STEP
from monitor.known import Known
from monitor.mention import Mention, Status, Version
from monitor.store import listing, mapping, origins, search, writing
from monitor.store.connection import Connection, Row
from monitor.store.encode import stamp, stamp_or_none
from monitor.store.rows import Edit, Filter, Join, NewMention, Origin, Refresh

_AWAKE = "status = 'snoozed' AND (snoozed_until <= :now OR changed_at > :ahead)"
"""Its time has come, or it was put off by a clock that has been put back since: it would sleep
until that clock's time comes again."""


class Mentions:
    """All mentions of one store. Every method that writes is one transaction, or part of the
    one that is open; all raise StoreBusy or StoreError."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def known(self, source: str, item_ids: Collection[str]) -> dict[str, Known]:
        """What is stored of these items of ``source``, by item id; unknown ones are left out."""
        return origins.known(self._connection, source, item_ids)

    def joined(self, dedupe_keys: Collection[str]) -> dict[str, Known]:
        """The mentions with these keys, met by whatever route, by key."""
        return origins.joined(self._connection, dedupe_keys)

    def twins(
        self, source: str, written: Collection[tuple[str, datetime]]
    ) -> dict[tuple[str, datetime], Known]:
        """The mentions with a derived id by these authors at these moments; ambiguous ones
        are left out."""
        return origins.twins(self._connection, source, written)

    def add(self, rows: Sequence[NewMention]) -> list[int]:
        """Store new mentions, each with its first origin; returns their numbers in order.

        Raises StoreError when an origin is known already.
        """
        return writing.add(self._connection, rows)

    def edit(self, rows: Sequence[Edit]) -> None:
        """Store changed words, keeping the ones before as a version.

        Words that the mention has already, brought by another origin, make no version.
        """
        writing.edit(self._connection, rows)

    def refresh(self, rows: Sequence[Refresh]) -> None:
        """Store what changed around the words; the counts follow the state.

        Where origins disagree on the state, the one that changed it last is right. A further
        origin adds what the main one lacks, and a reply; it takes nothing away.
        """
        writing.refresh(self._connection, rows)

    def join(self, rows: Sequence[Join]) -> None:
        """Note a further origin of known mentions, or its fuller text (``Join.replace``)."""
        writing.join(self._connection, rows)

    def touch(self, source: str, item_ids: Collection[str]) -> None:
        """Note that these items are still listed; one that was thought removed is back."""
        origins.touch(self._connection, source, item_ids)

    def miss(self, source: str, seen: Collection[str]) -> list[int]:
        """Note a complete listing of ``source`` that showed only ``seen``.

        What two listings in a row have not shown, and no other origin shows, is removed and
        leaves the counts. Returns the numbers newly removed.
        """
        return origins.miss(self._connection, source, seen)

    def vanish(self, source: str, item_id: str) -> int | None:
        """Note that the site, asked for this very item, says that it is gone.

        Returns the number of the mention if it is thereby removed: no other origin shows it.
        """
        return origins.vanish(self._connection, source, item_id)

    def to_check(self, source: str, since: date, limit: int) -> list[Mention]:
        """Visible mentions of ``source`` since that day, those first whose site was asked for
        them longest ago."""
        rows = self._connection.rows(
            "SELECT * FROM mentions WHERE source = ? AND day >= ? AND state = 'visible' "
            "ORDER BY checked_at, number DESC LIMIT ?",
            (source, since.isoformat(), limit),
        )
        return [mapping.mention(row) for row in rows]

    def checked(self, number: int, now: datetime) -> None:
        """Note that the site was asked for this very mention."""
        self._connection.change(
            "UPDATE mentions SET checked_at = ? WHERE number = ?", (stamp(now), number)
        )

    def visible(self, source: str) -> int:
        """How many items of ``source`` are listed, as far as is known."""
        return origins.visible(self._connection, source)

    def set_status(
        self, number: int, status: Status, now: datetime, snoozed_until: datetime | None = None
    ) -> bool:
        """What the owner did about it. False when it already was so, or there is no such number.

        ``snoozed_until`` counts only with SNOOZED. The counts follow NOT_ABOUT_US.
        """
        until = stamp_or_none(snoozed_until) if status is Status.SNOOZED else None
        changed = self._connection.change(
            "UPDATE mentions SET status = :status, snoozed_until = :until, changed_at = :now "
            "WHERE number = :number AND (status <> :status OR snoozed_until IS NOT :until)",
            {"number": number, "status": status, "until": until, "now": stamp(now)},
        )
        return changed > 0

    def to_wake(self, now: datetime) -> bool:
        """Whether a snoozed mention's time has come; cheap, and takes no lock."""
        return bool(
            self._connection.number(f"SELECT 1 FROM mentions WHERE {_AWAKE} LIMIT 1", _moments(now))
        )

    def wake(self, now: datetime) -> list[int]:
        """Open the snoozed mentions whose time has come; returns their numbers."""
        with self._connection.transaction():
            rows = self._connection.rows(
                "UPDATE mentions SET status = 'open', snoozed_until = NULL, changed_at = :now "
                f"WHERE {_AWAKE} RETURNING number",
                _moments(now),
            )
        return sorted(row["number"] for row in rows)

    def get(self, number: int) -> Mention | None:
        """The mention with this number, or None."""
        row = self._connection.row("SELECT * FROM mentions WHERE number = ?", (number,))
        return None if row is None else mapping.mention(row)

    def versions(self, number: int) -> list[Version]:
        """The earlier wordings of a mention, oldest first; the present one is not among them."""
        rows = self._connection.rows(
            "SELECT * FROM versions WHERE number = ? ORDER BY version", (number,)
        )
        return [mapping.version(row) for row in rows]

    def origins(self, number: int) -> list[Origin]:
        """The routes by which a mention came, oldest first."""
        return origins.origins(self._connection, number)

    def count(self, where: Filter) -> int:
        """How many mentions ``where`` lets through."""
        return listing.counted(self._connection, where)

    def iterate(self, where: Filter) -> Iterator[Mention]:
        """Every mention that ``where`` lets through, newest day first, in bounded memory."""
        return listing.iterated(self._connection, where)

    def search(self, words: str, limit: int = 20) -> list[Mention]:
        """Mentions that hold all of ``words``, or words that begin so, newest day first.

        Case and accents do not matter, and no sign in ``words`` has a meaning of its own.
        """
        return search.search(self._connection, words, limit)

    # Last, because below it "list" would no longer name the type.
    def list(self, where: Filter, limit: int = 50) -> list[Mention]:
        """Mentions that ``where`` lets through, newest day first."""
        return listing.listed(self._connection, where, limit)


def _moments(now: datetime) -> Row:
    return {"now": stamp(now), "ahead": stamp(now + MAY_STEP)}
