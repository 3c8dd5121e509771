"""A person's name as it may be kept."""

from __future__ import annotations

import re

from sources.text import clean, plain

_ADDRESS = re.compile(r"\S+@\S+\.\S+|https?://\S+", re.IGNORECASE)
_NAMED_ADDRESS = re.compile(r"(?:mailto:)?\S+@\S+\s+\((.+)\)\Z|(.+?)\s+<\S+@\S+>\Z")
_MAX_LENGTH = 200


def person(value: object) -> str | None:
    """``value`` as a name on one line, without markup; None where there is none.

    An e-mail address is never kept: of "anna@shop.example (Anna)" the name remains, of a bare
    address nothing. Nor is a web address a name.
    """
    if not isinstance(value, str):
        return None
    name = clean(" ".join(plain(value[: 10 * _MAX_LENGTH]).split())) or ""
    if found := _NAMED_ADDRESS.match(value.strip()):
        name = clean(" ".join((found[1] or found[2]).strip('"').split())) or ""
    return None if _ADDRESS.fullmatch(name) else name[:_MAX_LENGTH].strip() or None
