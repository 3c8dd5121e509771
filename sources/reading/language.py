"""What a site claims of an item's language."""

from __future__ import annotations

import re

_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9_-]*)?\Z", re.IGNORECASE)
_RENAMED = {"iw": "he", "in": "id", "ji": "yi"}
"""Codes that are still met, though they were given new names long ago."""


def language(value: object) -> str | None:
    """The bare code in a language tag: "fi" for "fi-FI"; None when it is no tag."""
    found = _TAG.match(value.strip()) if isinstance(value, str) else None
    if found is None:
        return None
    code = found[1].lower()
    return _RENAMED.get(code, code)
