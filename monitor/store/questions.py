"""The question that stands open in each chat: one at a time, the newest."""

from __future__ import annotations

from datetime import datetime

from monitor.question import Question, Topic
from monitor.store.connection import Connection
from monitor.store.encode import moment, stamp


class Questions:
    """All open questions of one store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ask(
        self, destination: str, topic: Topic, number: int, now: datetime, detail: int = 0
    ) -> None:
        """From now on the next words typed at ``destination`` answer this."""
        self._connection.change(
            "INSERT OR REPLACE INTO questions VALUES (?, ?, ?, ?, ?)",
            (destination, topic, number, detail, stamp(now)),
        )

    def open(self, destination: str, now: datetime) -> Question | None:
        """What words typed at ``destination`` now are an answer to, if anything."""
        row = self._connection.row("SELECT * FROM questions WHERE destination = ?", (destination,))
        if row is None:
            return None
        asked = moment(row["asked_at"])
        question = Question(Topic(row["topic"]), row["number"], row["detail"], asked)
        return question if question.stands(now) else None

    def close(self, destination: str) -> bool:
        """It is answered, or the owner wants to be asked no more. False when none stood open."""
        return (
            self._connection.change("DELETE FROM questions WHERE destination = ?", (destination,))
            > 0
        )
