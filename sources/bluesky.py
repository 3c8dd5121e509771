"""Posts on Bluesky, by its search: an account's app password opens a session.

Posts cannot be edited. The time a post states is its author's; as on Bluesky itself, the earlier
of that and the time at which the network met the post is taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import ClassVar, Self

from pydantic import HttpUrl

from monitor.capability import CanGet, CanWithdraw, Gone, NeedsToken, OurReply, Token
from monitor.clock import SystemClock
from monitor.errors import AuthExpired, NotConfigured, SchemaChanged
from monitor.mention import Item, Kind
from monitor.settings import Secret
from monitor.source import (
    Auth,
    Cursor,
    Deletions,
    Edits,
    HttpSource,
    Json,
    Order,
    Page,
    Pushdown,
    ReplyRules,
    Request,
    Response,
    SourceInfo,
    SourceSettings,
)
from sources.reading.dates import read_date
from sources.reading.entries import read_each
from sources.reading.nodes import at, entries_at, text_at
from sources.reading.payload import read_json
from sources.reading.text import clean
from sources.shapes.bluesky import POST, posts_in, read_post, refuse
from sources.walks.searches import SearchWalk, Terms, root_of, term_in

PER_PAGE = 100
LIMIT = 300
"""Characters as people count them."""
SESSION = timedelta(hours=1)
"""Sessions last two hours or so; 300 may be opened in a day."""
_FEED, _REPO = "app.bsky.feed", "com.atproto.repo"


class BlueskySettings(SourceSettings):
    """``user`` is the account's name, ``password`` an app password of it, ``url`` its server."""

    user: str
    password: Secret
    query: Terms
    language: str | None = None
    url: HttpUrl = HttpUrl("https://bsky.social/")


class Bluesky(HttpSource, NeedsToken, CanGet, CanWithdraw):
    """Posts that hold the owner's words."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="bluesky",
        title="Bluesky",
        summary="Posts on Bluesky; needs an account of your own and an app password.",
        kinds=frozenset({Kind.MENTION}),
        auth=Auth.KEY,
        order=Order.NEWEST_CREATED,
        edits=Edits.NONE,
        deletions=Deletions.ITEM_GET,
        pushdown=frozenset({Pushdown.PHRASE, Pushdown.LANGUAGE, Pushdown.SINCE}),
        reply=ReplyRules(limit=LIMIT, delete=True, single=False),
        min_interval=timedelta(minutes=1),
        every=timedelta(minutes=15),
    )
    Settings: ClassVar[type[SourceSettings]] = BlueskySettings
    settings: BlueskySettings

    @classmethod
    def offline(cls, url: str | None = None) -> Self:
        query = (term_in(url, "q") or "shop",)
        address = HttpUrl(url or "https://bsky.social/")
        fields = {"query": query, "url": address, "user": "shop.example"}
        return cls(BlueskySettings.model_construct(None, **fields))

    # The session

    def token(self, now: datetime) -> Token | Request:  # noqa: ARG002 - the site decides
        password = self.settings.password.get_secret_value()
        body: Json = {"identifier": self._user, "password": password}
        return replace(self._ask("com.atproto.server.createSession"), method="POST", json=body)

    def parse_token(self, response: Response) -> Token:
        payload = read_json(response)
        token = text_at(payload, "accessJwt")
        if token is None:
            refuse(payload)
            raise AuthExpired("Bluesky opened no session for this account.")
        return Token(token, response.received_at + SESSION)

    def authorised(self, request: Request, token: Token) -> Request:
        headers = {**request.headers, "Authorization": f"Bearer {token.value}"}
        return replace(request, headers=headers)

    # The search

    def request(self, cursor: Cursor | None) -> Request:
        return self._search(SearchWalk.begin(cursor, self.settings.query))

    def _search(self, walk: SearchWalk) -> Request:
        params = {"q": self.settings.query[walk.term], "sort": "latest", "limit": str(PER_PAGE)}
        if self.settings.language is not None:
            params["lang"] = self.settings.language
        if walk.since is not None:
            params["since"] = walk.since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        if walk.mark is not None:
            params["cursor"] = walk.mark
        return self._ask(f"{_FEED}.searchPosts", params, walk.model_dump(mode="json"))

    def parse(self, response: Response) -> Page:
        """The posts of a search, a feed or a list of posts, or a single one.

        Raises Blocked for a web page, SchemaChanged for JSON of another kind, and what the
        server's own error calls for.
        """
        payload = read_json(response)
        posts = posts_in(payload)
        items, rejected = read_each(
            posts,
            lambda post: read_post(post, self._user, response.received_at),
            "post",
            sign="uri",
        )
        walk = SearchWalk.model_validate(response.request.notes)
        walk, before = walk.met(items, response.received_at), walk.mark
        mark, terms = clean(at(payload, "cursor")), self.settings.query
        more = mark is not None and mark != before
        follow = walk.following(items, len(terms), more=more, mark=mark)
        return Page(
            items,
            rejected,
            next=None if follow is None else self._search(follow),
            resume=None if follow is not None else walk.cursor(terms),
        )

    # One post

    def get_request(self, item: Item) -> Request:
        return self._ask(f"{_FEED}.getPosts", {"uris": item.id})

    def parse_one(self, response: Response) -> Item | Gone:
        posts = posts_in(read_json(response))
        if not posts:
            return Gone.GONE
        found = read_post(posts[0], self._user, response.received_at)
        return Gone.UNKNOWN if isinstance(found, str) else found

    # Answers

    def replies_request(self, item: Item) -> Request:  # noqa: ARG002
        # The account's own records: there an answer stands at once, unlike in any timeline.
        params = {"repo": self._user, "collection": POST, "limit": "100"}
        return self._ask(f"{_REPO}.listRecords", params)

    def parse_replies(self, response: Response, item: Item) -> tuple[OurReply, ...]:
        found = []
        for record in reversed(entries_at(read_json(response), "records")):
            text, uri = text_at(record, "value", "text"), text_at(record, "uri")
            if text and uri and text_at(record, "value", "reply", "parent", "uri") == item.id:
                stated = text_at(record, "value", "createdAt")
                published = read_date(stated, now=response.received_at)[0]
                found.append(OurReply(text, id=uri, published_at=published))
        return tuple(found)

    def reply_request(self, item: Item, text: str, key: str) -> Request:  # noqa: ARG002
        cid = item.extra.get("cid")
        if cid is None:
            raise NotConfigured("This post cannot be answered: it was stored without its version.")
        parent: Json = {"uri": item.id, "cid": cid}
        root_uri, root_cid = item.extra.get("root"), item.extra.get("root_cid")
        root: Json = {"uri": root_uri, "cid": root_cid} if root_uri and root_cid else parent
        # A post must say when it was written; nothing but this request depends on it.
        now = SystemClock().now().strftime("%Y-%m-%dT%H:%M:%S.000Z")
        record: dict[str, Json] = {"$type": POST, "text": text, "createdAt": now}
        record |= {"langs": [item.lang]} if item.lang else {}
        record["reply"] = {"root": root, "parent": parent}
        body: Json = {"repo": self._user, "collection": POST, "record": record}
        return replace(self._ask(f"{_REPO}.createRecord"), method="POST", json=body)

    def parse_reply(self, response: Response) -> OurReply:
        payload = read_json(response)
        uri = text_at(payload, "uri")
        if uri is None:
            refuse(payload)
            raise SchemaChanged("Bluesky did not say that it published the answer.")
        sent = at(response.request.json, "record")
        published = read_date(text_at(sent, "createdAt"), now=response.received_at)[0]
        return OurReply(text_at(sent, "text") or "", id=uri, published_at=published)

    def withdraw_request(self, item: Item, reply: OurReply) -> Request:  # noqa: ARG002
        key = (reply.id or "").rpartition("/")[2]
        body: Json = {"repo": self._user, "collection": POST, "rkey": key}
        return replace(self._ask(f"{_REPO}.deleteRecord"), method="POST", json=body)

    # Within

    @property
    def _user(self) -> str:
        return self.settings.user.strip().removeprefix("@")

    def _ask(
        self,
        method: str,
        params: Mapping[str, str] | None = None,
        notes: Mapping[str, Json] | None = None,
    ) -> Request:
        url = f"{root_of(str(self.settings.url))}/xrpc/{method}"
        return Request(url, params=params or {}, notes=notes or {}, conditional=False)
