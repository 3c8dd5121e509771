"""The rules that the owner made in the chat, beside ``[query]`` in the config."""

from __future__ import annotations

from datetime import datetime

from monitor.muted import Muted, MutedKind
from monitor.store.connection import Connection
from monitor.store.encode import clean, stamp


class MutedRules:
    """All rules of one store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, rule: Muted, now: datetime) -> int:
        """Keep ``rule``; returns its id, that of the one kept before when it is known."""
        values = (rule.kind, clean(rule.value))
        self._connection.change(
            "INSERT OR IGNORE INTO muted (kind, value, created_at) VALUES (?, ?, ?)",
            (*values, stamp(now)),
        )
        return self._connection.number("SELECT id FROM muted WHERE (kind, value) = (?, ?)", values)

    def drop(self, rule: int) -> bool:
        """Forget the rule with this id. False when there is none."""
        return self._connection.change("DELETE FROM muted WHERE id = ?", (rule,)) > 0

    def all(self) -> tuple[Muted, ...]:
        """Every rule, oldest first."""
        return tuple(self.by_id().values())

    def by_id(self) -> dict[int, Muted]:
        """Every rule by its id, oldest first."""
        rows = self._connection.rows("SELECT id, kind, value FROM muted ORDER BY id")
        return {row["id"]: Muted(MutedKind(row["kind"]), row["value"]) for row in rows}
