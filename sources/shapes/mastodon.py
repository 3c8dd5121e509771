"""One post of Mastodon and its kin: as an item, and as the shop's own answer. Pure."""

from __future__ import annotations

import re
from datetime import datetime

from monitor.capability import OurReply
from monitor.errors import (
    AuthExpired,
    NotConfigured,
    RateLimited,
    SourceError,
    TargetNotFound,
    Unavailable,
)
from monitor.mention import Author, Item, Kind
from monitor.source import Json
from sources.reading.dates import read_date
from sources.reading.language import language
from sources.reading.nodes import text_at
from sources.reading.person import person
from sources.reading.prose import line
from sources.reading.text import clean, plain, safe_url

LIMIT = 460
"""Characters: 500 by default, less the "@name" that tells the author of the answer."""

_SHOWN = {"public", "unlisted", "local", None}
_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
_ACCT = re.compile(r"[\w.-]{1,100}(?:@[\w.:-]{1,200})?")
_ERRORS: tuple[tuple[str, type[SourceError]], ...] = (
    (r"record not found|not found", TargetNotFound),
    (r"too many|throttle|rate.?limit", RateLimited),
    (r"token|authenticat|authoriz|login|scope", AuthExpired),
    (r"went wrong|unavailable|timed? ?out|could not be fetched", Unavailable),
)


def id_order(identifier: str) -> tuple[int, str]:
    """Ids in the order of time: numbers that grow longer, or letters of one length."""
    return len(identifier), identifier


def is_id(identifier: str) -> bool:
    """Whether it looks like an id at all: it is stored, and goes into addresses."""
    return _ID.fullmatch(identifier) is not None


def read_status(status: Json, now: datetime, host: str, *, ours: bool) -> Item | str:
    """A post as an item, or why it is none. ``host`` is the server that showed it."""
    identifier = text_at(status, "id")
    if not isinstance(status, dict) or not identifier or not is_id(identifier):
        return "not a post with an id"
    if "content" not in status:
        return "not a post with a content"
    if status.get("reblog"):
        return "a boost of another post"
    if status.get("visibility", None) not in _SHOWN:
        return "not a public post"
    published, precision = read_date(status.get("created_at"), now=now)
    content = status.get("content")
    uri = safe_url(status.get("uri"))
    acct = text_at(status, "account", "acct") or ""
    return Item(
        id=identifier,
        kind=Kind.MENTION,
        author=_author(status.get("account"), host, ours=ours),
        title=line(status.get("spoiler_text")),
        text=clean(plain(content)) if isinstance(content, str) else None,
        published_at=published,
        precision=precision,
        updated_at=read_date(status.get("edited_at"), now=now)[0],
        url=safe_url(status.get("url")) or uri,
        lang=language(status.get("language")),
        dedupe_key=f"activitypub:{uri}" if uri else None,
        extra={"acct": acct} if _ACCT.fullmatch(acct) else {},
    )


def _author(account: Json, host: str, *, ours: bool) -> Author:
    handle = full_handle(text_at(account, "acct"), host)
    shown = text_at(account, "display_name") or ""
    return Author(
        person(shown) or person(f"@{handle}" if handle else None),
        id=clean(f"@{handle}") if handle else None,
        url=safe_url(text_at(account, "url")),
        is_owner=ours,
    )


def full_handle(acct: str | None, host: str) -> str | None:
    """``name@server`` in lower case; the server adds its own host to none of its members."""
    name = (acct or "").strip().removeprefix("@").lower()
    if not _ACCT.fullmatch(name):
        return None
    return name if "@" in name else f"{name}@{host.lower()}"


def same_account(acct: str | None, own: str | None, host: str) -> bool:
    """Whether ``acct``, as ``host`` names it, is the account that the owner set as their own."""
    ours = full_handle(own, host)
    return ours is not None and full_handle(acct, host) == ours


def addressed(text: str, acct: str) -> str:
    """``text`` as it is posted: without the author's name in it, they would not be told."""
    if not acct or f"@{acct}".lower() in text.lower():
        return text
    return f"@{acct} {text}"


def our_reply(status: Json, to: str, now: datetime) -> OurReply | None:
    """The shop's own post as an answer: the words the owner wrote, without the address."""
    found = read_own(status)
    if found is None:
        return None
    identifier, text = found
    name = to.partition("@")[0]
    if name:
        text = re.sub(rf"\A@{re.escape(name)}(?:@[\w.:-]+)?\s*", "", text, flags=re.IGNORECASE)
    published = read_date(text_at(status, "created_at"), now=now)[0]
    return OurReply(text, id=identifier, published_at=published)


def read_own(status: Json) -> tuple[str, str] | None:
    """Id and plain words of a post, None when it has none."""
    identifier, content = text_at(status, "id"), text_at(status, "content")
    if identifier is None or content is None:
        return None
    return identifier, clean(plain(content)) or ""


def refusal_in(message: str) -> SourceError:
    """What the server's own error message stands for; its words are not repeated."""
    for pattern, error in _ERRORS:
        if re.search(pattern, message, re.IGNORECASE):
            return error(f"The server refused: {_WHY[error]}.")
    return NotConfigured("The server refused this request.")


_WHY: dict[type[SourceError], str] = {
    TargetNotFound: "there is no such post or tag",
    RateLimited: "too many requests",
    AuthExpired: "the token is missing, wrong or may not do this",
    Unavailable: "it has trouble of its own",
}
