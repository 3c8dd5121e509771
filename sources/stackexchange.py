"""Questions on the sites of Stack Exchange, by their search; a key is optional.

The answer is always compressed, and errors are told in the body. ``backoff`` says how long to
leave the search alone: the walk is laid down there, and the next poll takes it up again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, ClassVar, Self

from pydantic import StringConstraints

from monitor.capability import ReadsRefusals
from monitor.errors import SchemaChanged, SourceError
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
)
from monitor.source import Terms as Conditions
from sources.reading.dates import read_date
from sources.reading.entries import Entry, read_each
from sources.reading.gzipped import unpacked
from sources.reading.nodes import at, entries_at, text_at
from sources.reading.payload import read_json
from sources.reading.person import person
from sources.reading.prose import line
from sources.reading.text import clean, plain, safe_url
from sources.shapes.stackexchange import error_in
from sources.walks.searches import SearchWalk, Terms, term_in
from sources.wire.status import stated_date

SEARCH = "https://api.stackexchange.com/2.3/search/advanced"
PER_PAGE = 100
_NUMBER = re.compile(r"[0-9]{1,12}")


class StackExchangeSettings(SourceSettings):
    """``site`` is the site's name in the API ("stackoverflow", "travel"), ``key`` an app key."""

    query: Terms
    site: Annotated[str, StringConstraints(pattern=r"^[a-z0-9.]+$")] = "stackoverflow"
    key: Secret | None = None


class StackExchange(HttpSource, ReadsRefusals):
    """Questions on one site that hold the owner's words."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="stackexchange",
        title="Stack Exchange",
        summary="Questions on Stack Overflow and its sister sites; a free key is optional.",
        kinds=frozenset({Kind.MENTION}),
        auth=Auth.NONE,
        order=Order.NEWEST_CREATED,
        history=History.FULL,
        edits=Edits.UPDATED_AT,
        pushdown=frozenset({Pushdown.PHRASE, Pushdown.SINCE}),
        terms=Conditions(note="CC BY-SA, with the author's name and a link"),
        min_interval=timedelta(minutes=5),
        every=timedelta(hours=1),
    )
    Settings: ClassVar[type[SourceSettings]] = StackExchangeSettings
    settings: StackExchangeSettings

    @classmethod
    def offline(cls, url: str | None = None) -> Self:
        site = term_in(url, "site") or "stackoverflow"
        query = (term_in(url, "q", "title", "intitle") or "shop",)
        return cls(StackExchangeSettings.model_construct(None, query=query, site=site))

    def request(self, cursor: Cursor | None) -> Request:
        terms = self.settings.query
        walk = SearchWalk.begin(cursor, terms)
        laid_down = cursor.get("walk") if cursor and cursor.get("terms") == list(terms) else None
        return self._request(SearchWalk.model_validate(laid_down) if laid_down else walk)

    def _request(self, walk: SearchWalk) -> Request:
        params = {"q": self.settings.query[walk.term], "site": self.settings.site}
        params |= {"order": "desc", "sort": "creation", "filter": "withbody"}
        params |= {"pagesize": str(PER_PAGE), "page": str(walk.page)}
        if walk.since is not None:
            params["fromdate"] = str(int(walk.since.timestamp()))
        if self.settings.key is not None:
            params["key"] = self.settings.key.get_secret_value()
        notes = walk.model_dump(mode="json")
        return Request(SEARCH, params=params, notes=notes, conditional=False)

    def parse(self, response: Response) -> Page:
        """The questions of one search; answers and comments too, where a saved one has them.

        Raises Blocked for a web page, SchemaChanged for JSON of another kind, and what the
        error named in the body calls for.
        """
        payload = read_json(replace(response, body=unpacked(response.body)))
        entries = _entries(payload, response.received_at)
        items, rejected = read_each(
            entries,
            lambda entry: _read(entry, response.received_at),
            "question",
            sign="creation_date",
        )
        walk = SearchWalk.model_validate(response.request.notes)
        walk = walk.met(items, response.received_at)
        terms = self.settings.query
        follow = walk.following(items, len(terms), more=at(payload, "has_more") is True)
        pause = _pause(payload)
        if follow is not None and (pause or at(payload, "quota_remaining") == 0):
            rest = follow.model_dump(mode="json")
            before = None if walk.known is None else walk.known.isoformat()
            kept: Cursor = {"newest": before, "terms": list(terms), "walk": rest}
            until = response.received_at + pause if pause else None
            return Page(items, rejected, resume=kept, retry_at=until)
        return Page(
            items,
            rejected,
            next=None if follow is None else self._request(follow),
            resume=None if follow is not None else walk.cursor(terms),
        )

    def refusal(
        self,
        status: int,  # noqa: ARG002 - 400 for nearly everything
        headers: Mapping[str, str],
        body: bytes,
    ) -> SourceError | None:
        """The API answers 400 to nearly everything, and names the reason in the body."""
        found = re.search(rb'"error_id"\s*:\s*(\d{3})', body)
        if found is None:
            return None
        message = body.decode("utf-8", "replace")
        return error_in(int(found[1]), message, now=stated_date(headers))


def _entries(payload: Json, now: datetime) -> list[Json]:
    if isinstance(payload, dict):
        identifier = payload.get("error_id")
        if isinstance(identifier, int):
            raise error_in(identifier, text_at(payload, "error_message") or "", now=now)
        if isinstance(payload.get("items"), list):
            return entries_at(payload, "items")
    raise SchemaChanged("The answer is no search result of Stack Exchange.")


def _pause(payload: Json) -> timedelta | None:
    """How long the site wants this search to be left alone."""
    stated = at(payload, "backoff")
    if isinstance(stated, bool) or not isinstance(stated, int) or not 0 < stated < 1_000_000:
        return None
    return timedelta(seconds=stated)


def _read(entry: Entry, now: datetime) -> Item | str:
    kinds = ("comment", "answer", "question")
    kind = next((kind for kind in kinds if text_at(entry, f"{kind}_id")), "")
    number = text_at(entry, f"{kind}_id") or ""
    if not _NUMBER.fullmatch(number):
        return "not a question with a number"
    body = entry.get("body") or entry.get("excerpt")
    published, precision = read_date(entry.get("creation_date"), now=now)
    owner = entry.get("owner")
    title = line(entry.get("title"))
    return Item(
        id=f"{kind}/{number}",
        kind=Kind.MENTION,
        author=Author(
            person(text_at(owner, "display_name")),
            id=clean(text_at(owner, "user_id")),
            url=safe_url(text_at(owner, "link")),
        ),
        title=title if kind == "question" else None,
        text=clean(plain(body)) if isinstance(body, str) else None,
        published_at=published,
        precision=precision,
        updated_at=read_date(entry.get("last_edit_date"), now=now)[0],
        url=safe_url(entry.get("link")),
        about=None if kind == "question" else title,
        truncated="body" not in entry,
    )
