"""Reading the entries of a listing one by one, so that a bad one never costs the page. Pure."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence

from monitor.errors import SchemaChanged
from monitor.mention import Item
from monitor.source import Json, Rejected
from sources.text import clean


def gather(
    entries: Sequence[Json], read: Callable[[dict[str, Json]], Item | None], what: str
) -> tuple[list[Item], list[Rejected]]:
    """What ``read`` makes of each entry, and the entries of which it makes nothing.

    Each id counts once. Raises SchemaChanged when there are entries and not one is ``what``.
    """
    items: dict[str, Item] = {}
    rejected: list[Rejected] = []
    for place, entry in enumerate(entries, start=1):
        item = read(entry) if isinstance(entry, dict) else None
        if item is None:
            rejected.append(Rejected(f"no {what} that can be read", f"{place}"))
        elif items.setdefault(item.id, item) is not item:
            rejected.append(Rejected(f"a {what} that is listed twice", f"{place}"))
    if entries and not items:
        raise SchemaChanged(f"The answer lists nothing that can be read as a {what}.")
    return list(items.values()), rejected


def unescaped(value: object) -> str | None:
    """Plain text in which an API escaped ``&``, ``<`` and ``>``; it has no markup to take off."""
    return clean(html.unescape(value)) if isinstance(value, str) else None
