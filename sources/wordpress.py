"""Comments of a WordPress site: by its REST API, or by its feed of comments.

The API shows approved comments to everybody, newest first, and with an application password
also those that wait, and takes answers. Where a security plug-in closed it there is still the
feed, with the ten newest. Both give a comment the same id, so one can take the other's place.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import ClassVar, Literal, Self

from pydantic import HttpUrl, PositiveInt, model_validator

from monitor.capability import CanWithdraw, OurReply, ReadsRefusals, ReplyStatus
from monitor.errors import NotConfigured, SchemaChanged, SourceError
from monitor.mention import Item, Kind, State
from monitor.settings import Secret
from monitor.source import (
    Aggregate,
    Cursor,
    Deletions,
    History,
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
from sources.feeds.contents import read_contents
from sources.reading.nodes import at
from sources.reading.payload import read_json, read_text
from sources.shapes.wordpress import Comments, CommentWalk, is_comment
from sources.shapes.wordpress_address import api_root
from sources.shapes.wordpress_error import code_in, refusal, stated_refusal

PER_PAGE = 100
_ROUTE = "wp/v2/comments"
_REPLIES = {State.VISIBLE: ReplyStatus.PUBLISHED, State.PENDING: ReplyStatus.PENDING}


class WordPressSettings(SourceSettings):
    """``url`` is any page of the site; ``via`` the way to its comments.

    ``user`` and ``password`` (an application password) show what waits for approval and allow
    answers; ``author_id`` is that user's number. ``posts`` limits the source to these posts.
    """

    url: HttpUrl
    via: Literal["rest", "feed"] = "rest"
    kind: Kind = Kind.MENTION
    user: str | None = None
    password: Secret | None = None
    author_id: PositiveInt | None = None
    posts: tuple[PositiveInt, ...] = ()
    plain_permalinks: bool = False

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.user is None) != (self.password is None):
            raise ValueError("give user and password together, or neither")
        if self.via == "feed" and self.posts:
            raise ValueError('posts can be chosen with via = "rest" only')
        return self


class WordPress(HttpSource, CanWithdraw, ReadsRefusals):
    """The comments under the posts and pages of one site."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="wordpress",
        title="WordPress comments",
        summary="Comments on a WordPress site; needs no key, answers with an application password.",
        kinds=frozenset({Kind.MENTION, Kind.REVIEW}),
        order=Order.NEWEST_CREATED,
        history=History.FULL,
        deletions=Deletions.COMPLETE_LISTING,
        reply=ReplyRules(limit=65_525, unit="bytes", delete=True, moderated=True, single=False),
        min_interval=timedelta(minutes=5),
        every=timedelta(minutes=30),
    )
    Settings: ClassVar[type[SourceSettings]] = WordPressSettings
    settings: WordPressSettings

    def request(self, cursor: Cursor | None) -> Request:
        if self.settings.via == "rest":
            return self._listing(CommentWalk.restored(cursor))
        root, in_query = self._root
        if in_query:
            return Request(root, params={"feed": "comments-rss2"})
        return Request(root.removesuffix("wp-json/") + "comments/feed/")

    @property
    def _comments(self) -> Comments:
        return Comments(self.settings.kind, self.settings.author_id)

    def _listing(self, walk: CommentWalk) -> Request:
        params = {"per_page": str(PER_PAGE), "page": str(walk.number)}
        params |= {"orderby": "date_gmt", "order": "desc"}
        if self.settings.posts:
            params["post"] = ",".join(map(str, self.settings.posts))
        if self._login is not None:
            params["status"] = "all"
        # Unconditional: a 304 for the first page would hide what a full walk is there to find.
        return self._ask(params=params, notes=walk.notes)

    @property
    def _login(self) -> tuple[str, str] | None:
        user, password = self.settings.user, self.settings.password
        return None if user is None or password is None else (user, password.get_secret_value())

    @property
    def _root(self) -> tuple[str, bool]:
        """The address of the API, and whether the route goes into its query."""
        plain_links = self.settings.plain_permalinks
        return api_root(str(self.settings.url), plain_permalinks=plain_links)

    def _ask(
        self,
        below: str = "",
        *,
        method: str = "GET",
        params: Mapping[str, str] | None = None,
        json: Json = None,
        notes: Mapping[str, Json] | None = None,
    ) -> Request:
        root, in_query = self._root
        return Request(
            root if in_query else f"{root}{_ROUTE}{below}",
            method=method,
            params=({"rest_route": f"/{_ROUTE}{below}"} if in_query else {}) | dict(params or {}),
            json=json,
            auth=self._login,
            notes=notes or {},
            conditional=False,
        )

    def parse(self, response: Response) -> Page:
        """The comments of one page, of the API or of the feed.

        Raises Blocked for a web page, SchemaChanged for anything else, and what an error that
        WordPress reports calls for.
        """
        if read_text(response).lstrip("\ufeff \t\r\n").startswith("<"):
            return self._feed(response)
        payload = self._checked(read_json(response))
        entries = at(payload, "data") if isinstance(payload, dict) else payload
        if not isinstance(entries, list):
            raise SchemaChanged("The answer is no list of comments.")
        if entries and not any(map(is_comment, entries)):
            raise SchemaChanged("The answer lists something else than comments.")
        items, rejected = self._comments.of_api(entries, response.received_at)
        walk = CommentWalk.restored(response.request.notes)
        items, walk = walk.answered(items)
        moments = [item.published_at for item in items]
        walk = walk.met(moments, response.received_at, whole=not rejected)
        pages, total = (_header(response, f"x-wp-total{part}") for part in ("pages", ""))
        more = walk.number < pages if pages is not None else len(entries) >= PER_PAGE
        done = not entries or not more or walk.caught_up(moments)
        return Page(
            tuple(items),
            tuple(rejected),
            next=None if done else self._listing(walk.next_number()),
            resume=walk.cursor(to_the_end=not (entries and more)) if done else None,
            complete=walk.whole and not more,
            aggregate=None if total is None else Aggregate(count=total),
        )

    def _feed(self, response: Response) -> Page:
        contents = read_contents(response)
        items, rejected = self._comments.of_feed(contents.entries, response)
        return Page(tuple(items), (*contents.rejected, *rejected))

    def _checked(self, payload: Json) -> Json:
        """``payload``, unless it is an error that WordPress reports."""
        error = stated_refusal(payload, logged_in=self._login is not None)
        if error is not None:
            raise error
        return payload

    def refusal(
        self,
        status: int,
        headers: Mapping[str, str],  # noqa: ARG002
        body: bytes,
    ) -> SourceError | None:
        return refusal(status, code_in(body), logged_in=self._login is not None)

    def replies_request(self, item: Item) -> Request:
        """Raises NotConfigured without ``password`` and ``author_id``."""
        author = self.settings.author_id
        if self._login is None or author is None:
            raise NotConfigured(
                "Answering needs a user, an application password and the user's number.",
                hint="Set `user`, `password` and `author_id` for this source.",
            )
        params = {"parent": item.id, "author": str(author), "status": "all"}
        return self._ask(params=params | {"per_page": str(PER_PAGE), "order": "asc"})

    def parse_replies(self, response: Response, item: Item) -> tuple[OurReply, ...]:
        payload = self._checked(read_json(response))
        if not isinstance(payload, list):
            raise SchemaChanged("The answer is no list of comments.")
        items, _ = self._comments.of_api(payload, response.received_at)
        return tuple(
            _our_reply(each)
            for each in items
            if each.author.is_owner and each.extra.get("parent") == item.id
        )

    def reply_request(self, item: Item, text: str, key: str) -> Request:  # noqa: ARG002
        """WordPress refuses the same answer twice by itself, so ``key`` is not needed."""
        if "post" not in item.extra:
            raise NotConfigured("The comment does not say which post it belongs to.")
        body: Json = {"post": int(item.extra["post"]), "parent": int(item.id), "content": text}
        return self._ask(method="POST", json=body)

    def parse_reply(self, response: Response) -> OurReply:
        item = self._comments.read(self._checked(read_json(response)), response.received_at)
        if item is None:
            raise SchemaChanged("The answer is no comment.")
        return _our_reply(item)

    def withdraw_request(self, item: Item, reply: OurReply) -> Request:  # noqa: ARG002
        """Moves the answer to the site's trash, from where the owner can take it back."""
        if reply.id is None:
            raise NotConfigured("The answer has no number.")
        return self._ask(f"/{reply.id}", method="DELETE")


def _our_reply(item: Item) -> OurReply:
    status = _REPLIES.get(item.state, ReplyStatus.REJECTED)
    reason = None if item.state in _REPLIES else f"the site keeps it as {item.state.value}"
    return OurReply(item.text or "", status, item.id, reason, item.published_at)


def _header(response: Response, name: str) -> int | None:
    stated = response.headers.get(name, "").strip()
    return int(stated) if stated.isdecimal() and len(stated) < 10 else None
