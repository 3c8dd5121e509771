"""Web addresses without the secrets that may stand in them: a login, a token in the query.

An owner may paste ``https://user:password@host/page`` or ``https://host/page?token=...``. It is
asked for as it stands; what is stored, shown or logged goes through here first. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import unquote, urlsplit, urlunsplit

_SECRET_WORDS = frozenset(
    {"apikey", "assertion", "auth", "authentication", "authorization", "credential", "credentials"}
    | {"hmac", "jwt", "key", "pass", "passwd", "password", "pwd", "secret", "session", "sessionid"}
    | {"sid", "sig", "signature", "ticket", "token"}
)
_WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
_SITE = re.compile(r"(?<=://)(?:[^\s/?#]*@)?([^\s/?#]*)([/?#]\S*)?")


def login_in(url: str) -> tuple[str, str] | None:
    """The user name and password that stand in ``url``, None where there is no login."""
    login, at, _host = urlsplit(url).netloc.rpartition("@")
    user, _, password = login.partition(":")
    return (unquote(user), unquote(password)) if at else None


def without_login(url: str) -> str:
    """``url`` without a user name and a password."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def with_login_of(url: str, other: str) -> str:
    """``url`` with the login of ``other``, where both lead to one host and port."""
    here, there = urlsplit(url), urlsplit(other).netloc
    return urlunsplit(here._replace(netloc=there)) if there.endswith(f"@{here.netloc}") else url


def holds_secret(name: str) -> bool:
    """Whether a parameter, form field or header of that name holds a secret: one of its words
    says so, as in "access_token", "apiKey" and "X-API-Key"."""
    words = (name, *_WORD.findall(name))
    return not _SECRET_WORDS.isdisjoint(map(str.lower, words))


def secret_parameters(url: str) -> frozenset[str]:
    """The parts of the query of ``url`` that hold a secret, by their names: "token=abc"."""
    query = urlsplit(url).query
    names = ((pair, unquote(pair.partition("=")[0])) for pair in query.split("&"))
    return frozenset(pair for pair, name in names if holds_secret(name))


def left_out(text: str, parameters: Collection[str]) -> str:
    """``text`` without these parts of the query of any address in it."""
    for pair in map(re.escape, parameters):
        text = re.sub(rf"(?<=[?&]){pair}&|[?&]{pair}(?=[#\s]|\Z)", "", text)
    return text


def without_secrets(url: str) -> str:
    """``url`` fit to be stored and shown: without its login and its secret parameters."""
    return left_out(without_login(url), secret_parameters(url))


def masked(text: str) -> str:
    """``text`` with no more of each address in it than its site: a path may be a secret, too."""
    return _SITE.sub(lambda found: found[1] + ("/…" if len(found[2] or "") > 1 else ""), text)
