"""Telegram's HTML, read as Telegram reads it: checked, cut and made plain.

Screens already write HTML that fits. This is the safety net below them: one stray ``<`` would
make Telegram refuse the whole message, and an alert must never be lost to a typo.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.screens.markup import ELLIPSIS, escape, units

TAGS = frozenset(
    ("a", "b", "blockquote", "code", "del", "em", "i", "ins", "pre", "s", "strike", "strong", "u")
)
"""What goodword writes; Telegram knows a few more."""

_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_TOKEN = re.compile(
    r"<(?P<close>/)(?P<closed>[a-zA-Z]+)\s*>"
    r"|<(?P<opened>[a-zA-Z]+)(?:\s+[a-zA-Z-]+(?:=\"[^\"]*\"|='[^']*')?)*\s*>"
    r"|&(?:(?P<entity>lt|gt|amp|quot|apos)|#(?P<decimal>\d{1,7})|#x(?P<hex>[0-9a-fA-F]{1,6}));"
    r"|(?P<bare><)|.",
    re.DOTALL,
)


class MarkupError(ValueError):
    """Telegram would refuse this HTML. The message names the place, not the text."""


@dataclass(frozen=True, slots=True)
class _Token:
    """``raw`` as written; ``shown`` what the reader sees of it; ``tag`` with its direction."""

    raw: str
    shown: str = ""
    tag: str = ""
    closes: bool = False


def check(html: str) -> None:
    """Raises MarkupError unless Telegram would take ``html``."""
    open_tags: list[str] = []
    for token in _tokens(html):
        _step(open_tags, token)
    if open_tags:
        raise MarkupError(f"<{open_tags[-1]}> is never closed")


def plain(html: str) -> str:
    """What a reader sees of ``html``, whether or not it is well formed."""
    return "".join(token.shown for token in _tokens(html, forgiving=True))


def fit(html: str, limit: int) -> str:
    """``html`` cut so that at most ``limit`` UTF-16 units show, every open tag closed.

    Raises MarkupError on HTML that Telegram would refuse.
    """
    check(html)
    if units(plain(html)) <= limit:
        return html
    room = limit - units(ELLIPSIS)
    kept: list[str] = []
    open_tags: list[str] = []
    for token in _tokens(html):
        room -= units(token.shown)
        if room < 0:
            break
        _step(open_tags, token)
        kept.append(token.raw)
    return "".join([*kept, ELLIPSIS, *(f"</{tag}>" for tag in reversed(open_tags))])


def fit_plain(text: str, limit: int) -> str:
    """Plain ``text`` as HTML of at most ``limit`` shown units."""
    return fit(escape(text), limit)


def _tokens(html: str, *, forgiving: bool = False) -> Iterator[_Token]:
    """The pieces of ``html``. ``forgiving`` shows what makes no sense as it stands."""
    for match in _TOKEN.finditer(html):
        raw = match.group()
        tag = (match["closed"] or match["opened"] or "").lower()
        shown = None if tag or match["bare"] else _character(match)
        if tag in TAGS:
            yield _Token(raw, tag=tag, closes=bool(match["close"]))
        elif shown is None and not forgiving:
            raise MarkupError(f"nothing that Telegram reads at {match.start()}")
        else:
            yield _Token(raw, raw if shown is None else shown)


def _character(match: re.Match[str]) -> str | None:
    """What shows of a piece that is no tag; None for the number of no character."""
    if match["entity"]:
        return _NAMED[match["entity"]]
    if not match["decimal"] and not match["hex"]:
        return match.group()
    code = int(match["decimal"]) if match["decimal"] else int(match["hex"], 16)
    return chr(code) if 0 < code < 0xD800 or 0xDFFF < code <= 0x10FFFF else None


def _step(open_tags: list[str], token: _Token) -> None:
    if not token.tag:
        return
    if not token.closes:
        open_tags.append(token.tag)
    elif not open_tags or open_tags.pop() != token.tag:
        raise MarkupError(f"</{token.tag}> closes nothing")
