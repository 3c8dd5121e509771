"""From the entries of a JSON listing to items, with none lost on the way. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from monitor.errors import SchemaChanged
from monitor.mention import Item
from monitor.source import Json, Rejected

Entry: TypeAlias = "dict[str, Json]"
Readings: TypeAlias = "tuple[tuple[Item, ...], tuple[Rejected, ...]]"


def read_each(
    entries: Sequence[Json], read: Callable[[Entry], Item | str], *, sign: str
) -> Readings:
    """Every entry as an item, or rejected with the reason that ``read`` gave in its place.

    An id that was met before on this page is rejected too. Raises SchemaChanged when there are
    entries, but none of them has the key ``sign`` by which this site's entries are known.
    """
    if entries and not any(isinstance(entry, dict) and sign in entry for entry in entries):
        raise SchemaChanged("The answer lists something else than it used to.")
    items: dict[str, Item] = {}
    rejected: list[Rejected] = []
    for place, entry in enumerate(entries, start=1):
        found = read(entry) if isinstance(entry, dict) else "not an entry of this site"
        if isinstance(found, str):
            rejected.append(Rejected(found, f"{place}"))
        elif items.setdefault(found.id, found) is not found:
            rejected.append(Rejected("listed twice", f"{place}"))
    return tuple(items.values()), tuple(rejected)
