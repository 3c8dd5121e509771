"""By which routes a mention reached us, and whether they still show it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TypeAlias

from monitor.known import Known
from monitor.mention import State, Status
from monitor.store.connection import Connection, Row
from monitor.store.encode import clean, key, moment, pack, stamp
from monitor.store.rows import Origin

Written: TypeAlias = tuple[str, datetime]
"""Who wrote it, and when."""

GONE = 2
"""So many complete listings in a row without it, and an origin no longer shows the item."""

_KNOWN = """
SELECT o.number, o.source, o.item_id, o.content_hash, o.side_hash, o.misses,
    m.content_hash AS current_hash, m.state, m.status, m.truncated, m.versions, m.dedupe_key,
    EXISTS (SELECT 1 FROM sources s WHERE s.name = o.source AND s.reply IS NOT NULL
        AND NOT s.retired) AS answerable
FROM mentions m JOIN origins o ON o.number = m.number
"""


def known(connection: Connection, source: str, item_ids: Collection[str]) -> dict[str, Known]:
    """What is stored of these items of ``source``, by the id asked for."""
    asked = {key(item_id): item_id for item_id in item_ids}
    rows = connection.rows(
        f"{_KNOWN} WHERE o.source = ? AND o.item_id IN (SELECT value FROM json_each(?))",
        (source, pack(list(asked))),
    )
    return {asked[row["item_id"]]: _known(row) for row in rows}


def joined(connection: Connection, dedupe_keys: Collection[str]) -> dict[str, Known]:
    """The mentions with these keys, as their main origins last showed them."""
    asked = {key(dedupe_key): dedupe_key for dedupe_key in dedupe_keys}
    rows = connection.rows(
        f"{_KNOWN} AND o.source = m.source AND o.item_id = m.item_id "
        "WHERE m.dedupe_key IN (SELECT value FROM json_each(?)) ORDER BY m.number DESC",
        (pack(list(asked)),),
    )
    # Should two mentions share a key, the older one (written last here) is the one to join.
    return {asked[row["dedupe_key"]]: _known(row) for row in rows}


def twins(
    connection: Connection, source: str, written: Collection[Written]
) -> dict[Written, Known]:
    """The mentions of ``source`` by these authors at these moments, where there is just one.

    For items without an id of their own: their derived id holds the words, so that only the
    author and the moment tell that an edited item is the one known before.
    """
    found: dict[Written, list[Known]] = {}
    for author, published_at in written:
        rows = connection.rows(
            f"{_KNOWN} AND o.source = m.source AND o.item_id = m.item_id "
            "WHERE m.source = ? AND m.author_name = ? AND m.published_at = ? AND m.synthetic",
            (source, clean(author), stamp(published_at)),
        )
        found[author, published_at] = [_known(row) for row in rows]
    return {written: twins[0] for written, twins in found.items() if len(twins) == 1}


def touch(connection: Connection, source: str, item_ids: Collection[str]) -> None:
    """Note that these origins were listed again; what was thought to be gone is back."""
    listed = (source, pack([key(item_id) for item_id in item_ids]))
    with connection.transaction():
        connection.change(
            "UPDATE mentions SET state = o.state FROM origins o WHERE o.number = mentions.number "
            f"AND mentions.state = 'removed' AND o.misses >= {GONE} "
            "AND o.source = ? AND o.item_id IN (SELECT value FROM json_each(?))",
            listed,
        )
        connection.change(
            "UPDATE origins SET misses = 0 WHERE misses > 0 "
            "AND source = ? AND item_id IN (SELECT value FROM json_each(?))",
            listed,
        )


def miss(connection: Connection, source: str, seen: Collection[str]) -> list[int]:
    """Note a complete listing of ``source`` that showed only ``seen``.

    Returns the numbers of mentions that are thereby removed: no origin of theirs shows them.
    """
    with connection.transaction():
        missed = connection.rows(
            f"UPDATE origins SET misses = misses + 1 WHERE source = ? AND misses < {GONE} "
            "AND item_id NOT IN (SELECT value FROM json_each(?)) RETURNING number, misses",
            (source, pack([key(item_id) for item_id in seen])),
        )
        gone = sorted({row["number"] for row in missed if row["misses"] >= GONE})
        removed = connection.rows(
            "UPDATE mentions SET state = 'removed' WHERE state <> 'removed' "
            "AND number IN (SELECT value FROM json_each(?)) AND NOT EXISTS ("
            f"SELECT 1 FROM origins o WHERE o.number = mentions.number AND o.misses < {GONE}"
            ") RETURNING number",
            (pack(gone),),
        )
    return sorted(row["number"] for row in removed)


def vanish(connection: Connection, source: str, item_id: str) -> int | None:
    """Note that the site, asked for this very item, says that it is gone.

    Returns the number of the mention if it is thereby removed: no other origin shows it.
    """
    origin = (source, key(item_id))
    with connection.transaction():
        connection.change(
            f"UPDATE origins SET misses = {GONE} WHERE source = ? AND item_id = ?", origin
        )
        removed = connection.row(
            "UPDATE mentions SET state = 'removed' WHERE state <> 'removed' AND number = "
            "(SELECT number FROM origins WHERE source = ? AND item_id = ?) AND NOT EXISTS ("
            f"SELECT 1 FROM origins o WHERE o.number = mentions.number AND o.misses < {GONE}"
            ") RETURNING number",
            origin,
        )
    return None if removed is None else int(removed["number"])


def visible(connection: Connection, source: str) -> int:
    """How many items the last complete listing of ``source`` showed, later ones included."""
    return connection.number(
        "SELECT count(*) FROM origins WHERE source = ? AND misses = 0", (source,)
    )


def origins(connection: Connection, number: int) -> list[Origin]:
    """The routes by which mention ``number`` came, oldest first."""
    rows = connection.rows(
        "SELECT * FROM origins WHERE number = ? ORDER BY seen_at, source, item_id", (number,)
    )
    return [
        Origin(r["source"], r["item_id"], r["url"], moment(r["seen_at"]), r["misses"]) for r in rows
    ]


def _known(row: Row) -> Known:
    return Known(
        number=row["number"],
        source=row["source"],
        item_id=row["item_id"],
        content_hash=row["content_hash"],
        side_hash=row["side_hash"],
        current_hash=row["current_hash"],
        state=State(row["state"]),
        status=Status(row["status"]),
        truncated=bool(row["truncated"]),
        versions=row["versions"],
        misses=row["misses"],
        answerable=bool(row["answerable"]),
    )
