"""The drafts of replies, and how far each has come."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from monitor.clock import MAY_STEP
from monitor.draft import Draft, DraftState, Finding, Proposal, Route, Severity
from monitor.errors import DraftError
from monitor.store.connection import Connection, Row
from monitor.store.encode import (
    clean,
    clean_or_none,
    moment,
    moment_or_none,
    pack,
    stamp,
    stamp_or_none,
    unpack,
)

_COOLED = "ready_at IS NOT NULL AND (ready_at <= :now OR created_at > :ahead)"
"""``Draft.cooling`` is over; see there."""


class Drafts:
    """All drafts of one store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self,
        mention: int,
        mention_version: int,
        proposal: Proposal,
        now: datetime,
        *,
        ready_at: datetime | None = None,
        own: bool = False,
    ) -> Draft:
        """Store a proposal. Earlier drafts of that mention that were not posted are discarded.

        ``ready_at`` is when it will have cooled off; ``own``: the owner's own words.
        """
        with self._connection.transaction():
            self._connection.change(
                "UPDATE drafts SET state = 'discarded' "
                "WHERE mention = ? AND state IN ('proposed', 'approved')",
                (mention,),
            )
            row = self._connection.rows(
                "INSERT INTO drafts "
                "(mention, mention_version, text, lang, route, findings, note, state, created_at, "
                "ready_at, own, by_model) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, 'proposed', ?, ?, ?, ?) RETURNING *",
                (
                    mention,
                    mention_version,
                    clean(proposal.text),
                    proposal.lang,
                    proposal.route,
                    pack([asdict(finding) for finding in proposal.findings]),
                    clean_or_none(proposal.note),
                    stamp(now),
                    stamp_or_none(ready_at),
                    own,
                    proposal.by_model,
                ),
            )[0]
        return _draft(row)

    def get(self, draft_id: int) -> Draft | None:
        """The draft with this id, or None."""
        row = self._connection.row("SELECT * FROM drafts WHERE id = ?", (draft_id,))
        return None if row is None else _draft(row)

    def latest(self, mention: int) -> Draft | None:
        """The newest draft for a mention, whatever became of it, or None."""
        row = self._connection.row(
            "SELECT * FROM drafts WHERE mention = ? ORDER BY id DESC LIMIT 1", (mention,)
        )
        return None if row is None else _draft(row)

    def count(self, mention: int) -> int:
        """How many drafts a mention has had."""
        return self._connection.number("SELECT count(*) FROM drafts WHERE mention = ?", (mention,))

    def recent(self, besides: int, limit: int = 30) -> tuple[str, ...]:
        """The texts of the newest drafts for other mentions that were not thrown away, oldest
        first."""
        rows = self._connection.rows(
            "SELECT text FROM drafts WHERE mention <> ? AND state <> 'discarded' "
            "ORDER BY id DESC LIMIT ?",
            (besides, limit),
        )
        return tuple(row["text"] for row in reversed(rows))

    def hurry(self, draft_id: int) -> None:
        """The owner will not wait until it has cooled off."""
        self._connection.change("UPDATE drafts SET ready_at = NULL WHERE id = ?", (draft_id,))

    def to_cool(self, now: datetime) -> bool:
        """Whether any draft has just cooled off; cheap, and takes no lock."""
        return bool(
            self._connection.number(f"SELECT 1 FROM drafts WHERE {_COOLED} LIMIT 1", _moments(now))
        )

    def cooled(self, now: datetime) -> list[Draft]:
        """The approved drafts that have just cooled off, each of them once."""
        rows = self._connection.rows(
            f"UPDATE drafts SET ready_at = NULL WHERE {_COOLED} RETURNING *", _moments(now)
        )
        drafts = sorted(map(_draft, rows), key=lambda draft: draft.id)
        return [draft for draft in drafts if draft.state is DraftState.APPROVED]

    def move(self, draft_id: int, state: DraftState) -> Draft:
        """Take one legal step. Raises DraftError on any other, or when there is no such draft."""
        with self._connection.transaction():
            draft = self.get(draft_id)
            if draft is None:
                raise DraftError("There is no such draft.")
            moved = draft.moved_to(state)
            self._connection.change("UPDATE drafts SET state = ? WHERE id = ?", (state, draft_id))
        return moved


def _moments(now: datetime) -> Row:
    return {"now": stamp(now), "ahead": stamp(now + MAY_STEP)}


def _draft(row: Row) -> Draft:
    findings = tuple(
        Finding(**finding | {"severity": Severity(finding["severity"])})
        for finding in unpack(row["findings"])
    )
    proposal = Proposal(
        row["text"],
        row["lang"],
        Route(row["route"]),
        findings,
        row["note"],
        by_model=bool(row["by_model"]),
    )
    return Draft(
        id=row["id"],
        mention=row["mention"],
        mention_version=row["mention_version"],
        proposal=proposal,
        state=DraftState(row["state"]),
        created_at=moment(row["created_at"]),
        ready_at=moment_or_none(row["ready_at"]),
        own=bool(row["own"]),
    )
