"""The drafts of replies, and how far each has come."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from monitor.draft import Draft, DraftState, Finding, Proposal, Route, Severity
from monitor.errors import DraftError
from monitor.store.connection import Connection, Row
from monitor.store.encode import clean, clean_or_none, moment, pack, stamp, unpack


class Drafts:
    """All drafts of one store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, mention: int, mention_version: int, proposal: Proposal, now: datetime) -> Draft:
        """Store a proposal. Earlier drafts of that mention that were not posted are discarded."""
        with self._connection.transaction():
            self._connection.change(
                "UPDATE drafts SET state = 'discarded' "
                "WHERE mention = ? AND state IN ('proposed', 'approved')",
                (mention,),
            )
            row = self._connection.rows(
                "INSERT INTO drafts "
                "(mention, mention_version, text, lang, route, findings, note, state, created_at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, 'proposed', ?) RETURNING *",
                (
                    mention,
                    mention_version,
                    clean(proposal.text),
                    proposal.lang,
                    proposal.route,
                    pack([asdict(finding) for finding in proposal.findings]),
                    clean_or_none(proposal.note),
                    stamp(now),
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

    def move(self, draft_id: int, state: DraftState) -> Draft:
        """Take one legal step. Raises DraftError on any other, or when there is no such draft."""
        with self._connection.transaction():
            draft = self.get(draft_id)
            if draft is None:
                raise DraftError("There is no such draft.")
            moved = draft.moved_to(state)
            self._connection.change("UPDATE drafts SET state = ? WHERE id = ?", (state, draft_id))
        return moved


def _draft(row: Row) -> Draft:
    findings = tuple(
        Finding(**finding | {"severity": Severity(finding["severity"])})
        for finding in unpack(row["findings"])
    )
    proposal = Proposal(row["text"], row["lang"], Route(row["route"]), findings, row["note"])
    return Draft(
        id=row["id"],
        mention=row["mention"],
        mention_version=row["mention_version"],
        proposal=proposal,
        state=DraftState(row["state"]),
        created_at=moment(row["created_at"]),
    )
