"""How each source is doing, and whose turn it is to poll it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from monitor.clock import MAY_STEP
from monitor.health import Health
from monitor.source import Aggregate, Cursor, ReplyRules
from monitor.store.connection import Connection, Row
from monitor.store.encode import clean, moment, moment_or_none, pack, stamp, unpack
from monitor.store.rows import SourceRow

_FREE = "worker = NULL, claimed_until = NULL"
_ANSWERED = "check_requested_at = CASE WHEN check_requested_at > :now THEN check_requested_at END"
"""A check asked for while this poll ran is still owed."""

_WELL = (
    f"{_FREE}, {_ANSWERED}, tried_at = :now, succeeded_at = :now, due_at = :due_at, "
    "failures = 0, error = NULL, error_text = NULL, hint = NULL"
)


class HealthRows:
    """The health of all sources of one store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def sync(self, rows: Sequence[SourceRow], now: datetime) -> None:
        """Take over which sources the config names: new ones are due at once, ones that
        vanished are retired but kept. A name that changed its type starts afresh."""
        with self._connection.transaction():
            self._connection.change("UPDATE sources SET retired = 1")
            self._connection.change_many(
                "DELETE FROM validators WHERE source = :name AND EXISTS ("
                "SELECT 1 FROM sources WHERE name = :name AND type <> :type)",
                [{"name": row.name, "type": row.type} for row in rows],
            )
            self._connection.change_many(
                """
                INSERT INTO sources (name, type, title, place, reply, due_at)
                VALUES (:name, :type, :title, :place, :reply, :now)
                ON CONFLICT (name) DO UPDATE SET
                    cursor = CASE type WHEN excluded.type THEN cursor END,
                    baseline_at = CASE type WHEN excluded.type THEN baseline_at END,
                    due_at = CASE type WHEN excluded.type THEN due_at ELSE excluded.due_at END,
                    type = excluded.type, title = excluded.title, place = excluded.place,
                    reply = excluded.reply, retired = 0
                """,
                [
                    {
                        "name": row.name,
                        "type": row.type,
                        "title": clean(row.title),
                        "place": row.place,
                        "reply": None if row.reply is None else pack(asdict(row.reply)),
                        "now": stamp(now),
                    }
                    for row in rows
                ],
            )

    def get(self, name: str) -> Health | None:
        """How the source ``name`` is doing, retired or not; None when there is none."""
        row = self._connection.row("SELECT * FROM sources WHERE name = ?", (name,))
        return None if row is None else _health(row)

    def all(self) -> list[Health]:
        """How each source that the config names is doing, by name."""
        rows = self._connection.rows("SELECT * FROM sources WHERE NOT retired ORDER BY name")
        return [_health(row) for row in rows]

    def claim_due(
        self,
        now: datetime,
        worker: str,
        lease: timedelta,
        limit: int,
        names: Collection[str] | None = None,
    ) -> list[Health]:
        """Take over sources to poll: those due or asked for, and not claimed by anyone.

        A claim ends with ``succeeded``, ``unchanged`` or ``failed``, or after
        ``lease``, when its worker must have died. ``names`` limits the choice. Checks asked
        for come first. Moments noted by a clock that has been put back since count for nothing:
        a source would sleep until that clock's time comes again.
        """
        chosen = {
            "now": stamp(now),
            "worker": worker,
            "until": stamp(now + lease),
            "limit": limit,
            "names": None if names is None else pack(list(names)),
        }
        due = (
            "NOT retired AND (tried_at > :until OR ("
            "(due_at <= :now OR check_requested_at IS NOT NULL) "
            "AND (claimed_until IS NULL OR claimed_until <= :now))) "
            "AND (:names IS NULL OR name IN (SELECT value FROM json_each(:names)))"
        )
        if not self._connection.number(f"SELECT 1 FROM sources WHERE {due} LIMIT 1", chosen):
            # Asked every few seconds: most of the time there is no need for the write lock.
            return []
        with self._connection.transaction():
            rows = self._connection.rows(
                "UPDATE sources SET worker = :worker, claimed_until = :until, tried_at = :now "
                f"WHERE name IN (SELECT name FROM sources WHERE {due} "
                "ORDER BY check_requested_at IS NULL, due_at, name LIMIT :limit) RETURNING *",
                chosen,
            )
        return [_health(row) for row in rows]

    def request_check(self, now: datetime, name: str | None = None) -> int:
        """Ask for a poll out of turn, of one source or of all; returns how many were asked."""
        return self._connection.change(
            "UPDATE sources SET check_requested_at = :now "
            "WHERE NOT retired AND (:name IS NULL OR name = :name)",
            {"now": stamp(now), "name": name},
        )

    def advance(self, name: str, cursor: Cursor) -> None:
        """Keep the cursor of a walk that is still going on."""
        self._connection.change(
            "UPDATE sources SET cursor = ? WHERE name = ?", (pack(cursor), name)
        )

    def succeeded(
        self,
        name: str,
        now: datetime,
        due_at: datetime,
        cursor: Cursor | None,
        baseline: bool,
        newest: bool,
        seen: int,
        matched: int,
        rejected: int,
        aggregate: Aggregate | None,
    ) -> None:
        """Note a finished walk that began at ``now``, and end its claim.

        ``cursor`` None keeps the stored one, and so does ``aggregate``. ``baseline`` says
        that this walk was the first; ``newest`` that it brought something new.
        """
        self._connection.change(
            f"""
            UPDATE sources SET {_WELL}, cursor = ifnull(:cursor, cursor),
                baseline_at = CASE WHEN :baseline THEN ifnull(baseline_at, :now)
                    ELSE baseline_at END,
                newest_at = CASE WHEN :newest THEN :now ELSE newest_at END,
                seen = :seen, matched = :matched, rejected = :rejected,
                aggregate = ifnull(:aggregate, aggregate)
            WHERE name = :name
            """,
            {
                "name": name,
                "now": stamp(now),
                "due_at": stamp(due_at),
                "cursor": None if cursor is None else pack(cursor),
                "baseline": baseline,
                "newest": newest,
                "seen": seen,
                "matched": matched,
                "rejected": rejected,
                "aggregate": None if aggregate is None else _pack_aggregate(aggregate),
            },
        )

    def unchanged(self, name: str, now: datetime, due_at: datetime) -> None:
        """Note that the site said "nothing new": all is well, and the claim ends."""
        self._connection.change(
            f"UPDATE sources SET {_WELL} WHERE name = :name",
            {"name": name, "now": stamp(now), "due_at": stamp(due_at)},
        )

    def failed(
        self, name: str, now: datetime, due_at: datetime, error: str, text: str, hint: str
    ) -> int:
        """Note a failed walk and end its claim; returns how many failed in a row.

        ``error`` is the error's class name, ``text`` and ``hint`` are safe to show.
        """
        with self._connection.transaction():
            self._connection.change(
                f"UPDATE sources SET {_FREE}, {_ANSWERED}, tried_at = :now, due_at = :due_at, "
                "failures = failures + 1, error = :error, error_text = :text, hint = :hint "
                "WHERE name = :name",
                {
                    "name": name,
                    "now": stamp(now),
                    "due_at": stamp(due_at),
                    "error": error,
                    "text": clean(text),
                    "hint": clean(hint),
                },
            )
            return self._connection.number("SELECT failures FROM sources WHERE name = ?", (name,))

    def claim_recheck(self, name: str, now: datetime, every: timedelta) -> bool:
        """Whether it is time to ask for single items of ``name`` again; True only once. When a
        clock that has been put back since says they were asked for counts for nothing."""
        asked = self._connection.change(
            "UPDATE sources SET rechecked_at = :now "
            "WHERE name = :name "
            "AND ifnull(rechecked_at <= :before OR rechecked_at > :ahead, true)",
            {
                "name": name,
                "now": stamp(now),
                "before": stamp(now - every),
                "ahead": stamp(now + MAY_STEP),
            },
        )
        return asked > 0


def _pack_aggregate(aggregate: Aggregate) -> str:
    return pack([aggregate.average, aggregate.count, aggregate.worst, aggregate.best])


def _health(row: Row) -> Health:
    return Health(
        name=row["name"],
        type=row["type"],
        title=row["title"],
        place=row["place"],
        cursor=None if row["cursor"] is None else unpack(row["cursor"]),
        baseline_at=moment_or_none(row["baseline_at"]),
        tried_at=moment_or_none(row["tried_at"]),
        succeeded_at=moment_or_none(row["succeeded_at"]),
        newest_at=moment_or_none(row["newest_at"]),
        failures=row["failures"],
        error=row["error"],
        error_text=row["error_text"],
        hint=row["hint"],
        due_at=moment(row["due_at"]),
        check_requested_at=moment_or_none(row["check_requested_at"]),
        seen=row["seen"],
        matched=row["matched"],
        rejected=row["rejected"],
        aggregate=None if row["aggregate"] is None else Aggregate(*unpack(row["aggregate"])),
        reply=None if row["reply"] is None else ReplyRules(**unpack(row["reply"])),
    )
