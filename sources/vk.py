"""VK: posts found by the site's search, and the shop's own wall with the comments under it.

VK reports errors with HTTP 200, as ``{"error": {"error_code": 5, ...}}``. The cursor is
``{"newest": Unix time of the newest post}``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import ClassVar, Self

from pydantic import BaseModel, Field, SecretStr, ValidationError

from monitor.errors import (
    AuthExpired,
    Blocked,
    NeedsApproval,
    NotConfigured,
    QuotaExhausted,
    RateLimited,
    Refused,
    SchemaChanged,
    SourceError,
    TargetNotFound,
    Unavailable,
)
from monitor.mention import Item, Kind
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
from sources.reading.entries import read_each
from sources.reading.nodes import at, entries_at, text_at
from sources.reading.payload import read_json
from sources.shapes.vk import People, read_post

API = "https://api.vk.com/method"
VERSION = "5.199"
OVERLAP = timedelta(hours=1)
_SEARCHED = 200
_LISTED = 100


class VkSettings(SourceSettings):
    """``query`` is what to search for, ``wall`` the number of a community (negative) or a person.

    ``posts`` is how many of the wall's newest posts are looked at, with the comments under them.
    """

    token: Secret
    query: str | None = Field(default=None, min_length=1, max_length=200)
    wall: int | None = None
    posts: int = Field(default=20, ge=1, le=100)


class _Walk(BaseModel):
    """``todo`` is what to ask for next: "search", "wall", or the post whose comments to read."""

    todo: tuple[str, ...] = ()
    since: int | None = None
    top: int | None = None

    @classmethod
    def restored(cls, notes: Mapping[str, Json]) -> Self:
        try:
            return cls.model_validate(dict(notes))
        except ValidationError:
            return cls()

    def met(self, items: Sequence[Item], now: datetime) -> Self:
        dates = [int(d.timestamp()) for item in items if (d := item.published_at) and d <= now]
        top = max([*dates, *([self.top] if self.top is not None else [])], default=None)
        return self.model_copy(update={"top": top})


class Vk(HttpSource):
    """What is said on VK about the shop, and on its own wall."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="vk",
        title="VK",
        summary="Posts on VK by search, and your community's wall with its comments.",
        kinds=frozenset({Kind.MENTION}),
        auth=Auth.KEY,
        order=Order.NEWEST_CREATED,
        history=History.WINDOW,
        edits=Edits.UPDATED_AT,
        pushdown=frozenset({Pushdown.ANY, Pushdown.SINCE}),
        terms=Terms(note="Public posts; name their authors and link to them."),
        min_interval=timedelta(minutes=1),
        every=timedelta(minutes=15),
    )
    Settings: ClassVar[type[SourceSettings]] = VkSettings
    settings: VkSettings

    def __init__(self, settings: SourceSettings) -> None:
        super().__init__(settings)
        if self.settings.query is None and self.settings.wall is None:
            raise NotConfigured("VK needs a query, a wall, or both.")

    @classmethod
    def offline(cls, url: str | None = None) -> Vk:  # noqa: ARG003 - tells nothing
        return cls(VkSettings(token=SecretStr(""), query="shop"))

    def request(self, cursor: Cursor | None) -> Request:
        wanted = {"search": self.settings.query, "wall": self.settings.wall}
        todo: list[Json] = [name for name, value in wanted.items() if value is not None]
        newest = (cursor or {}).get("newest")
        return self._ask(_Walk.restored({"todo": todo, "since": newest}))

    def parse(self, response: Response) -> Page:
        """Found posts, a wall, or comments. Raises what VK's error code calls for."""
        payload = read_json(response)
        if (error := _trouble(payload, response.received_at)) is not None:
            raise error
        answer = at(payload, "response")
        if not isinstance(at(answer, "items"), list):
            raise SchemaChanged("The answer is no list of VK posts.")
        walk = _Walk.restored(response.request.notes)
        here = walk.todo[0] if walk.todo else ""
        people, now = People.of(answer), response.received_at
        own = None if self.settings.wall is None else str(self.settings.wall)
        post = here if "_" in here else None
        entries = [
            each
            for entry in entries_at(answer, "items")
            for each in (entry, *entries_at(entry, "thread", "items"))
        ]
        items, rejected = read_each(
            entries, lambda entry: read_post(entry, people, now, own=own, post=post), "post"
        )
        walk = walk.met(items, now)
        follow = self._follow(answer, walk, here)
        newest = max(filter(None, (walk.since, walk.top)), default=None)
        resume: Cursor | None = {"newest": newest} if follow is None else None
        return Page(items, rejected, next=follow, resume=resume)

    def _follow(self, answer: Json, walk: _Walk, here: str) -> Request | None:
        onward = text_at(answer, "next_from") if here == "search" else None
        if onward is not None and entries_at(answer, "items"):
            return self._ask(walk, onward)
        todo = list(walk.todo[1:])
        if here == "wall":
            todo += _discussed(answer)
        return self._ask(walk.model_copy(update={"todo": tuple(todo)})) if todo else None

    def _ask(self, walk: _Walk, onward: str | None = None) -> Request:
        here = walk.todo[0]
        if here == "search":
            method, params = "newsfeed.search", self._search(walk, onward)
        elif here == "wall":
            method = "wall.get"
            params = {"owner_id": str(self.settings.wall), "count": str(self.settings.posts)}
        else:
            owner, _, number = here.partition("_")
            method = "wall.getComments"
            params = {"owner_id": owner, "post_id": number, "count": str(_LISTED), "sort": "desc"}
            params["thread_items_count"] = "10"
        token = self.settings.token.get_secret_value()
        params |= {"extended": "1", "v": VERSION, "access_token": token}
        notes = walk.model_dump(mode="json")
        return Request(f"{API}/{method}", params=params, notes=notes, conditional=False)

    def _search(self, walk: _Walk, onward: str | None) -> dict[str, str]:
        params = {"q": self.settings.query or "", "count": str(_SEARCHED)}
        if walk.since is not None:
            params["start_time"] = str(walk.since - int(OVERLAP.total_seconds()))
        return params if onward is None else {**params, "start_from": onward}


def _discussed(answer: Json) -> list[str]:
    """The posts of a wall under which somebody said something."""
    found = []
    for entry in entries_at(answer, "items"):
        owner, number, said = at(entry, "owner_id"), at(entry, "id"), at(entry, "comments", "count")
        if (
            isinstance(owner, int)
            and isinstance(number, int)
            and isinstance(said, int)
            and said > 0
        ):
            found.append(f"{owner}_{number}")
    return found


_MEANING: Mapping[int, tuple[type[SourceError], str]] = {
    1: (Unavailable, "VK has trouble of its own."),
    5: (AuthExpired, "VK no longer accepts the token."),
    6: (RateLimited, "VK asks to slow down."),
    7: (NeedsApproval, "This token may not use that part of VK."),
    9: (RateLimited, "VK asks to slow down: too much of the same."),
    10: (Unavailable, "VK has trouble of its own."),
    14: (Blocked, "VK asks to solve a captcha."),
    15: (NeedsApproval, "VK does not show this wall to the token."),
    17: (AuthExpired, "VK wants the account behind the token to be confirmed."),
    18: (TargetNotFound, "This VK page was deleted or blocked."),
    19: (Refused, "VK does not show this content."),
    27: (AuthExpired, "VK no longer accepts the community's token."),
    28: (AuthExpired, "VK no longer accepts the app's token."),
    29: (QuotaExhausted, "The allowance of this method at VK is used up."),
    30: (Refused, "This VK profile is private."),
    203: (NeedsApproval, "VK does not show this community to the token."),
    212: (Refused, "Comments under this post are closed."),
}


def _trouble(payload: Json, now: datetime) -> SourceError | None:
    """The error that VK reports with HTTP 200, never quoted; None when there is none."""
    code = at(payload, "error", "error_code")
    if not isinstance(code, int) or isinstance(code, bool):
        return None
    kind, what = _MEANING.get(
        code, (NotConfigured, f"VK does not accept the request (error {code}).")
    )
    if kind is QuotaExhausted:
        midnight = datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), UTC)
        return QuotaExhausted(what, retry_at=midnight)
    return kind(what)
