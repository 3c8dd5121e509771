"""Spreadsheet cells that are formulas: guarded on the way out, unwrapped on the way in.

A review that begins with ``=`` would be run by the spreadsheet that opens an export. An
apostrophe in front prevents it. ``unguard(guard(text)) == text`` for every text.
"""

from __future__ import annotations

import re

_DANGEROUS = tuple("=+-@\t\r")
_QUOTED = r'"((?:[^"]|"")*)"'
_HYPERLINK = re.compile(rf"=HYPERLINK\(\s*{_QUOTED}\s*(?:[,;]\s*{_QUOTED}\s*)?\)\Z", re.IGNORECASE)
_TEXT = re.compile(rf"={_QUOTED}\Z")


def guard(cell: str) -> str:
    """``cell`` with an apostrophe in front, where a spreadsheet would run it as a formula."""
    return "'" + cell if cell.lstrip("'").startswith(_DANGEROUS) else cell


def unguard(cell: str) -> str:
    """Take off what ``guard`` put on."""
    guarded = cell.startswith("'") and cell.lstrip("'").startswith(_DANGEROUS)
    return cell[1:] if guarded else cell


def shown(cell: str) -> str:
    """What a spreadsheet shows for ``cell``: no guard, the words of a link, quoted text."""
    if cell.startswith("'"):
        return unguard(cell)
    if link := _HYPERLINK.match(cell):
        return _unquoted(link[2] if link[2] is not None else link[1])
    if quoted := _TEXT.match(cell):
        return _unquoted(quoted[1])
    return cell


def linked(cell: str) -> str:
    """The address of a ``=HYPERLINK`` cell, else what ``shown`` says."""
    link = _HYPERLINK.match(cell)
    return _unquoted(link[1]) if link else shown(cell)


def _unquoted(text: str) -> str:
    return text.replace('""', '"')
