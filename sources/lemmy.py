"""Posts and comments on a Lemmy server, by its search, which needs no key."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import ClassVar, Self

from pydantic import HttpUrl

from monitor.capability import CanGet, CanWithdraw, Gone, OurReply, ReadsRefusals
from monitor.errors import NotConfigured, SchemaChanged, SourceError
from monitor.mention import Author, Item, Kind, State
from monitor.settings import Secret
from monitor.source import (
    Cursor,
    Deletions,
    Edits,
    HttpSource,
    Json,
    Order,
    Page,
    ReplyRules,
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
from sources.reading.text import clean, safe_url
from sources.shapes.lemmy import (
    NUMBER,
    first_of,
    host_of,
    is_comment,
    our_reply,
    refusal_in,
    views_in,
)
from sources.walks.searches import SearchWalk, Terms, root_of, term_in

PER_PAGE = 50
"""The most that the API gives at once, of posts and of comments each."""
LIMIT = 10_000


class LemmySettings(SourceSettings):
    """``token`` and ``account`` ("@dom@lemmy.example") are needed only for answers."""

    url: HttpUrl
    query: Terms
    token: Secret | None = None
    account: str | None = None


class Lemmy(HttpSource, CanGet, CanWithdraw, ReadsRefusals):
    """Posts and comments that a server finds by the owner's words."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="lemmy",
        title="Lemmy",
        summary="Posts and comments on a Lemmy server; needs no key, answers need a token.",
        kinds=frozenset({Kind.MENTION}),
        order=Order.NEWEST_CREATED,
        edits=Edits.UPDATED_AT,
        deletions=Deletions.ITEM_GET,
        reply=ReplyRules(limit=LIMIT, delete=True, single=False),
        min_interval=timedelta(minutes=2),
        every=timedelta(minutes=30),
    )
    Settings: ClassVar[type[SourceSettings]] = LemmySettings
    settings: LemmySettings

    @classmethod
    def offline(cls, url: str | None = None) -> Self:
        query = (term_in(url, "q", "search_term") or "shop",)
        address = HttpUrl(url or "https://lemmy.example/")
        return cls(LemmySettings.model_construct(None, url=address, query=query))

    def request(self, cursor: Cursor | None) -> Request:
        return self._request(SearchWalk.begin(cursor, self.settings.query))

    def _request(self, walk: SearchWalk) -> Request:
        params = {"q": self.settings.query[walk.term], "type_": "All", "sort": "New"}
        params |= {"listing_type": "All", "limit": str(PER_PAGE), "page": str(walk.page)}
        return self._ask("search", params, notes=walk.model_dump(mode="json"))

    def parse(self, response: Response) -> Page:
        """The posts and comments of a search, in the shapes of both versions of the API.

        Raises Blocked for a web page, SchemaChanged for JSON of another kind, and what the
        server's own error message calls for.
        """
        payload = read_json(response)
        views = views_in(payload)
        items, rejected = read_each(
            views, lambda view: self._item(view, response.received_at), "post", sign="creator"
        )
        walk = SearchWalk.model_validate(response.request.notes)
        walk = walk.met(items, response.received_at)
        terms = self.settings.query
        more = any(_goes_on(kind, views, items, walk.since) for kind in ("post", "comment"))
        follow = walk.following(items, len(terms), more=more)
        return Page(
            items,
            rejected,
            next=None if follow is None else self._request(follow),
            resume=None if follow is not None else walk.cursor(terms),
        )

    def refusal(
        self,
        status: int,
        headers: Mapping[str, str],  # noqa: ARG002 - the body says it all
        body: bytes,
    ) -> SourceError | None:
        """Lemmy answers 400 to nearly everything, and names the reason."""
        found = re.search(rb'"error"\s*:\s*"([a-z0-9_]{3,60})"', body)
        return refusal_in(found[1].decode()) if found and 400 <= status < 500 else None

    # One post or comment

    def get_request(self, item: Item) -> Request:
        kind, _, number = item.id.partition("/")
        return self._ask(kind, {"id": number})

    def parse_one(self, response: Response) -> Item | Gone:
        payload = read_json(response)
        view = at(payload, "comment_view") or at(payload, "post_view")
        found = self._item(view, response.received_at) if isinstance(view, dict) else ""
        return Gone.UNKNOWN if isinstance(found, str) else found

    # Answers

    def replies_request(self, item: Item) -> Request:
        if self.settings.account is None:
            raise NotConfigured("The shop's own account is needed to recognise its answers.")
        kind, _, number = item.id.partition("/")
        which = {"parent_id": number} if kind == "comment" else {"post_id": number}
        params = {**which, "max_depth": "1", "type_": "All", "sort": "New", "limit": str(PER_PAGE)}
        return self._ask("comment/list", params)

    def parse_replies(self, response: Response, item: Item) -> tuple[OurReply, ...]:
        kind, _, number = item.id.partition("/")
        parent = number if kind == "comment" else "0"
        found = []
        for view in entries_at(read_json(response), "comments"):
            path = (text_at(view, "comment", "path") or "").split(".")
            gone = at(view, "comment", "deleted") is True or at(view, "comment", "removed") is True
            if path[-2:-1] == [parent] and self._is_ours(view) and not gone:
                found.append(our_reply(view, response.received_at))
        known = [reply for reply in found if reply is not None]
        return tuple(sorted(known, key=lambda reply: int(reply.id or 0)))

    def reply_request(self, item: Item, text: str, key: str) -> Request:  # noqa: ARG002
        if self.settings.token is None:
            raise NotConfigured("Answering on Lemmy needs a token.")
        kind, _, number = item.id.partition("/")
        body: dict[str, Json] = {"content": text, "post_id": int(item.extra.get("post", number))}
        if kind == "comment":
            body["parent_id"] = int(number)
        return replace(self._ask("comment"), method="POST", json=body)

    def parse_reply(self, response: Response) -> OurReply:
        payload = read_json(response)
        reply = our_reply(at(payload, "comment_view"), response.received_at)
        if reply is None:
            views_in(payload)
            raise SchemaChanged("The server did not show the answer it published.")
        return reply

    def withdraw_request(self, item: Item, reply: OurReply) -> Request:  # noqa: ARG002
        body: dict[str, Json] = {"comment_id": int(reply.id or 0), "deleted": True}
        return replace(self._ask("comment/delete"), method="POST", json=body)

    # Within

    def _ask(
        self,
        path: str,
        params: Mapping[str, str] | None = None,
        notes: Mapping[str, Json] | None = None,
    ) -> Request:
        token = self.settings.token
        headers = {} if token is None else {"Authorization": f"Bearer {token.get_secret_value()}"}
        url = f"{root_of(str(self.settings.url))}/api/v3/{path}"
        return Request(
            url, params=params or {}, headers=headers, notes=notes or {}, conditional=False
        )

    def _item(self, view: Entry, now: datetime) -> Item | str:
        comment = is_comment(view)
        entry = view.get("comment" if comment else "post")
        number = text_at(entry, "id")
        if not isinstance(entry, dict) or number is None or not NUMBER.fullmatch(number):
            return "not a post or comment with a number"
        if not comment and "name" not in entry:
            return "a post without a title"
        published, precision = read_date(first_of(entry, "published", "published_at"), now=now)
        post = text_at(view, "post", "id") or text_at(entry, "post_id") or number
        uri = safe_url(entry.get("ap_id"))
        link = None if comment else safe_url(entry.get("url"))
        gone = entry.get("deleted") is True or entry.get("removed") is True
        return Item(
            id=f"{'comment' if comment else 'post'}/{number}",
            kind=Kind.MENTION,
            author=self._author(view),
            title=None if comment else line(entry.get("name")),
            text=clean(entry.get("content" if comment else "body")),
            published_at=published,
            precision=precision,
            updated_at=read_date(first_of(entry, "updated", "updated_at"), now=now)[0],
            url=uri,
            state=State.REMOVED if gone else State.VISIBLE,
            about=line(at(view, "post", "name")) if comment else None,
            dedupe_key=f"activitypub:{uri}" if uri else None,
            extra=({"post": post} if NUMBER.fullmatch(post) else {})
            | ({"link": link} if link else {}),
        )

    def _author(self, view: Entry) -> Author:
        creator = view.get("creator")
        url = safe_url(text_at(creator, "actor_id") or text_at(creator, "ap_id"))
        name = text_at(creator, "display_name") or text_at(creator, "name")
        return Author(person(name), id=url, url=url, is_owner=self._is_ours(view))

    def _is_ours(self, view: Json) -> bool:
        """Whether the shop's own account wrote it; each account belongs to one server."""
        name, _, host = (self.settings.account or "").strip().removeprefix("@").partition("@")
        host = host or host_of(str(self.settings.url))
        creator = at(view, "creator")
        actor = text_at(creator, "actor_id") or text_at(creator, "ap_id") or ""
        wrote = (text_at(creator, "name") or "").lower()
        return bool(name) and wrote == name.lower() and host_of(actor) == host.lower()


def _goes_on(
    kind: str, views: Sequence[Json], items: Sequence[Item], since: datetime | None
) -> bool:
    """Whether the next page may show more of this kind that the last walk did not know."""
    if sum(is_comment(view) is (kind == "comment") for view in views) < PER_PAGE:
        return False
    dates = [item.published_at for item in items if item.id.startswith(f"{kind}/")]
    return since is None or not any(date is not None and date < since for date in dates)
