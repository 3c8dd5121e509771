"""A live answer made fit to be kept as a fixture: nobody's name, mail, phone or token in it.

Names are those that the adapter itself reads from the payload, so that a record without its
names still parses to the same shape. Pure.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator

from pydantic import SecretStr

from monitor.address import login_in, secret_parameters
from monitor.source import Page, Request, SourceSettings
from sources.kit.page_json import HIDDEN

_MAIL = re.compile(rb"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
_PHONE = re.compile(rb"(?<![\w.:/-])\+?\d{1,3}[ ().-]\(?\d{2,4}\)?(?:[ .-]\d{2,4}){2,4}(?![\w:-])")
_SHORTEST_SECRET = 6
"""Shorter values of a request are words such as "json", not keys."""


def anonymised(body: bytes, page: Page, secrets: Iterable[str]) -> bytes:
    """``body`` with every name that ``page`` read from it, and all else personal, replaced."""
    for secret in sorted(set(secrets), key=len, reverse=True):
        body = _replaced(body, secret, HIDDEN)
    names = {item.author.name for item in page.items if item.author.name}
    for number, name in enumerate(sorted(names, key=lambda name: (-len(name), name)), 1):
        body = _replaced(body, name, f"Person {number}")
    return _PHONE.sub(b"+000 00 000 0000", _MAIL.sub(b"person@mail.example", body))


def secrets_of(settings: SourceSettings, request: Request) -> list[str]:
    """What must not be kept of a source's settings and of the request that was made."""
    login = request.auth or login_in(request.url) or ()
    stated = (pair.partition("=")[2] for pair in secret_parameters(request.url))
    found = [*request.headers.values(), *login, *stated]
    return [*secret_settings(settings), *_long_enough(found)]


def secret_settings(settings: SourceSettings) -> list[str]:
    """The secrets among a source's settings."""
    values = (getattr(settings, name, None) for name in type(settings).model_fields)
    return _long_enough(each.get_secret_value() for each in values if isinstance(each, SecretStr))


def _long_enough(found: Iterable[str]) -> list[str]:
    return [secret for secret in found if len(secret) >= _SHORTEST_SECRET]


def _replaced(body: bytes, words: str, instead: str) -> bytes:
    for spelling in _spellings(words):
        body = body.replace(spelling, instead.encode())
    return body


def _spellings(words: str) -> Iterator[bytes]:
    """As plain text, in JSON with and without escapes, in HTML.

    The longest first: in a JSON string the plain spelling may be the beginning of the escaped one.
    """
    spellings = {
        words,
        json.dumps(words)[1:-1],
        json.dumps(words, ensure_ascii=False)[1:-1],
        html.escape(words),
        html.escape(words, quote=False),
    }
    for spelling in sorted(filter(None, spellings), key=lambda each: (-len(each), each)):
        yield spelling.encode("utf-8", "replace")
