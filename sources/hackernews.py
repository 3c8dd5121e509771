"""Stories and comments on Hacker News, by the search of Algolia, which needs no key.

Search is by date, the newest first. Further pages are asked for by time, not by number: the
search shows no more than a thousand results of one question.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import ClassVar, Self
from urllib.parse import urlsplit

from monitor.capability import CanGet, Gone
from monitor.errors import SchemaChanged
from monitor.mention import Author, Item, Kind, State
from monitor.source import (
    Cursor,
    Deletions,
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
from sources.reading.dates import read_date
from sources.reading.entries import Entry, read_each
from sources.reading.nodes import at, entries_at, text_at
from sources.reading.payload import read_json
from sources.reading.person import person
from sources.reading.prose import line
from sources.reading.text import clean, plain, safe_url
from sources.walks.searches import SearchWalk, Terms, term_in
from sources.wire.status import error_for

SEARCH = "https://hn.algolia.com/api/v1/search_by_date"
ITEM = "https://hacker-news.firebaseio.com/v0/item"
PER_PAGE = 100
_NUMBER = re.compile(r"[0-9]{1,12}")


class HackerNewsSettings(SourceSettings):
    """``query`` is searched for as a phrase; one with quotes of its own is taken as it stands."""

    query: Terms


class HackerNews(HttpSource, CanGet):
    """Stories and comments that hold the owner's words."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="hackernews",
        title="Hacker News",
        summary="Stories and comments on Hacker News; needs no key.",
        kinds=frozenset({Kind.MENTION}),
        order=Order.NEWEST_CREATED,
        history=History.FULL,
        deletions=Deletions.ITEM_GET,
        pushdown=frozenset({Pushdown.PHRASE, Pushdown.NONE_OF, Pushdown.SINCE}),
        min_interval=timedelta(minutes=1),
        every=timedelta(minutes=15),
    )
    Settings: ClassVar[type[SourceSettings]] = HackerNewsSettings
    settings: HackerNewsSettings

    @classmethod
    def offline(cls, url: str | None = None) -> Self:
        query = (term_in(url, "query") or "shop",)
        return cls(HackerNewsSettings.model_construct(None, query=query))

    def request(self, cursor: Cursor | None) -> Request:
        return self._request(SearchWalk.begin(cursor, self.settings.query))

    def _request(self, walk: SearchWalk) -> Request:
        bounds = [] if walk.since is None else [f"created_at_i>{int(walk.since.timestamp())}"]
        bounds += [] if walk.mark is None else [f"created_at_i<={walk.mark}"]
        params = {
            "query": _phrase(self.settings.query[walk.term]),
            "tags": "(story,comment)",
            "hitsPerPage": str(PER_PAGE),
            # Else "Anker" finds "anchor".
            "typoTolerance": "false",
            "advancedSyntax": "true",
        }
        if bounds:
            params["numericFilters"] = ",".join(bounds)
        notes = walk.model_dump(mode="json")
        return Request(SEARCH, params=params, notes=notes, conditional=False)

    def parse(self, response: Response) -> Page:
        """The hits of one search; also a single item, as either API shows it.

        Raises Blocked for a web page, SchemaChanged for JSON of another kind, and what an
        error message of the search calls for.
        """
        payload = read_json(response)
        hits = _hits(payload, response)
        items, rejected = read_each(
            hits, lambda hit: _read(hit, response.received_at), "post", sign=_sign(hits)
        )
        walk = SearchWalk.model_validate(response.request.notes)
        walk = walk.met(items, response.received_at)
        oldest = min((int(i.published_at.timestamp()) for i in items if i.published_at), default=0)
        if walk.mark is not None and oldest >= int(walk.mark):
            oldest = int(walk.mark) - 1
        total = at(payload, "nbHits")
        more = isinstance(total, int) and total > len(hits)
        terms = self.settings.query
        follow = walk.following(items, len(terms), more=more, mark=str(oldest))
        return Page(
            items,
            rejected,
            next=None if follow is None else self._request(follow),
            resume=None if follow is not None else walk.cursor(terms),
        )

    def get_request(self, item: Item) -> Request:
        # The other API does not know the story that a comment belongs to.
        return Request(f"{ITEM}/{item.id}.json", notes={"about": item.about}, conditional=False)

    def parse_one(self, response: Response) -> Item | Gone:
        payload = read_json(response)
        if payload is None or (isinstance(payload, dict) and _is_gone(payload)):
            return Gone.GONE
        if not isinstance(payload, dict):
            return Gone.UNKNOWN
        about = response.request.notes.get("about")
        found = _read({"story_title": about, **payload}, response.received_at)
        return Gone.UNKNOWN if isinstance(found, str) else found


def _phrase(term: str) -> str:
    return term if '"' in term else f'"{term}"'


def _hits(payload: Json, response: Response) -> list[Json]:
    if isinstance(payload, dict):
        if isinstance(payload.get("hits"), list):
            return entries_at(payload, "hits")
        status = payload.get("status")
        if isinstance(payload.get("message"), str) and isinstance(status, int) and status >= 400:
            raise error_for(
                status,
                response.headers,
                b"",
                host=urlsplit(response.url).hostname or "The search",
                authorised=False,
                now=response.received_at,
            )
        if "id" in payload and ("time" in payload or "created_at_i" in payload):
            return [payload]
    raise SchemaChanged("The answer is no search result of Hacker News.")


def _sign(hits: list[Json]) -> str:
    return "objectID" if any(text_at(hit, "objectID") for hit in hits) else "id"


def _is_gone(entry: Entry) -> bool:
    return entry.get("deleted") is True or entry.get("dead") is True


def _read(hit: Entry, now: datetime) -> Item | str:
    identifier = text_at(hit, "objectID") or text_at(hit, "id")
    if identifier is None or not _NUMBER.fullmatch(identifier):
        return "not a story or comment with a number"
    text = hit.get("comment_text") or hit.get("story_text") or hit.get("text")
    title, story = line(hit.get("title")), line(hit.get("story_title"))
    published, precision = read_date(
        hit.get("created_at_i") or hit.get("time") or hit.get("created_at"), now=now
    )
    author = text_at(hit, "author") or text_at(hit, "by")
    link = safe_url(hit.get("url"))
    return Item(
        id=identifier,
        kind=Kind.MENTION,
        author=Author(
            person(author),
            id=person(author),
            url=safe_url(f"https://news.ycombinator.com/user?id={author}") if author else None,
        ),
        title=title,
        text=clean(plain(text)) if isinstance(text, str) else None,
        published_at=published,
        precision=precision,
        url=f"https://news.ycombinator.com/item?id={identifier}",
        state=State.REMOVED if _is_gone(hit) else State.VISIBLE,
        about=None if story == title else story,
        dedupe_key=f"hackernews:{identifier}",
        extra={"link": link} if link else {},
    )
