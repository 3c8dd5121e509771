"""What only the owner knows: what happened, by mention, and the fact book."""

from __future__ import annotations

from datetime import date, datetime

from monitor.facts import Fact, FactKind, Facts, Happened
from monitor.store.connection import Connection, Row
from monitor.store.encode import clean, clean_or_none, moment, stamp


class FactRows:
    """All facts of one store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def tell(self, number: int, version: int, happened: Happened, now: datetime) -> None:
        """The owner says what happened in that wording of mention ``number``.

        Takes the place of what was said before, and of what was said to be put right.
        """
        self._connection.change(
            "INSERT OR REPLACE INTO happened (number, version, happened, told_at) "
            "VALUES (?, ?, ?, ?)",
            (number, version, happened, stamp(now)),
        )

    def put_right(self, number: int, version: int, text: str) -> bool:
        """What was done about that wording of mention ``number``. False when nobody said what
        happened then."""
        changed = self._connection.change(
            "UPDATE happened SET put_right = ? WHERE number = ? AND version = ?",
            (clean(text), number, version),
        )
        return changed > 0

    def of(self, number: int, version: int) -> Facts:
        """All that a draft for that wording of mention ``number`` may say."""
        row = self._connection.row(
            "SELECT * FROM happened WHERE number = ? AND version = ?", (number, version)
        )
        book = tuple(self.book())
        if row is None:
            return Facts(None, book)
        return Facts(Happened(row["happened"]), book, row["put_right"])

    def add(self, fact: Fact, now: datetime) -> Fact:
        """Write ``fact`` into the book; returns it with its id."""
        row = self._connection.rows(
            "INSERT INTO facts (kind, text, lang, until, created_at) VALUES (?, ?, ?, ?, ?) "
            "RETURNING *",
            (
                fact.kind,
                clean(fact.text),
                clean_or_none(fact.lang),
                None if fact.until is None else fact.until.isoformat(),
                stamp(now),
            ),
        )[0]
        return _fact(row)

    def get(self, fact_id: int) -> Fact | None:
        """The fact with this id, or None."""
        row = self._connection.row("SELECT * FROM facts WHERE id = ?", (fact_id,))
        return None if row is None else _fact(row)

    def expire(self, fact_id: int, until: date | None) -> bool:
        """The last day on which it holds; None: for good. False when there is no such fact."""
        changed = self._connection.change(
            "UPDATE facts SET until = ? WHERE id = ?",
            (None if until is None else until.isoformat(), fact_id),
        )
        return changed > 0

    def drop(self, fact_id: int) -> bool:
        """Strike it out of the book. False when there is no such fact."""
        return self._connection.change("DELETE FROM facts WHERE id = ?", (fact_id,)) > 0

    def book(self) -> list[Fact]:
        """Every fact of the book, expired ones too, oldest first."""
        return [_fact(row) for row in self._connection.rows("SELECT * FROM facts ORDER BY id")]


def _fact(row: Row) -> Fact:
    until = None if row["until"] is None else date.fromisoformat(row["until"])
    made = moment(row["created_at"])
    return Fact(FactKind(row["kind"]), row["text"], row["lang"], until, row["id"], made)
