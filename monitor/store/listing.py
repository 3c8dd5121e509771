"""Which mentions to show: a ``Filter`` as SQL, newest day first."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.mention import Mention
from monitor.store.connection import Connection, Row
from monitor.store.mapping import mention
from monitor.store.rows import Filter

CHUNK = 500
"""Mentions read at a time by ``iterate``."""


def listed(connection: Connection, where: Filter, limit: int) -> list[Mention]:
    """At most ``limit`` mentions that ``where`` lets through."""
    condition, values = conditions(where)
    rows = connection.rows(
        f"SELECT * FROM {table(where)} WHERE {condition} "
        "ORDER BY day DESC, number DESC LIMIT :limit",
        values | {"limit": limit},
    )
    return [mention(row) for row in rows]


def counted(connection: Connection, where: Filter) -> int:
    """How many mentions ``where`` lets through."""
    if where == Filter(unanswered=True, status=where.status):
        # Asked with every message, and of a shop that never answers it is the whole history.
        return connection.number(
            "SELECT sum(count) FROM unanswered WHERE ifnull(status = ?, true)", (where.status,)
        )
    condition, values = conditions(where)
    return connection.number(f"SELECT count(*) FROM {table(where)} WHERE {condition}", values)


def iterated(connection: Connection, where: Filter) -> Iterator[Mention]:
    """Every mention that ``where`` lets through, a chunk in memory at a time.

    Between two chunks others may write: each mention that is there all along comes once.
    """
    condition, values = conditions(where)
    after: Row = {"day": "9999-99-99", "number": 0}
    while True:
        rows = connection.rows(
            f"SELECT * FROM {table(where)} WHERE {condition} AND (day, number) < (:day, :number) "
            "ORDER BY day DESC, number DESC LIMIT :limit",
            values | {"day": after["day"], "number": after["number"], "limit": CHUNK},
        )
        yield from map(mention, rows)
        if len(rows) < CHUNK:
            return
        after = rows[-1]


def table(where: Filter) -> str:
    """``mentions``, with the index that holds nothing but the unanswered where it will do.

    SQLite cannot know how few they are and would rather walk through all days.
    """
    return "mentions INDEXED BY mentions_unanswered" if where.unanswered else "mentions"


def conditions(where: Filter) -> tuple[str, Row]:
    """``where`` as a condition on ``mentions``, and the values it names."""
    equal = {
        "source": where.source,
        "place": where.place,
        "sentiment": where.sentiment,
        "status": where.status,
        "kind": where.kind,
    }
    terms = [f"{column} = :{column}" for column, value in equal.items() if value is not None]
    values: Row = {column: value for column, value in equal.items() if value is not None}
    if where.since is not None:
        terms.append("day >= :since")
        values["since"] = where.since.isoformat()
    if where.until is not None:
        terms.append("day <= :until")
        values["until"] = where.until.isoformat()
    if where.unanswered:
        # Nothing hidden is among them.
        terms.append("unanswered")
    elif not where.include_hidden:
        terms.append("counted" if where.status is None else "state = 'visible'")
    return " AND ".join(terms) or "true", values
