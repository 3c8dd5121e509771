"""How plain values look in the file: times, texts, keys and lists.

Times are fixed-width ISO 8601 in UTC, so that they sort as text. Texts come from strangers:
what SQLite or a reader of the file would choke on is replaced, never refused.
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime
from typing import Any

TEXT_LIMIT = 1_000_000
"""Characters kept of one text: far above any honest review, far below SQLite's own limit."""

KEY_LIMIT = 500
"""Characters of an id that is stored as it is."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""NUL ends a text early for C programs; a lone surrogate has no UTF-8 form at all."""


def stamp(moment: datetime) -> str:
    """``moment`` (aware) as 2026-11-22T01:50:00.000000Z."""
    try:
        utc = moment.astimezone(UTC)
    except OverflowError:
        # The very first or last day of the calendar, in a zone that would push it over the edge.
        utc = moment
    return f"{utc.isoformat(timespec='microseconds')[:26]}Z"


def stamp_or_none(moment: datetime | None) -> str | None:
    """``stamp`` where there is a moment."""
    return None if moment is None else stamp(moment)


def moment(stamped: str) -> datetime:
    """What ``stamp`` wrote."""
    return datetime.fromisoformat(stamped)


def moment_or_none(stamped: str | None) -> datetime | None:
    """``moment`` where there is a stamp."""
    return None if stamped is None else moment(stamped)


def clean(value: str) -> str:
    """``value`` as it can be stored: unstorable characters become U+FFFD, cut at TEXT_LIMIT."""
    return _UNSTORABLE.sub("\ufffd", value[:TEXT_LIMIT])


def clean_or_none(value: str | None) -> str | None:
    """``clean`` where there is any."""
    return None if value is None else clean(value)


def key(value: str) -> str:
    """``value`` as a key: itself if that can be stored, else its beginning and a digest of it all.

    The digest keeps two hostile ids apart that would look the same once cleaned or cut.
    """
    if len(value) <= KEY_LIMIT and _UNSTORABLE.search(value) is None:
        return value
    digest = hashlib.blake2b(value.encode("utf-8", "surrogatepass"), digest_size=16)
    return f"{clean(value[:100])}~{digest.hexdigest()}"


def key_or_none(value: str | None) -> str | None:
    """``key`` where there is one."""
    return None if value is None else key(value)


_compact = json.JSONEncoder(separators=(",", ":"))


def pack(value: object) -> str:
    """``value`` as compact JSON; lone surrogates stay escaped and NUL too."""
    return _compact.encode(value)


def unpack(packed: str) -> Any:
    """What ``pack`` wrote. The caller knows its shape."""
    return json.loads(packed)
