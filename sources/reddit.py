"""Posts on Reddit, by its search: through a personal feed, or through the API.

Reddit closed its API to most small users in 2025 and answers 403 to programs that are not
logged in, but gives every account feeds of its own: with their token any listing can be read as
Atom. Whoever has an approved app uses the API. Its search finds posts only; comments are read
from the newest ones of chosen subreddits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, ClassVar, Self

from pydantic import Field, StringConstraints, model_validator

from monitor.capability import NeedsToken, ReadsRefusals, Token
from monitor.errors import (
    AuthExpired,
    NeedsApproval,
    RateLimited,
    SchemaChanged,
    SourceError,
    TargetNotFound,
)
from monitor.mention import Kind
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
    Request,
    Response,
    SourceInfo,
    SourceSettings,
)
from monitor.source import Terms as SiteTerms
from sources.reading.nodes import at, entries_at, text_at
from sources.reading.payload import read_json, read_text
from sources.shapes.reddit import SITE, of_feed, of_listing
from sources.walks.searches import SearchWalk, Terms, term_in

API = "https://oauth.reddit.com"
TOKENS = f"{SITE}/api/v1/access_token"
PER_PAGE = "100"
_LIFE = timedelta(minutes=55)
_MARK = re.compile(r"t[13]_[0-9a-z]{1,15}")
_NOT_APPROVED = (
    "Reddit approves each program by hand. Without approval use a personal feed: "
    "`feed_token` and `user` from reddit.com/prefs/feeds."
)

Subreddit = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]{2,24}$")]


class RedditSettings(SourceSettings):
    """``query`` is what to search for, ``subreddits`` where; ``comments`` reads theirs as well.

    Either ``feed_token`` and ``user`` of a personal feed, or ``client_id`` and
    ``client_secret`` of an approved app (``user`` then only introduces goodword).
    """

    query: Terms
    subreddits: tuple[Subreddit, ...] = Field(default=(), max_length=50)
    comments: bool = False
    user: str | None = Field(default=None, pattern=r"^[A-Za-z0-9_-]{2,24}$")
    feed_token: Secret | None = None
    client_id: str | None = None
    client_secret: Secret | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.comments and not self.subreddits:
            raise ValueError("comments can be read of chosen subreddits only: name them")
        if (self.client_id is None) != (self.client_secret is None):
            raise ValueError("give client_id and client_secret together, or neither")
        if self.feed_token is not None and self.user is None:
            raise ValueError("a feed_token goes with the user that it belongs to")
        return self


class Reddit(HttpSource, NeedsToken, ReadsRefusals):
    """What Reddit's search finds."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="reddit",
        title="Reddit",
        summary="Posts on Reddit by your account's own feed; by its API, if Reddit approved you.",
        kinds=frozenset({Kind.MENTION}),
        auth=Auth.KEY,
        order=Order.NEWEST_CREATED,
        edits=Edits.UPDATED_AT,
        deletions=Deletions.STATE_FIELD,
        pushdown=frozenset({Pushdown.ANY, Pushdown.PHRASE, Pushdown.NONE_OF}),
        terms=SiteTerms(note="No linking of users to people elsewhere, no unasked messages."),
        min_interval=timedelta(minutes=5),
        every=timedelta(minutes=30),
    )
    Settings: ClassVar[type[SourceSettings]] = RedditSettings
    settings: RedditSettings

    @classmethod
    def offline(cls, url: str | None = None) -> Self:
        return cls(RedditSettings(query=(term_in(url, "q") or "shop",)))

    @property
    def _legs(self) -> tuple[str, ...]:
        """What a walk asks for, one after the other: each term, and the newest comments."""
        return (*self.settings.query, "") if self.settings.comments else self.settings.query

    def request(self, cursor: Cursor | None) -> Request:
        return self._request(SearchWalk.begin(cursor, self._legs))

    def _request(self, walk: SearchWalk) -> Request:
        term = self._legs[min(walk.term, len(self._legs) - 1)]
        within = f"/r/{'+'.join(self.settings.subreddits)}" if self.settings.subreddits else ""
        params = {"limit": PER_PAGE}
        if term:
            params |= {"q": term, "sort": "new"}
        if term and within:
            params["restrict_sr"] = "on"
        if walk.mark is not None:
            params["after"] = walk.mark
        path = f"{within}/{'search' if term else 'comments'}"
        # Unconditional: a 304 for one term would end the walk before the others.
        request = Request("", params=params, notes=walk.model_dump(mode="json"), conditional=False)
        if self.settings.client_id is not None:
            by = f" (by /u/{self.settings.user})" if self.settings.user else ""
            return replace(
                request,
                url=API + path,
                params=params | {"raw_json": "1"} | ({"type": "link"} if term else {}),
                headers={"User-Agent": f"python:goodword:0.1{by}"},
            )
        if self.settings.feed_token is not None:
            token = self.settings.feed_token.get_secret_value()
            params |= {"feed": token, "user": self.settings.user or ""}
        suffix = ".rss" if term else "/.rss"
        return replace(request, url=f"{SITE}{path}{suffix}", params=params)

    def parse(self, response: Response) -> Page:
        """The posts and comments of a listing, as JSON or as a feed.

        Raises Blocked for a web page, SchemaChanged for anything else, and what an error that
        Reddit reports calls for.
        """
        walk = SearchWalk.model_validate(response.request.notes or {})
        if read_text(response).lstrip("\ufeff \t\r\n").startswith("<"):
            items, rejected = of_feed(response)
            mark, more = None, False
        else:
            children, mark = _listing(read_json(response))
            items, rejected = of_listing(children, response.received_at)
            more = mark is not None
        walk = walk.met(items, response.received_at)
        follow = walk.following(items, len(self._legs), more=more, mark=mark)
        return Page(
            items,
            rejected,
            next=None if follow is None else self._request(follow),
            resume=None if follow is not None else walk.cursor(self._legs),
        )

    def token(self, now: datetime) -> Token | Request:  # noqa: ARG002 - asked for, not made
        """The request for a token of the app; a personal feed has its own in the address."""
        own = self.settings
        if own.client_id is None or own.client_secret is None:
            return Token("")
        return Request(
            TOKENS,
            method="POST",
            form={"grant_type": "client_credentials"},
            auth=(own.client_id, own.client_secret.get_secret_value()),
            conditional=False,
        )

    def parse_token(self, response: Response) -> Token:
        answer = read_json(response)
        _refuse(answer)
        token, seconds = text_at(answer, "access_token"), at(answer, "expires_in")
        if token is None:
            raise AuthExpired("Reddit gave no token.")
        stated = isinstance(seconds, int) and 0 < seconds < 1_000_000
        life = timedelta(seconds=int(str(seconds))) if stated else _LIFE
        return Token(token, response.received_at + life)

    def authorised(self, request: Request, token: Token) -> Request:
        if not token.value:
            return request
        return replace(
            request, headers={**request.headers, "Authorization": f"bearer {token.value}"}
        )

    def refusal(
        self,
        status: int,
        headers: Mapping[str, str],  # noqa: ARG002
        body: bytes,
    ) -> SourceError | None:
        if status == 403 and b'"reason"' in body:
            return TargetNotFound("The subreddit is private or closed.")
        if status == 403 and self.settings.client_id is not None:
            return NeedsApproval("Reddit does not let this app in.", hint=_NOT_APPROVED)
        return None


def _listing(payload: Json) -> tuple[list[Json], str | None]:
    """The children of a listing, or of a whole thread, and where it goes on."""
    _refuse(payload)
    things = at(payload, "json", "data", "things")
    listings = payload if isinstance(payload, list) else [payload]
    groups = [things] if things else [at(listing, "data", "children") for listing in listings]
    if not groups or not all(isinstance(group, list) for group in groups):
        raise SchemaChanged("The answer is no listing of Reddit.")
    after = text_at(payload, "data", "after")
    children = [child for group in groups for child in entries_at(group)]
    return children, after if after is not None and _MARK.fullmatch(after) else None


def _refuse(payload: Json) -> None:
    """Raise what an error in the body calls for; Reddit sends some with HTTP 200."""
    error = at(payload, "error")
    named = at(payload, "json", "errors", 0, 0)
    if named == "RATELIMIT" or error == 429:
        raise RateLimited("Reddit asks to slow down.")
    if error == 401 or isinstance(error, str):
        raise AuthExpired("Reddit refused the app's id or secret.")
    if error == 403:
        if at(payload, "reason") is not None:
            raise TargetNotFound("The subreddit is private or closed.")
        raise NeedsApproval("Reddit does not let this app in.", hint=_NOT_APPROVED)
    if error == 404:
        raise TargetNotFound("Reddit has no such place.")
    if error is not None or named is not None:
        raise SchemaChanged("Reddit reports an error that goodword does not know.")
