"""By what a post is known again when another site prints it: values of ``syndication.sketch``."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from monitor.store.connection import Connection
from monitor.store.encode import pack, stamp

KEPT = timedelta(days=14)
"""After so long, the same words are news again."""


class Stories:
    """The sketches of the posts met lately."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def remember(self, sketches: Mapping[int, Collection[int]], now: datetime) -> None:
        """Keep the sketch of each mention, by number, and forget what is too old."""
        rows = [(v, number, stamp(now)) for number, values in sketches.items() for v in values]
        if not rows:
            return
        with self._connection.transaction():
            self._connection.change_many("INSERT OR REPLACE INTO stories VALUES (?, ?, ?)", rows)
            self._connection.change("DELETE FROM stories WHERE seen_at < ?", (stamp(now - KEPT),))

    def sharing(self, values: Collection[int], now: datetime, limit: int = 5) -> list[int]:
        """The mentions whose sketches share values with this one, most shared first."""
        rows = self._connection.rows(
            "SELECT number FROM stories WHERE value IN (SELECT value FROM json_each(?)) "
            "AND seen_at >= ? GROUP BY number ORDER BY count(*) DESC, number LIMIT ?",
            (pack(list(values)), stamp(now - KEPT), limit),
        )
        return [row["number"] for row in rows]
