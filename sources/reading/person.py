"""A person's name as it may be kept."""

from __future__ import annotations

import re

from sources.reading.text import clean, plain

# No "@" before it: "@anna@social.example" is a public name, not a mailbox.
_MAILBOX = re.compile(r"(?:mailto:)?(?<![\w@.+-])[\w.+-]+@[\w-]+\.[\w.-]+")
_WEB = re.compile(r"https?://", re.IGNORECASE)
_AROUND = " \"'<>()[],;:-"
_MAX_LENGTH = 200


def person(value: object) -> str | None:
    """``value`` as a name on one line, without markup; None where there is none.

    An e-mail address is never kept: of "anna@shop.example (Anna)" the name remains, of a bare
    address nothing. Nor is a web address a name.
    """
    if not isinstance(value, str):
        return None
    name = " ".join(plain(value[: 10 * _MAX_LENGTH]).split())
    without = _MAILBOX.sub("", name)
    if without != name:
        name = without.strip(_AROUND)
    return None if _WEB.match(name) else clean(name[:_MAX_LENGTH])
