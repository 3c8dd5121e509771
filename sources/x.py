"""Posts on X of the last seven days, by its recent search. Every post read costs money.

The cursor is ``{"newest": id}``: a poll asks for what came after it and pays for nothing twice.
An id holds its time, which is how a poll without results moves the cursor on; X refuses ids
older than a week.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import ClassVar

from pydantic import Field, SecretStr

from monitor.capability import NeedsToken, ReadsRefusals, Token
from monitor.errors import (
    AuthExpired,
    NeedsApproval,
    NotConfigured,
    QuotaExhausted,
    RateLimited,
    SchemaChanged,
    SourceError,
    TargetNotFound,
)
from monitor.mention import Author, Item, Kind
from monitor.settings import Secret
from monitor.source import (
    Auth,
    Cursor,
    Edits,
    History,
    HttpSource,
    Json,
    Order,
    Page,
    Pushdown,
    Request,
    Response,
    SourceInfo,
    SourceSettings,
    Terms,
)
from sources.reading.dates import read_date
from sources.reading.entries import read_each
from sources.reading.language import language
from sources.reading.nodes import at, entries_at, text_at
from sources.reading.payload import read_json
from sources.reading.person import person
from sources.reading.prose import unescaped

SEARCH = "https://api.x.com/2/tweets/search/recent"
_FIELDS = "created_at,lang,author_id,conversation_id,edit_history_tweet_ids,note_tweet"
_EPOCH = datetime(2010, 11, 4, 1, 42, 54, 657000, UTC)
"""The moment from which X's ids count milliseconds, in their bits above the lowest 22."""
_REACH = timedelta(days=6)
"""X searches seven days back; a day is kept in hand."""
_LATE = timedelta(minutes=5)
"""Posts are found a little after they were written."""
_TURN = timedelta(minutes=10)
_NUMBER = re.compile(r"[0-9]{1,19}")
_NAME = re.compile(r"\w{1,50}", re.ASCII)


class XSettings(SourceSettings):
    """``query`` in X's own syntax; reposts are left out. ``pages`` of 100 posts a poll at most."""

    token: Secret
    query: str = Field(min_length=1, max_length=490)
    pages: int = Field(default=3, ge=1, le=50)


class X(HttpSource, NeedsToken, ReadsRefusals):
    """What is said on X about the shop."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="x",
        title="X",
        summary="Posts on X of the last seven days, by its search; every post read costs money.",
        kinds=frozenset({Kind.MENTION}),
        auth=Auth.PAID,
        order=Order.NEWEST_CREATED,
        history=History.WINDOW,
        edits=Edits.UPDATED_AT,
        pushdown=frozenset(
            {Pushdown.ANY, Pushdown.PHRASE, Pushdown.NONE_OF, Pushdown.LANGUAGE, Pushdown.SINCE}
        ),
        terms=Terms(note="Show posts unaltered with their author and a link; drop deleted ones."),
        min_interval=timedelta(minutes=5),
        every=timedelta(hours=1),
    )
    Settings: ClassVar[type[SourceSettings]] = XSettings
    settings: XSettings

    @classmethod
    def offline(cls, url: str | None = None) -> X:  # noqa: ARG003 - tells nothing
        return cls(XSettings(token=SecretStr(""), query="shop"))

    def request(self, cursor: Cursor | None) -> Request:
        query = self.settings.query
        if "is:retweet" not in query:
            query = f"({query}) -is:retweet"
        params = {"query": query, "max_results": "100", "tweet.fields": _FIELDS}
        params |= {"expansions": "author_id", "user.fields": "username,name"}
        newest = (cursor or {}).get("newest")
        if isinstance(newest, str) and _NUMBER.fullmatch(newest):
            params["since_id"] = newest
        return Request(SEARCH, params=params, notes={"page": 1, "top": None}, conditional=False)

    def parse(self, response: Response) -> Page:
        """One page of found posts. Raises what X's error calls for."""
        payload = read_json(response)
        entries, meta = at(payload, "data"), at(payload, "meta")
        if entries is None and not isinstance(meta, dict):
            raise _trouble(payload) or SchemaChanged("The answer is no list of posts on X.")
        if not isinstance(entries, list | None):
            raise SchemaChanged("The answer is no list of posts on X.")
        people = {text_at(user, "id"): user for user in entries_at(payload, "includes", "users")}
        now = response.received_at
        found = entries or []
        items, rejected = read_each(found, lambda each: _post(each, people, now), "post")
        # An id from the future would shut out whatever is written until then.
        ids = [text_at(meta, "newest_id"), *(text_at(each, "id") for each in found)]
        top = _latest(response.request.notes.get("top"), *ids, below=id_at(now) + 1)
        follow = self._follow(response.request, text_at(meta, "next_token"), top)
        resume: Cursor | None = None
        if follow is None:
            since, just_now = response.request.params.get("since_id"), str(id_at(now - _LATE))
            resume = {"newest": top or _latest(since, just_now)}
        return Page(items, rejected, next=follow, resume=resume)

    def _follow(self, asked: Request, onward: str | None, top: str | None) -> Request | None:
        """The next page, while there is one and it may be paid for."""
        turn = asked.notes.get("page")
        page = turn if isinstance(turn, int) else 1
        if onward is None or page >= self.settings.pages:
            return None
        params = {**asked.params, "next_token": onward}
        return replace(asked, params=params, notes={"page": page + 1, "top": top})

    def token(self, now: datetime) -> Token | Request:
        """The bearer token never runs out; its time limit tells ``authorised`` how late it is."""
        return Token(self.settings.token.get_secret_value(), now + _TURN)

    def parse_token(self, response: Response) -> Token:  # noqa: ARG002 - never asked for
        raise AuthExpired("X refused the bearer token.")

    def authorised(self, request: Request, token: Token) -> Request:
        """With the token in it, and without an id too old for X to search from."""
        params = dict(request.params)
        since = params.get("since_id")
        began = None if token.expires_at is None else token.expires_at - _TURN
        if since is not None and began is not None and int(since) < id_at(began - _REACH):
            del params["since_id"]
        headers = {**request.headers, "Authorization": f"Bearer {token.value}"}
        return replace(request, params=params, headers=headers)

    def refusal(self, status: int, headers: Mapping[str, str], body: bytes) -> SourceError | None:  # noqa: ARG002
        try:
            payload: Json = json.loads(body)
        except (ValueError, RecursionError):
            return None
        error = _trouble(payload)
        # How long to wait stands in the headers, which the status' own reading knows.
        return None if type(error) is RateLimited else error


def id_at(moment: datetime) -> int:
    """The lowest id that a post of that moment can have."""
    return max(0, (moment - _EPOCH) // timedelta(milliseconds=1)) << 22


def _latest(*numbers: Json, below: int = 1 << 63) -> str | None:
    known = [int(n) for n in numbers if isinstance(n, str) and _NUMBER.fullmatch(n)]
    return str(max(known)) if (known := [n for n in known if n < below]) else None


def _post(
    entry: Mapping[str, Json], people: Mapping[str | None, Json], now: datetime
) -> Item | None:
    """A post under the id of its first version: an edit gives it a new id, and lists the old."""
    node: Json = dict(entry)
    number = text_at(node, "id")
    text = unescaped(at(node, "note_tweet", "text") or entry.get("text"))
    if number is None or not _NUMBER.fullmatch(number) or text is None:
        return None
    versions = [text_at(each) for each in entries_at(node, "edit_history_tweet_ids")]
    first = min((v for v in versions if v and _NUMBER.fullmatch(v)), key=int, default=number)
    published, precision = read_date(entry.get("created_at"), now=now)
    user = people.get(text_at(node, "author_id")) or at(node, "author")
    name = text_at(user, "username")
    known = name is not None and _NAME.fullmatch(name) is not None
    return Item(
        id=first,
        kind=Kind.MENTION,
        author=Author(
            person(at(user, "name")) or person(name),
            text_at(node, "author_id"),
            f"https://x.com/{name}" if known else None,
        ),
        text=text,
        published_at=published,
        precision=precision,
        updated_at=published if first != number else None,
        url=f"https://x.com/{name if known else 'i/web'}/status/{number}",
        lang=_language(entry.get("lang")),
    )


def _language(code: Json) -> str | None:
    """X's own codes for "no language" (und, qme, zxx and their kin) tell none."""
    known = language(code)
    return None if known in ("und", "zxx", "art") or (known or "").startswith("q") else known


_MEANING: tuple[tuple[str, type[SourceError], str], ...] = (
    ("usagecap|usage-capped|credits", QuotaExhausted, "The budget at X is used up."),
    ("not-enrolled|client-forbidden|not-authorized", NeedsApproval, "X has not opened the search."),
    ("too many requests|rate limit", RateLimited, "X asks to slow down."),
    ("unauthorized|invalid or expired token", AuthExpired, "X refused the bearer token."),
    ("resource-not-found|not found error", TargetNotFound, "X knows nothing under this address."),
    ("invalid-request|invalid request", NotConfigured, "X does not understand the query."),
)


def _trouble(payload: Json) -> SourceError | None:
    """What an error of X calls for; None where ``payload`` reports none that is known."""
    told = [payload, *entries_at(payload, "errors")]
    said = " ".join(
        text_at(each, name) or ""
        for each in told
        for name in ("title", "type", "reason", "message")
    ).lower()
    for words, kind, what in _MEANING:
        if re.search(words, said):
            return kind(what)
    return None
