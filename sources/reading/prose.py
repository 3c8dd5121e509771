"""Text that a payload gives outside HTML, yet often with HTML's markup and entities in it."""

from __future__ import annotations

import html
import re

from sources.reading.text import clean, plain

_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
_MARKUP = re.compile(r"<[/!?]?[a-z]", re.IGNORECASE)
_BREAKS = re.compile(r"<(?:br|p|div|li)\b", re.IGNORECASE)


def prose(value: object) -> str | None:
    """Text of a property as the author wrote it, or None when there is none.

    Takes off markup and entities, also where a site escaped them twice.
    """
    if not isinstance(value, str):
        return None
    if _ENTITY.search(value) and not _MARKUP.search(value):
        value = html.unescape(value)
    if _MARKUP.search(value) and not _BREAKS.search(value):
        # Only inline tags: the line ends are the author's own, not the page's layout.
        value = value.replace("\n", "<br>")
    text = plain(value)
    return clean(html.unescape(text) if _ENTITY.search(text) else text)


def line(value: object) -> str | None:
    """``prose`` on a single line: a name or a title."""
    text = prose(value)
    return None if text is None else clean(" ".join(text.split()))


def unescaped(value: object) -> str | None:
    """Plain text in which an API escaped ``&``, ``<`` and ``>``; it has no markup to take off."""
    return clean(html.unescape(value)) if isinstance(value, str) else None
