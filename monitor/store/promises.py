"""What sent replies have promised, and what became of it.

A promise in an answer that its site has rejected was read by nobody: it is left out wherever
promises are listed or told of.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from monitor.promise import Commitment, Promise, PromiseState, Told
from monitor.store.connection import Connection, Row
from monitor.store.encode import clean, moment, moment_or_none, stamp, stamp_or_none

_READ = (
    "NOT EXISTS (SELECT 1 FROM replies WHERE replies.draft = promises.draft "
    "AND replies.state = 'rejected')"
)


class Promises:
    """All promises of one store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(
        self, draft: int, mention: int, found: Iterable[Commitment], now: datetime
    ) -> list[Promise]:
        """Keep what the sent ``draft`` promises; returns all that it has promised.

        A draft is noted once: when it is told of a second time, "tomorrow" is another day.
        """
        with self._connection.transaction():
            known = self._connection.number("SELECT 1 FROM promises WHERE draft = ?", (draft,))
            for each in () if known else found:
                due = None if each.due is None else each.due.isoformat()
                self._connection.change(
                    "INSERT INTO promises (draft, mention, text, due, made_at) "
                    "VALUES (?, ?, ?, ?, ?)",
                    (draft, mention, clean(each.text), due, stamp(now)),
                )
            rows = self._connection.rows(
                "SELECT * FROM promises WHERE draft = ? ORDER BY id", (draft,)
            )
        return [_promise(row) for row in rows]

    def get(self, promise_id: int) -> Promise | None:
        """The promise with this id, or None."""
        row = self._connection.row("SELECT * FROM promises WHERE id = ?", (promise_id,))
        return None if row is None else _promise(row)

    def of_draft(self, draft: int) -> list[Promise]:
        """What this draft promised, oldest first."""
        rows = self._connection.rows(
            f"SELECT * FROM promises WHERE draft = ? AND {_READ} ORDER BY id", (draft,)
        )
        return [_promise(row) for row in rows]

    def open(self) -> list[Promise]:
        """Every open promise: those with a day first, the earliest before the others."""
        rows = self._connection.rows(
            f"SELECT * FROM promises WHERE state = 'open' AND {_READ} ORDER BY due IS NULL, due, id"
        )
        return [_promise(row) for row in rows]

    def kept(self, since: datetime) -> list[Promise]:
        """Those kept since then, the newest first."""
        rows = self._connection.rows(
            f"SELECT * FROM promises WHERE state = 'kept' AND settled_at >= ? AND {_READ} "
            "ORDER BY settled_at DESC, id DESC",
            (stamp(since),),
        )
        return [_promise(row) for row in rows]

    def untold(self, today: date) -> list[Promise]:
        """Open ones that are due or overdue on the local day ``today``, and may still have to
        be told. Cheap, and takes no lock."""
        rows = self._connection.rows(
            "SELECT * FROM promises WHERE state = 'open' AND due <= :today "
            f"AND (told = 'nothing' OR (told = 'due' AND due < :today)) AND {_READ} ORDER BY id",
            {"today": today.isoformat()},
        )
        return [_promise(row) for row in rows]

    def told(self, promise_id: int, what: Told) -> None:
        """Note that the owner is told of it."""
        self._connection.change("UPDATE promises SET told = ? WHERE id = ?", (what, promise_id))

    def put_off(self, promise_id: int, due: date) -> bool:
        """It shall be done by ``due``, and is told anew. False when it is not open."""
        changed = self._connection.change(
            "UPDATE promises SET due = ?, told = 'nothing' WHERE id = ? AND state = 'open'",
            (due.isoformat(), promise_id),
        )
        return changed > 0

    def settle(self, promise_id: int, state: PromiseState, now: datetime) -> bool:
        """Kept, dropped, or open again. False when it was so already, or there is none."""
        settled = None if state is PromiseState.OPEN else now
        changed = self._connection.change(
            "UPDATE promises SET state = ?, settled_at = ? WHERE id = ? AND state <> ?",
            (state, stamp_or_none(settled), promise_id, state),
        )
        return changed > 0


def _promise(row: Row) -> Promise:
    return Promise(
        id=row["id"],
        draft=row["draft"],
        mention=row["mention"],
        text=row["text"],
        due=None if row["due"] is None else date.fromisoformat(row["due"]),
        state=PromiseState(row["state"]),
        told=Told(row["told"]),
        made_at=moment(row["made_at"]),
        settled_at=moment_or_none(row["settled_at"]),
    )
