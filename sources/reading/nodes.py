"""Finding one's way in JSON that may be anything. Pure; nothing here raises."""

from __future__ import annotations

from monitor.source import Json


def at(value: Json, *path: str | int) -> Json:
    """What stands at ``path`` of keys and places, or None where the way ends early."""
    for step in path:
        if isinstance(step, str) and isinstance(value, dict):
            value = value.get(step)
        elif isinstance(step, int) and isinstance(value, list) and 0 <= step < len(value):
            value = value[step]
        else:
            return None
    return value


def entries_at(value: Json, *path: str | int) -> list[Json]:
    """The list at ``path``; one thing in place of a list counts as a list of one."""
    found = at(value, *path)
    if found is None:
        return []
    return found if isinstance(found, list) else [found]


def text_at(value: Json, *path: str | int) -> str | None:
    """The text at ``path``, also of a number; None where there is none."""
    found = at(value, *path)
    if isinstance(found, bool) or not isinstance(found, str | int):
        return None
    return str(found).strip() or None if isinstance(found, str) or abs(found) < 1e30 else None
