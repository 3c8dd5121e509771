"""Answers taken up to be posted, looked up or taken down, each by one process alone."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from monitor.clock import MAY_STEP
from monitor.store.connection import Connection, Row
from monitor.store.encode import pack, stamp

_OF_SOURCES = "source IN (SELECT value FROM json_each(:sources))"
_THIS_ONE = "ifnull(id = :only, true)"
_NOT_TRIED = "attempts = 0"
"""It was wanted at once, by whatever clock."""
_TRIED_AHEAD = "tried_at > :ahead"
"""By a clock that has been put back since: it would wait until that clock's time comes again."""


def due(
    connection: Connection,
    now: datetime,
    lease: timedelta,
    limit: int,
    sources: Collection[str],
    only: int | None,
) -> list[Row]:
    """To be posted: what is due, what was left behind longer than ``lease`` ago, or the one with
    the id ``only``, due or not."""
    ready = f"due_at <= :now OR {_NOT_TRIED} OR {_TRIED_AHEAD} OR id = :only"
    waiting = f"state IN ('queued', 'sent') AND ({ready})"
    left_behind = f"state = 'sending' AND (tried_at <= :stale OR {_TRIED_AHEAD})"
    return _take(
        connection,
        f"(({waiting}) OR ({left_behind})) AND {_OF_SOURCES} AND {_THIS_ONE}",
        "state = 'sending', tried_at = :now, attempts = attempts + 1",
        _values(now, limit, sources) | {"stale": stamp(now - lease), "only": only},
    )


def pending(
    connection: Connection, now: datetime, again: timedelta, limit: int, sources: Collection[str]
) -> list[Row]:
    """To be looked up, for the site had not approved them; once more after ``again``. None waits
    for longer but by a clock that has been put back since."""
    return _take(
        connection,
        f"state = 'pending' AND (due_at <= :now OR due_at > :again) AND {_OF_SOURCES}",
        "due_at = :again",
        _values(now, limit, sources) | {"again": stamp(now + again)},
    )


def withdrawals(
    connection: Connection,
    now: datetime,
    again: timedelta,
    limit: int,
    sources: Collection[str],
    only: int | None,
) -> list[Row]:
    """To be taken down: what is due, or the one with the id ``only``; once more after ``again``."""
    ready = f"due_at <= :now OR {_NOT_TRIED} OR {_TRIED_AHEAD} OR id = :only"
    waiting = f"state = 'withdrawing' AND ({ready})"
    return _take(
        connection,
        f"{waiting} AND {_OF_SOURCES} AND {_THIS_ONE}",
        "due_at = :again, tried_at = :now, attempts = attempts + 1",
        _values(now, limit, sources) | {"again": stamp(now + again), "only": only},
    )


def _values(now: datetime, limit: int, sources: Collection[str]) -> Row:
    return {
        "now": stamp(now),
        "ahead": stamp(now + MAY_STEP),
        "limit": limit,
        "sources": pack(list(sources)),
    }


def _take(connection: Connection, chosen: str, assignment: str, values: Row) -> list[Row]:
    if not connection.number(f"SELECT 1 FROM replies WHERE {chosen} LIMIT 1", values):
        # Asked every few seconds: most of the time there is no need for the write lock.
        return []
    with connection.transaction():
        return connection.rows(
            f"UPDATE replies SET {assignment} WHERE id IN "
            f"(SELECT id FROM replies WHERE {chosen} ORDER BY id LIMIT :limit) RETURNING *",
            values,
        )
