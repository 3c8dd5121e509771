"""What can arrive instead of an honest page; for proving that an adapter takes it calmly."""

from __future__ import annotations

import random
from collections.abc import Iterator

BLOCK_PAGE = b"""<!doctype html>
<html><head><title>Just a moment...</title></head>
<body><h1>Checking your browser</h1><form action="/captcha"></form></body></html>
"""
"""A challenge page, as sites send it with status 200."""

FOREIGN = (
    b"",
    b" \n",
    b"page depth is limited to 10",
    b"null",
    b'{"error": "something went wrong"}',
    b"<html><head><title>Welcome",
)
"""Answers that are no page of any site of reviews."""

ECHO = "s3cr3t-echo"
"""What a refusal repeats, and no error of ours may."""

REFUSALS = (
    *(b"", b"{", b"[]", b"null", b"[1]", b"\xff\xfe", b"[" * 100_000),
    *(b'{"error": null}', b'{"error": []}', b'{"errors": [null]}', b'{"access_token": 7}'),
    b'{"access_token": "a", "expires_in": 1e400}',
    f'{{"error": "{ECHO}", "error_description": "{ECHO}"}}'.encode(),
    f'{{"error": {{"code": "{ECHO}", "message": "{ECHO}"}}}}'.encode(),
)
"""What sites may say as they refuse, or in place of a token; some repeat what they were sent."""

_TOKENS = (
    b"\x00", b"\xff\xfe", b"\xed\xa0\xbd", b"<", b"]]>", b"\\ud83d", b"null", b"NaN", b"1e999",
    b"[" * 3000, b"{", b'"', b"9" * 5000, b"-1", b"true", b"<![CDATA[", b"&#0;", b"\r\n",
)  # fmt: skip


def cuts(body: bytes, pieces: int = 8) -> Iterator[bytes]:
    """``body`` broken off ever later."""
    for piece in range(1, pieces):
        yield body[: len(body) * piece // pieces]


def mutations(body: bytes, rounds: int, seed: int = 7) -> Iterator[bytes]:
    """``body`` with a few bytes changed, cut, doubled or replaced; the same ones every time."""
    dice = random.Random(seed)  # noqa: S311 - repeatable, not secret
    for _ in range(rounds if body else 0):
        damaged = bytearray(body)
        for _ in range(dice.randint(1, 4)):
            at = dice.randrange(len(damaged) or 1)
            until = min(len(damaged), at + dice.randint(1, 40))
            match dice.randrange(4):
                case 0 if damaged:
                    damaged[at] = dice.randrange(256)
                case 1:
                    del damaged[at:until]
                case 2:
                    damaged[at:at] = damaged[at:until]
                case _:
                    damaged[at:until] = dice.choice(_TOKENS)
        yield bytes(damaged)
