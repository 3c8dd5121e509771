"""What the owner says against a reading: it wins over every engine, and is never lost."""

from __future__ import annotations

from datetime import date, datetime

from monitor.correction import Correction, Tally, Wording, still_holds
from monitor.mention import Item
from monitor.store.connection import Connection, Row
from monitor.store.encode import stamp
from monitor.store.mapping import wording_columns
from monitor.store.verdicts import ASSIGNED, correction_of, reading, verdict_columns
from monitor.verdict import Verdict

_KEEP = """
INSERT INTO corrections
    (number, version, sentiment, urgency, read_sentiment, read_urgency, engine, corrected_at)
VALUES (:number, :version, :owner_sentiment, :owner_urgency, :read_sentiment, :read_urgency,
    :engine, :now)
ON CONFLICT DO UPDATE SET sentiment = excluded.sentiment, urgency = excluded.urgency,
    read_sentiment = excluded.read_sentiment, read_urgency = excluded.read_urgency,
    engine = excluded.engine, corrected_at = excluded.corrected_at
"""

# Words that the owner was told of or has dealt with, and that could be read at all: what
# nobody looked at says nothing about how well it was read.
_TALLY = """
SELECT json_extract(verdict, '$.lang') AS tongue, count(*) AS seen, sum(EXISTS (
    SELECT 1 FROM corrections c WHERE c.number = m.number
    AND (c.sentiment <> c.read_sentiment OR c.urgency <> c.read_urgency)
)) AS corrected
FROM mentions m
WHERE day >= :since AND counted AND ifnull(text, title) IS NOT NULL
AND ifnull(json_extract(verdict, '$.read[0]'), sentiment) <> 'unknown'
AND (
    status IN ('handled', 'snoozed')
    OR EXISTS (SELECT 1 FROM outbox WHERE mention = m.number AND state = 'sent')
    OR EXISTS (SELECT 1 FROM corrections c WHERE c.number = m.number)
)
GROUP BY tongue ORDER BY seen DESC, tongue
"""


class Corrections:
    """All corrections of one store. Each belongs to the wording that the owner judged."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def say(self, number: int, correction: Correction, now: datetime) -> bool:
        """Keep what the owner says of the present words; what ``correction`` leaves open stays
        as it is. The counts follow at once. False when there is no such mention."""
        with self._connection.transaction():
            row = self._row(number)
            if row is None:
                return False
            read = reading(row)
            filled = verdict_columns(read, correction.over(correction_of(row))) | {
                "number": number,
                "version": row["versions"],
                "read_sentiment": read.sentiment,
                "read_urgency": read.urgency,
                "now": stamp(now),
            }
            self._connection.change(_KEEP, filled)
            self._write(filled)
        return True

    def take_back(self, number: int, now: datetime) -> bool:
        """Forget what the owner said of the present words: the reading stands again. False when
        nothing had been said."""
        with self._connection.transaction():
            row = self._row(number)
            if row is None or correction_of(row) is None:
                return False
            self._connection.change(
                "DELETE FROM corrections WHERE number = ? AND version = ?",
                (number, row["versions"]),
            )
            self._write(verdict_columns(reading(row)) | {"number": number, "now": stamp(now)})
        return True

    def lapsed(self, number: int) -> bool:
        """Whether the owner corrected an earlier wording, and the present one is read afresh."""
        return bool(
            self._connection.number(
                "SELECT 1 FROM corrections JOIN mentions USING (number) WHERE number = ? "
                "AND owner_sentiment IS NULL AND owner_urgency IS NULL LIMIT 1",
                (number,),
            )
        )

    def tally(self, since: date) -> list[Tally]:
        """How many mentions since that day the owner has seen, and how many of them corrected,
        language by language, the most frequent first."""
        rows = self._connection.rows(_TALLY, {"since": since.isoformat()})
        return [Tally(row["tongue"], row["seen"], row["corrected"]) for row in rows]

    def _row(self, number: int) -> Row | None:
        return self._connection.row("SELECT * FROM mentions WHERE number = ?", (number,))

    def _write(self, filled: Row) -> None:
        self._connection.change(
            f"UPDATE mentions SET {ASSIGNED}, changed_at = :now WHERE number = :number", filled
        )


def standing(connection: Connection, number: int, item: Item, read: Verdict) -> Correction | None:
    """What is left of the owner's word once the author has turned the text into ``item``, which
    is read as ``read``. What no longer holds stays in ``corrections``."""
    row = connection.row(
        "SELECT * FROM mentions WHERE number = ? "
        "AND (owner_sentiment IS NOT NULL OR owner_urgency IS NOT NULL)",
        (number,),
    )
    if row is None:
        return None
    before = Wording(_words(row), row["millistars"], reading(row))
    columns = wording_columns(item)
    now = Wording(_words(columns), columns["millistars"], read)
    return correction_of(row) if still_holds(before, now) else None


def _words(row: Row) -> str:
    return "\n".join(part for part in (row["title"], row["text"]) if part)
