"""Scoring history anew, a few mentions at a time, beside whoever else writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from monitor.mention import Mention
from monitor.store.connection import Connection, Row
from monitor.store.encode import pack
from monitor.store.mapping import mention
from monitor.store.verdicts import ASSIGNED, correction_of, verdict_columns
from monitor.verdict import Verdict

_STALE = "number > :after AND day >= :since AND (:again OR engine <> :engine)"
_THESE = "SELECT * FROM mentions WHERE number IN (SELECT value FROM json_each(?))"


class Readings:
    """Which engine read what. No alert ever comes from here, and no time is changed: a mention
    that is read differently has not changed itself."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def stale(
        self, engine: str, since: date, after: int, limit: int, *, again: bool = False
    ) -> list[Mention]:
        """The next mentions, by number, that another engine than ``engine`` read; with ``again``
        all of them. Give the last number as ``after`` to go on."""
        rows = self._connection.rows(
            f"SELECT * FROM mentions WHERE {_STALE} ORDER BY number LIMIT :limit",
            _asked(engine, since, after, again=again) | {"limit": limit},
        )
        return [mention(row) for row in rows]

    def count(self, engine: str, since: date, *, again: bool = False) -> int:
        """How many there are of those."""
        return self._connection.number(
            f"SELECT count(*) FROM mentions WHERE {_STALE}",
            _asked(engine, since, 0, again=again),
        )

    def renew(self, read: Sequence[tuple[Mention, Verdict]]) -> Mapping[int, Verdict]:
        """Keep what an engine reads now, in one short transaction; what the owner corrected
        stands. Returns what counts from then on, by number.

        One whose words were changed by somebody else in the meantime is left out: it was read
        anew with the change.
        """
        numbers = pack([each.number for each, _ in read])
        with self._connection.transaction():
            rows = {row["number"]: row for row in self._connection.rows(_THESE, (numbers,))}
            renewed = [
                verdict_columns(verdict, correction_of(rows[each.number])) | {"number": each.number}
                for each, verdict in read
                if _same_words(rows[each.number], each)
            ]
            self._connection.change_many(
                f"UPDATE mentions SET {ASSIGNED} WHERE number = :number", renewed
            )
        return {row["number"]: mention(rows[row["number"]] | row).verdict for row in renewed}


def _same_words(row: Row, known: Mention) -> bool:
    item = known.item
    return (row["versions"], row["title"], row["text"]) == (known.versions, item.title, item.text)


def _asked(engine: str, since: date, after: int, *, again: bool) -> Row:
    return {"engine": engine, "since": since.isoformat(), "after": after, "again": again}
