"""From the entries of a JSON listing to items, one by one, so that a bad one never costs the page.

Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from monitor.errors import SchemaChanged
from monitor.mention import Item
from monitor.source import Json, Rejected

Entry: TypeAlias = "dict[str, Json]"
Readings: TypeAlias = "tuple[tuple[Item, ...], tuple[Rejected, ...]]"


def read_each(
    entries: Sequence[Json],
    read: Callable[[Entry], Item | str | None],
    what: str,
    *,
    sign: str | None = None,
) -> Readings:
    """Every entry as an item, or rejected: for the reason that ``read`` gives in its place, if any.

    ``what`` is the site's noun for an entry ("review"). Each id counts once. Raises SchemaChanged
    when there are entries and none has the key ``sign`` by which this site's are known, or,
    without a sign, when not one could be read.
    """
    found = (read(entry) if isinstance(entry, dict) else None for entry in entries)
    items, rejected = each_once((one or f"no {what} that can be read" for one in found), what)
    ours = any(_has(entry, sign) for entry in entries) if sign is not None else bool(items)
    if entries and not ours:
        raise SchemaChanged(f"The answer lists nothing that can be read as a {what}.")
    return items, rejected


def each_once(found: Iterable[Item | str], what: str) -> Readings:
    """What was found in each entry of a listing: the items, each id once, and as rejected the
    entries that have a reason in the place of one. ``what`` is the site's noun for an entry."""
    items: dict[str, Item] = {}
    rejected: list[Rejected] = []
    for place, one in enumerate(found, start=1):
        if isinstance(one, str):
            rejected.append(Rejected(one, f"{place}"))
        elif items.setdefault(one.id, one) is not one:
            rejected.append(Rejected(f"a {what} that is listed twice", f"{place}"))
    return tuple(items.values()), tuple(rejected)


def _has(entry: Json, sign: str) -> bool:
    return isinstance(entry, dict) and sign in entry
