"""What a button carries: an ``Action`` as callback data, and back.

Form, version 1: ``1:<verb>:<number>:<extra>``, the verb one or two letters. Buttons live in a
chat for years, so every release must read, or politely refuse, what an older one wrote.
"""

from __future__ import annotations

import re

from bot.screens.message import Action, Verb

LIMIT = 64
"""Telegram's limit for callback data, in bytes."""

VERSION = 1
_FORM = re.compile(r"(\d+):([a-z]{1,2}):(\d{1,19}):(\d{1,19})", re.ASCII)
_LARGEST = 2**63 - 1


def encode(action: Action) -> str:
    """``action`` as callback data. Raises ValueError on numbers that no row can have."""
    for value in (action.number, action.extra):
        if not 0 <= value <= _LARGEST:
            raise ValueError(f"{value} does not fit a button")
    return f"{VERSION}:{action.verb.value}:{action.number}:{action.extra}"


def decode(data: str) -> Action | None:
    """The action in ``data``, or None when this version of goodword did not write it.

    Total: any string a client may send back is either an action or None.
    """
    match = _FORM.fullmatch(data)
    if match is None or match[1] != str(VERSION):
        return None
    try:
        verb = Verb(match[2])
    except ValueError:
        return None
    number, extra = int(match[3]), int(match[4])
    return Action(verb, number, extra) if max(number, extra) <= _LARGEST else None
