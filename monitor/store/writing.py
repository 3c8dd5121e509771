"""What a page of items does to ``mentions``: add, edit, refresh, join.

The roll-ups follow by triggers (migrations.py), the search index by ``search.renewed``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter

from monitor.mention import Item, State
from monitor.store.connection import Connection, Row
from monitor.store.corrections import standing
from monitor.store.encode import key, stamp
from monitor.store.mapping import (
    IDENTITY,
    SURROUNDINGS,
    WORDING,
    item_columns,
    surrounding_columns,
    wording_columns,
)
from monitor.store.origins import GONE
from monitor.store.rows import Edit, Join, NewMention, Refresh
from monitor.store.search import index_from, renewed
from monitor.store.verdicts import VERDICT, verdict_columns
from monitor.verdict import Verdict


def _assign(columns: Iterable[str]) -> str:
    return ", ".join(f"{column} = :{column}" for column in columns)


def _insert(table: str, columns: Sequence[str]) -> str:
    marks = ", ".join("?" for _ in columns)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"


_MENTION = (
    *("number", "place", "first_seen_at", "worded_at", "changed_at", "day"),
    *(*IDENTITY, "state", *WORDING, *SURROUNDINGS, *VERDICT),
)
_ADD = _insert("mentions", _MENTION)
_in_order = itemgetter(*_MENTION)

_ORIGIN = ("source", "item_id", "number", "url", "content_hash", "side_hash", "state", "seen_at")
_ADD_ORIGIN = _insert("origins", _ORIGIN)
_SEE_ORIGIN = (
    "ON CONFLICT (source, item_id) DO UPDATE SET misses = 0, url = excluded.url, "
    "content_hash = excluded.content_hash, side_hash = excluded.side_hash, state = excluded.state"
)

_KEEP_VERSION = """
INSERT INTO versions
    (number, version, title, text, rating_value, rating_worst, rating_best, seen_at)
SELECT number, versions, title, text, rating_value, rating_worst, rating_best, worded_at
FROM mentions WHERE number = :number AND content_hash <> :content_hash
"""
# Where a site gives no ids, the derived one holds the text: an edit brings a new id along.
_EDIT = f"""
UPDATE mentions SET {_assign((*WORDING, *VERDICT))}, day = ifnull(:day, day),
    versions = versions + 1, worded_at = :now, changed_at = :now,
    item_id = iif(source = :source, :item_id, item_id)
WHERE number = :number AND content_hash <> :content_hash
"""

_FROM_MAIN = f"""
UPDATE mentions SET {_assign(SURROUNDINGS)}, changed_at = :now
WHERE number = :number AND source = :source AND item_id = :item_id
"""
_FROM_OTHER = """
UPDATE mentions SET changed_at = :now,
    reply = iif(:answered OR reply IS NULL, ifnull(:reply, reply), reply),
    answered = max(:answered, answered),
    translation_text = ifnull(translation_text, :translation_text),
    translation_lang = ifnull(translation_lang, :translation_lang),
    url = ifnull(url, :url), about = ifnull(about, :about),
    dedupe_key = ifnull(dedupe_key, :dedupe_key)
WHERE number = :number AND (source <> :source OR item_id <> :item_id)
"""
# Origins may disagree on the state: the one that changed its mind last is right.
_FOLLOW_STATE = f"""
UPDATE mentions SET state = :state WHERE number = :number AND state <> :state AND EXISTS (
    SELECT 1 FROM origins WHERE source = :source AND item_id = :item_id
    AND (state <> :state OR misses >= {GONE})
)
"""

_REPLACE = f"""
UPDATE mentions SET {_assign((*IDENTITY, "state", *WORDING, *SURROUNDINGS))},
    day = ifnull(:day, day), changed_at = :now
WHERE number = :number
"""
_JUDGE = f"UPDATE mentions SET {_assign(VERDICT)} WHERE number = :number"


def add(connection: Connection, rows: Sequence[NewMention]) -> list[int]:
    """Store new mentions with their origins; returns their numbers in order."""
    if not rows:
        return []
    with connection.transaction():
        # Nothing is ever deleted and we hold the write lock: the next number is free.
        first = connection.number("SELECT max(number) FROM mentions") + 1
        filled = [_new(number, row) for number, row in enumerate(rows, first)]
        # In order rather than by name: with so many columns that saves a tenth of the time.
        connection.change_many(_ADD, [_in_order(row) for row in filled])
        connection.change_many(
            _ADD_ORIGIN, [_origin(f, r.item) for f, r in zip(filled, rows, strict=True)]
        )
        index_from(connection, first)
    return list(range(first, first + len(rows)))


def edit(connection: Connection, rows: Sequence[Edit]) -> None:
    """Store changed words, keeping the ones before as a version.

    Words that the mention has already, because another origin brought them, make no version.
    """
    if not rows:
        return
    with connection.transaction(), renewed(connection, {row.number for row in rows}):
        for row in rows:
            filled = (
                _sighting(row)
                | wording_columns(row.item)
                | _judged(connection, row.number, row.item, row.verdict)
                | {"day": _day(row)}
            )
            connection.change(_KEEP_VERSION, filled)
            connection.change(_EDIT, filled)
            _surround(connection, filled, row.item)


def refresh(connection: Connection, rows: Sequence[Refresh]) -> None:
    """Store what changed around the words: reply, state, link, translation and the like."""
    if not rows:
        return
    with connection.transaction(), renewed(connection, {row.number for row in rows}):
        for row in rows:
            _surround(connection, _sighting(row), row.item)


def join(connection: Connection, rows: Sequence[Join]) -> None:
    """Note another origin of known mentions; with ``replace`` it becomes the main one."""
    if not rows:
        return
    with connection.transaction(), renewed(connection, {row.number for row in rows}):
        for row in rows:
            filled = _sighting(row) | item_columns(row.item) | {"day": _day(row)}
            if row.replace:
                if row.verdict is not None:
                    judged = _judged(connection, row.number, row.item, row.verdict)
                    connection.change(_JUDGE, filled | judged)
                connection.change(_REPLACE, filled)
            else:
                connection.change(_FROM_OTHER, filled)
                _hide(connection, filled)
            connection.change(f"{_ADD_ORIGIN} {_SEE_ORIGIN}", _origin(filled, row.item))


def _new(number: int, row: NewMention) -> Row:
    now = stamp(row.seen_at)
    return (
        item_columns(row.item)
        | verdict_columns(row.verdict)
        | {
            "number": number,
            "source": row.source,
            "place": row.place or None,
            "first_seen_at": now,
            "worded_at": now,
            "changed_at": now,
            "day": row.day.isoformat(),
            "now": now,
        }
    )


def _judged(connection: Connection, number: int, item: Item, verdict: Verdict) -> Row:
    """The verdict on changed words, and the owner's word where it holds for these, too."""
    return verdict_columns(verdict, standing(connection, number, item, verdict))


def _day(row: Edit | Join) -> str | None:
    return None if row.day is None else row.day.isoformat()


def _sighting(row: Edit | Refresh | Join) -> Row:
    return surrounding_columns(row.item) | {
        "number": row.number,
        "source": row.source,
        "item_id": key(row.item.id),
        "state": row.item.state,
        "now": stamp(row.seen_at),
    }


def _origin(filled: Row, item: Item) -> tuple[object, ...]:
    """The values of _ORIGIN. A hash is worked out only where ``filled`` has none yet."""
    return (
        filled["source"],
        filled["item_id"],
        filled["number"],
        filled["url"],
        filled.get("content_hash") or item.content_hash,
        item.side_hash,
        filled["state"],
        filled["now"],
    )


def _surround(connection: Connection, filled: Row, item: Item) -> None:
    connection.change(_FROM_MAIN, filled)
    connection.change(_FROM_OTHER, filled)
    connection.change(_FOLLOW_STATE, filled)
    connection.change(f"{_ADD_ORIGIN} {_SEE_ORIGIN}", _origin(filled, item))


def _hide(connection: Connection, filled: Row) -> None:
    """A further origin that does not show the item in public knows more than the first one."""
    if filled["state"] != State.VISIBLE:
        connection.change("UPDATE mentions SET state = :state WHERE number = :number", filled)
