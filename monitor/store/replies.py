"""The answers that goodword posts for the owner, and how far each has come."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from monitor.errors import PostingError
from monitor.posting import LEGAL, STANDING, UNDER_WAY, NewPosting, Posting, PostingState
from monitor.store import claims
from monitor.store.connection import Connection, Row
from monitor.store.encode import (
    clean,
    clean_or_none,
    moment,
    moment_or_none,
    pack,
    stamp,
    stamp_or_none,
)

_MENTIONS = "mention IN (SELECT value FROM json_each(:numbers))"


class Replies:
    """All postings of one store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def queue(self, new: NewPosting, now: datetime) -> Posting:
        """Note an answer to be posted, due at once.

        The same answer twice is one posting, as long as it is on its way or stands. Raises
        PostingError while another answer to that mention is on its way, or is being taken down.
        """
        with self._connection.transaction():
            latest = self.latest(new.mention)
            if latest is not None and latest.state is PostingState.WITHDRAWING:
                raise PostingError("Your earlier answer is being taken down at this moment.")
            if latest is not None and latest.key == new.key:
                if latest.state in UNDER_WAY | STANDING:
                    return latest
            elif latest is not None and latest.state in UNDER_WAY:
                raise PostingError("Another answer to it is on its way already.")
            return self._add(new, now, PostingState.QUEUED)

    def by_hand(self, new: NewPosting, now: datetime) -> None:
        """Note an answer that the owner says they have posted, to be looked out for.

        Nothing is noted while goodword's own answer to that mention is on its way or stands.
        """
        ours = UNDER_WAY | STANDING | {PostingState.WITHDRAWING}
        with self._connection.transaction():
            latest = self.latest(new.mention)
            if latest is None or latest.state not in ours:
                self._add(new, now, PostingState.BY_HAND)

    def _add(self, new: NewPosting, now: datetime, state: PostingState) -> Posting:
        row = self._connection.rows(
            "INSERT INTO replies (draft, mention, mention_version, source, text, key, "
            "replacing, state, created_at, due_at) VALUES (:draft, :mention, :mention_version, "
            ":source, :text, :key, :replacing, :state, :now, :now) RETURNING *",
            {
                "draft": new.draft,
                "mention": new.mention,
                "mention_version": new.mention_version,
                "source": new.source,
                "text": clean(new.text),
                "key": new.key,
                "replacing": new.replace,
                "state": state,
                "now": stamp(now),
            },
        )[0]
        return _posting(row)

    def get(self, posting_id: int) -> Posting | None:
        """The posting with this id, or None."""
        row = self._connection.row("SELECT * FROM replies WHERE id = ?", (posting_id,))
        return None if row is None else _posting(row)

    def latest(self, mention: int) -> Posting | None:
        """The newest posting for a mention, whatever became of it, or None."""
        row = self._connection.row(
            "SELECT * FROM replies WHERE mention = ? ORDER BY id DESC LIMIT 1", (mention,)
        )
        return None if row is None else _posting(row)

    def standing(self, mentions: Collection[int]) -> list[Posting]:
        """The newest postings to these mentions, where the site has them."""
        rows = self._connection.rows(
            "SELECT *, max(id) FROM replies "
            f"WHERE state IN ('pending', 'published') AND {_MENTIONS} GROUP BY mention",
            {"numbers": pack(list(mentions))},
        )
        return [_posting(row) for row in rows]

    def awaited(self, mentions: Collection[int]) -> list[Posting]:
        """Of these mentions the answers that the owner has posted by hand and that no listing
        has shown yet; none where goodword has posted another one since."""
        rows = self._connection.rows(
            f"SELECT * FROM replies r WHERE state = 'by_hand' AND {_MENTIONS} "
            "AND id = (SELECT max(id) FROM replies WHERE mention = r.mention)",
            {"numbers": pack(list(mentions))},
        )
        return [_posting(row) for row in rows]

    def shown(self, posting_id: int, state: PostingState, text: str, key: str) -> Posting:
        """A listing shows what the owner has posted by hand, in these words. Raises PostingError
        where ``move`` does."""
        with self._connection.transaction():
            self._connection.change(
                "UPDATE replies SET text = ?, key = ? WHERE id = ? AND state = 'by_hand'",
                (clean(text), key, posting_id),
            )
            return self.move(posting_id, state)

    def claim_due(
        self,
        now: datetime,
        lease: timedelta,
        limit: int,
        sources: Collection[str],
        only: int | None = None,
    ) -> list[Posting]:
        """Take up postings that are due, oldest first, each by one process alone.

        What another process took up longer than ``lease`` ago was left behind by a crash. The
        one with the id ``only`` need not be due: the owner asks for it now.
        """
        return _postings(claims.due(self._connection, now, lease, limit, sources, only))

    def claim_pending(
        self, now: datetime, again: timedelta, limit: int, sources: Collection[str]
    ) -> list[Posting]:
        """Postings that wait for the site's approval and are due to be looked up.

        They come up next after ``again``.
        """
        return _postings(claims.pending(self._connection, now, again, limit, sources))

    def withdraw(self, posting_id: int, now: datetime) -> Posting:
        """The owner wants it taken down; due at once. Asked twice it is asked once.

        Raises PostingError when it is none that a site may show.
        """
        with self._connection.transaction():
            posting = self.get(posting_id)
            if posting is not None and posting.state is PostingState.WITHDRAWING:
                return posting
            self.move(posting_id, PostingState.WITHDRAWING, due_at=now)
            row = self._connection.rows(
                "UPDATE replies SET attempts = 0 WHERE id = ? RETURNING *", (posting_id,)
            )[0]
        return _posting(row)

    def claim_withdrawals(
        self,
        now: datetime,
        again: timedelta,
        limit: int,
        sources: Collection[str],
        only: int | None = None,
    ) -> list[Posting]:
        """Take up answers to be taken down, each by one process alone.

        They come up next after ``again``, unless they are settled or put off before. The one
        with the id ``only`` need not be due.
        """
        return _postings(claims.withdrawals(self._connection, now, again, limit, sources, only))

    def put_off(self, posting_id: int, due_at: datetime, reason: str) -> None:
        """It could not be taken down for now: it is tried again then."""
        self._connection.change(
            "UPDATE replies SET due_at = ?, reason = ? WHERE id = ? AND state = 'withdrawing'",
            (stamp(due_at), clean(reason), posting_id),
        )

    def move(
        self,
        posting_id: int,
        state: PostingState,
        *,
        reason: str | None = None,
        hint: str | None = None,
        site_id: str | None = None,
        due_at: datetime | None = None,
    ) -> Posting:
        """Take one legal step; None keeps ``site_id`` and ``due_at``.

        Raises PostingError on any other step, or when there is no such posting.
        """
        with self._connection.transaction():
            posting = self.get(posting_id)
            if posting is None:
                raise PostingError("There is no such answer.")
            if state not in LEGAL[posting.state]:
                raise PostingError(
                    f"An answer that is {posting.state.value} cannot become {state.value}."
                )
            row = self._connection.rows(
                "UPDATE replies SET state = :state, reason = :reason, hint = :hint, "
                "site_id = ifnull(:site_id, site_id), due_at = ifnull(:due_at, due_at) "
                "WHERE id = :id RETURNING *",
                {
                    "id": posting_id,
                    "state": state,
                    "reason": clean_or_none(reason),
                    "hint": clean_or_none(hint),
                    "site_id": clean_or_none(site_id),
                    "due_at": stamp_or_none(due_at),
                },
            )[0]
        return _posting(row)

    def outdate(self, mentions: Collection[int]) -> list[Posting]:
        """Answers to an earlier wording of these mentions are OUTDATED from now on.

        Returns those that had not gone out yet, and now never will. What is being sent at this
        moment stays as it is.
        """
        outdated = (
            f"{_MENTIONS} AND mention_version < "
            "(SELECT versions FROM mentions WHERE number = mention)"
        )
        numbers = {"numbers": pack(list(mentions))}
        with self._connection.transaction():
            stopped = self._connection.rows(
                f"UPDATE replies SET state = 'outdated' WHERE state = 'queued' AND {outdated} "
                "RETURNING *",
                numbers,
            )
            self._connection.change(
                "UPDATE replies SET state = 'outdated' "
                f"WHERE state IN ('pending', 'published', 'by_hand') AND {outdated}",
                numbers,
            )
        return [_posting(row) for row in stopped]


def _postings(rows: Iterable[Row]) -> list[Posting]:
    return sorted(map(_posting, rows), key=lambda posting: posting.id)


def _posting(row: Row) -> Posting:
    return Posting(
        id=row["id"],
        draft=row["draft"],
        mention=row["mention"],
        mention_version=row["mention_version"],
        source=row["source"],
        text=row["text"],
        key=row["key"],
        replace=bool(row["replacing"]),
        state=PostingState(row["state"]),
        reason=row["reason"],
        hint=row["hint"],
        site_id=row["site_id"],
        created_at=moment(row["created_at"]),
        due_at=moment(row["due_at"]),
        tried_at=moment_or_none(row["tried_at"]),
        attempts=row["attempts"],
    )
