"""The counts kept beside the mentions: what they say costs the same after ten years."""

from __future__ import annotations

from datetime import date

from monitor.mention import Kind
from monitor.rollup import AspectCount, DayCount
from monitor.store.connection import Connection
from monitor.store.encode import moment
from monitor.store.rows import Unanswered
from monitor.verdict import Polarity, Sentiment


class Rollups:
    """Reads the counts; triggers in migrations.py keep them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def days(self, first: date, last: date) -> list[DayCount]:
        """The counts of each local day from ``first`` to ``last``, both included, in order."""
        rows = self._connection.rows(
            "SELECT * FROM rollups WHERE day BETWEEN ? AND ? ORDER BY day, source, place",
            (first.isoformat(), last.isoformat()),
        )
        return [
            DayCount(
                day=date.fromisoformat(row["day"]),
                source=row["source"],
                place=row["place"] or None,
                kind=Kind(row["kind"]),
                sentiment=Sentiment(row["sentiment"]),
                count=row["count"],
                rated=row["rated"],
                stars=row["millistars"] / 1000,
            )
            for row in rows
        ]

    def aspects(self, first: date, last: date) -> list[AspectCount]:
        """What was spoken of from ``first`` to ``last``, both included, and which way. Reads the
        mentions of these days, one by one."""
        rows = self._connection.rows(
            "SELECT found.value ->> 0 AS aspect, found.value ->> 1 AS polarity, "
            "count(DISTINCT number) AS count "
            "FROM mentions, json_each(mentions.verdict, '$.aspects') AS found "
            "WHERE day BETWEEN ? AND ? AND counted GROUP BY 1, 2 ORDER BY 1, 2",
            (first.isoformat(), last.isoformat()),
        )
        return [AspectCount(row["aspect"], Polarity(row["polarity"]), row["count"]) for row in rows]

    def unanswered(self) -> Unanswered:
        """How many mentions wait for an answer, and since when the oldest does."""
        count = self._connection.number("SELECT sum(count) FROM unanswered")
        oldest = self._connection.row(
            "SELECT ifnull(published_at, first_seen_at) AS since FROM mentions "
            "WHERE unanswered ORDER BY day, number LIMIT 1"
        )
        return Unanswered(count, None if oldest is None else moment(oldest["since"]))
