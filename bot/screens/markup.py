"""Untrusted text made fit for Telegram's HTML: tame, cut, escape, isolate, measure.

Telegram counts UTF-16 code units of what is left once the tags are parsed. A text may hold
4096 of them, a caption 1024. Anything a stranger wrote goes through ``inline`` or ``block``.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

import regex

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ELLIPSIS = "…"

_MARKS_IN_A_ROW = 4
"""Pointed Hebrew and Vietnamese need up to three; what is beyond four is meant to disfigure."""
_URL_LIMIT = 2000
_URL_SAFE = "%/:;,!$&'()*+=~@-._?"
_ISOLATE, _POP = "\u2068", "\u2069"
_UNSEEN = regex.compile(r"[\p{Cc}\p{Cs}\p{Zl}\p{Zp}--[\n]]|[\u202a-\u202e\u2066-\u2069]", regex.V1)
_PILED = regex.compile(rf"(\p{{M}}{{{_MARKS_IN_A_ROW}}})\p{{M}}+")
_BLANK_LINES = re.compile(r"[^\S\n]*\n(?:[^\S\n]*\n){2,}")
_GRAPHEME = regex.compile(r"\X")
_TAG = re.compile(r"<[^>]*>")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)+{_LABEL}")


def units(text: str) -> int:
    """The length of plain ``text`` as Telegram counts it."""
    return len(text) + sum(character > "\uffff" for character in text)


def shown_units(markup: str) -> int:
    """The length of our own ``markup`` once Telegram has parsed it."""
    return units(html.unescape(_TAG.sub("", markup)))


def tame(text: str) -> str:
    """``text`` without what could garble a chat: control and direction-override characters,
    half surrogates, piles of combining marks, runs of blank lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    seen = _PILED.sub(r"\1", _UNSEEN.sub("", lines))
    return _BLANK_LINES.sub("\n\n", seen).strip()


def cut(text: str, room: int) -> str:
    """The beginning of ``text`` in at most ``room`` units, between two graphemes, with "…"."""
    if units(text) <= room:
        return text
    if room < 1:
        return ""
    kept, used = [], 0
    for match in _GRAPHEME.finditer(text[: room + 1]):
        used += units(match.group())
        if used > room - 1:
            break
        kept.append(match.group())
    return "".join(kept).rstrip() + ELLIPSIS


def escape(text: str) -> str:
    """Plain text as HTML."""
    return html.escape(text, quote=False)


def inline(text: str | None, room: int) -> str:
    """Untrusted ``text`` as one line of escaped HTML, in at most ``room`` units.

    It is wrapped in a direction isolate, so that Hebrew leaves the line around it alone.
    Empty when there is nothing to show.
    """
    line = " ".join(tame(_beginning(text, room)).split())
    return f"{_ISOLATE}{escape(cut(line, room - 2))}{_POP}" if line else ""


def block(text: str | None, room: int) -> str:
    """Untrusted ``text`` with its line breaks as escaped HTML, in at most ``room`` units."""
    return escape(cut(tame(_beginning(text, room)), room))


def _beginning(text: str | None, room: int) -> str:
    """As much of ``text`` as could matter: nobody tames 100,000 characters to show 80."""
    return (text or "")[: 8 * room + 64]


def web_link(url: str | None) -> str | None:
    """``url`` if Telegram will surely open it, else None: one bad link sinks a whole message."""
    try:
        parts = urlsplit(url or "")
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
        path, query, mark = (quote(part, _URL_SAFE) for part in parts[2:])
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not _HOST.fullmatch(host):
        return None
    whole = urlunsplit((parts.scheme, host + port, path, query, mark))
    return whole if len(whole) <= _URL_LIMIT else None


@dataclass(frozen=True, slots=True)
class Quote:
    """What a stranger wrote, still uncut: it gets whatever room the rest of a message leaves."""

    text: str | None
    title: str | None = None


def fit(parts: Sequence[str | Quote], limit: int = TEXT_LIMIT) -> str:
    """Join ``parts`` by line breaks into at most ``limit`` units.

    Strings are our own markup, already bounded; empty ones are left out. Quotes share what
    room is left, and are cut to it.
    """
    present = [part for part in parts if part and (not isinstance(part, Quote) or _says(part))]
    fixed = [part for part in present if isinstance(part, str)]
    room = limit - shown_units("\n".join(fixed))
    waiting = len(present) - len(fixed)
    lines = []
    for part in present:
        if isinstance(part, Quote):
            markup = _quoted(part, room // waiting - 1)
            room -= shown_units(markup) + 1
            waiting -= 1
            lines.append(markup)
        else:
            lines.append(part)
    return "\n".join(lines)


def _says(quote: Quote) -> bool:
    return bool(inline(quote.text, 8) or inline(quote.title, 8))


def _quoted(quote: Quote, room: int) -> str:
    title = inline(quote.title, min(200, room // 2))
    text = block(quote.text, room - shown_units(title) - 1)
    heading = f"<b>{title}</b>" if title else ""
    inside = "\n".join(line for line in (heading, text) if line)
    return f"<blockquote expandable>{inside}</blockquote>"
