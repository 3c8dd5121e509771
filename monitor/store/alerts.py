"""The outbox: what is still to be told, to whom, and what was."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from monitor.alert import Alert, AlertKind, AlertState, NewAlert
from monitor.store.connection import Connection, Row
from monitor.store.encode import clean, clean_or_none, moment, pack, stamp

_WAITING = "state IN ('pending', 'sending')"
_FORGET = "note = CASE WHEN mention IS NULL THEN note END"
"""What a mention's alert was told to say may be words that must not be kept."""
_DROPPED = f"state = 'dropped', done_at = due_at, last_error = :error, {_FORGET}"
"""A dropped alert has no moment of its own: it counts as done when it was last due."""
_THESE = "id IN (SELECT value FROM json_each(:ids))"

LONGEST_WAIT = timedelta(days=1)
"""No destination asks us to wait for longer."""

_DUE = "(state = 'sending' OR due_at <= :now OR created_at > :now OR due_at > :beyond)"
"""What was noted by a clock that has been put back since is due now, not when that clock's time
comes again."""


class Alerts:
    """All alerts of one store, one row a destination."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def enqueue(self, alerts: Sequence[NewAlert], now: datetime) -> int:
        """Write alerts, due at once; returns how many are new.

        The same subject, kind and destination twice is one alert, told or not.
        """
        if not alerts:
            return 0
        rows = [
            {
                "kind": alert.kind,
                "destination": alert.destination,
                "subject": clean(alert.subject),
                "mention": alert.mention,
                "source": alert.source,
                "note": clean_or_none(alert.note),
                "urgent": alert.urgent,
                "now": stamp(now),
            }
            for alert in alerts
        ]
        with self._connection.transaction():
            before = self._connection.conn.total_changes
            self._connection.change_many(
                "INSERT INTO outbox "
                "(kind, destination, subject, mention, source, note, urgent, created_at, due_at) "
                "VALUES "
                "(:kind, :destination, :subject, :mention, :source, :note, :urgent, :now, :now) "
                "ON CONFLICT (subject, kind, destination) DO NOTHING",
                rows,
            )
            return self._connection.conn.total_changes - before

    def exists(self, kind: AlertKind, subject: str) -> bool:
        """Whether anybody was, or is to be, told of this."""
        return bool(
            self._connection.number(
                "SELECT 1 FROM outbox WHERE subject = ? AND kind = ? LIMIT 1",
                (clean(subject), kind),
            )
        )

    def due(self, destination: str, now: datetime, limit: int = 200) -> list[Alert]:
        """What to send to ``destination`` now: urgent first, then oldest.

        What a crash left in SENDING is among it: told twice is better than never.
        """
        rows = self._connection.rows(
            f"SELECT * FROM outbox WHERE destination = :destination AND {_WAITING} AND {_DUE} "
            "ORDER BY urgent DESC, id LIMIT :limit",
            {
                "destination": destination,
                "now": stamp(now),
                "beyond": stamp(now + LONGEST_WAIT),
                "limit": limit,
            },
        )
        return [_alert(row) for row in rows]

    def claim(self, ids: Collection[int]) -> None:
        """Note that these are about to be sent."""
        self._move(ids, "state = 'sending', attempts = attempts + 1")

    def sent(self, ids: Collection[int], now: datetime, message_ref: str | None = None) -> None:
        """Note that the destination accepted these, and how it calls the message."""
        self._move(
            ids,
            f"state = 'sent', done_at = :now, message_ref = :ref, last_error = NULL, {_FORGET}",
            {"now": stamp(now), "ref": message_ref},
        )

    def retry(self, ids: Collection[int], due_at: datetime, error: str) -> None:
        """Note that sending failed for now: try again at ``due_at``."""
        self._move(
            ids,
            "state = 'pending', due_at = :due_at, last_error = :error",
            {"due_at": stamp(due_at), "error": clean(error)},
        )

    def drop(self, ids: Collection[int], error: str) -> None:
        """Give these up for good."""
        self._move(ids, _DROPPED, {"error": clean(error)})

    def drop_all(self, destination: str, error: str) -> None:
        """Give up for good whatever waits for ``destination``, due or not."""
        self._connection.change(
            f"UPDATE outbox SET {_DROPPED} WHERE destination = :destination AND {_WAITING}",
            {"destination": destination, "error": clean(error)},
        )

    def destinations_waiting(self) -> list[str]:
        """The destinations that have something still to be told."""
        rows = self._connection.rows(
            f"SELECT DISTINCT destination FROM outbox WHERE {_WAITING} ORDER BY destination"
        )
        return [row["destination"] for row in rows]

    def _move(self, ids: Collection[int], assignment: str, values: Row | None = None) -> None:
        self._connection.change(
            f"UPDATE outbox SET {assignment} WHERE {_THESE} AND {_WAITING}",
            {"ids": pack(list(ids))} | (values or {}),
        )


def _alert(row: Row) -> Alert:
    return Alert(
        id=row["id"],
        kind=AlertKind(row["kind"]),
        destination=row["destination"],
        subject=row["subject"],
        mention=row["mention"],
        source=row["source"],
        note=row["note"],
        urgent=bool(row["urgent"]),
        state=AlertState(row["state"]),
        created_at=moment(row["created_at"]),
        due_at=moment(row["due_at"]),
        attempts=row["attempts"],
        last_error=row["last_error"],
    )
