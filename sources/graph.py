"""What Facebook and Instagram have in common: Meta's Graph API, its paging and its errors.

A walk goes over a few edges ("feed", "tagged"), page by page, and over what was too much for
them (the further comments of one post). The cursor is ``{"newest": time of the newest item}``:
a later walk goes no further back than that, but for what the newest posts show anyway.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Self
from urllib.parse import parse_qsl

from pydantic import AwareDatetime, BaseModel, Field, ValidationError

from monitor.capability import ReadsRefusals
from monitor.errors import (
    AuthExpired,
    NeedsApproval,
    NotConfigured,
    RateLimited,
    Refused,
    SchemaChanged,
    SourceError,
    TargetNotFound,
    Unavailable,
)
from monitor.mention import Item
from monitor.settings import Secret
from monitor.source import (
    Cursor,
    HttpSource,
    Json,
    Page,
    Rejected,
    Request,
    Response,
    SourceSettings,
)
from sources.reading.nodes import at, entries_at, text_at
from sources.reading.payload import read_json

API = "https://graph.facebook.com"
OVERLAP = timedelta(hours=1)
ID = r"^[0-9]{1,30}$"
_SLOW = frozenset({4, 17, 32, 341, 613})
_BUSINESS_LIMITS = range(80_000, 80_100)
_PERMISSIONS = range(200, 300)
_WORDS = frozenset({"message", "text", "caption"})
_FURTHER = re.compile(r"[0-9_]{1,80}/(?:comments|replies)")


class GraphSettings(SourceSettings):
    """``token`` is a long-lived page token; ``app_secret`` signs requests where the app demands it.

    ``posts`` is how many of the newest own posts are looked at for comments.
    """

    token: Secret
    app_secret: Secret | None = None
    version: str = Field(default="v24.0", pattern=r"^v[0-9]{1,3}\.[0-9]$")
    posts: int = Field(default=25, ge=1, le=100)


class GraphWalk(BaseModel):
    """``queue`` is what to walk over next; ``since`` comes from the cursor, ``top`` grows."""

    queue: tuple[str, ...] = ()
    since: AwareDatetime | None = None
    top: AwareDatetime | None = None

    @classmethod
    def restored(cls, notes: Mapping[str, Json]) -> Self:
        try:
            return cls.model_validate(dict(notes))
        except ValidationError:
            return cls()

    def met(self, items: Sequence[Item], now: datetime) -> Self:
        """This walk with one more page."""
        dates = [d for item in items if (d := item.published_at) is not None and d <= now]
        top = max([*dates, *filter(None, [self.top])], default=None)
        return self.model_copy(update={"top": top})

    def knows(self, items: Sequence[Item]) -> bool:
        """Whether some of ``items`` are older than what the last walk ended with."""
        if self.since is None:
            return False
        until = self.since - OVERLAP
        return any(item.published_at is not None and item.published_at < until for item in items)

    @property
    def cursor(self) -> Cursor:
        newest = max(filter(None, [self.since, self.top]), default=None)
        return {"newest": None if newest is None else newest.isoformat()}


class GraphSource(HttpSource, ReadsRefusals):
    """A walk over edges of the Graph API. Subclasses name them and read their entries."""

    settings: GraphSettings

    @abstractmethod
    def edges(self) -> tuple[str, ...]:
        """The paths of a walk."""

    @abstractmethod
    def fields(self, path: str) -> Mapping[str, str]:
        """The parameters for ``path``."""

    @abstractmethod
    def read(
        self, entries: Sequence[Json], path: str, now: datetime
    ) -> tuple[list[Item], list[Rejected], list[str]]:
        """The items of one page, what is unreadable, and paths where more of it is."""

    def request(self, cursor: Cursor | None) -> Request:
        first, *queue = self.edges()
        newest = (cursor or {}).get("newest")
        return self._ask(first, {}, GraphWalk.restored({"queue": list(queue), "since": newest}))

    def parse(self, response: Response) -> Page:
        """One page of one edge. Raises what Meta's error calls for."""
        payload = read_json(response)
        if (error := graph_error(payload, response.headers, response.received_at)) is not None:
            raise error
        entries = _entries(payload)
        path = response.request.url.partition("?")[0]
        path = path.removeprefix(f"{API}/{self.settings.version}/")
        items, rejected, further = self.read(entries, path, response.received_at)
        if entries and not items and len(rejected) == len(entries):
            raise SchemaChanged("The answer lists nothing that can be read.")
        walk = GraphWalk.restored(response.request.notes).met(items, response.received_at)
        queue = (*filter(_FURTHER.fullmatch, further), *walk.queue)
        walk = walk.model_copy(update={"queue": tuple(dict.fromkeys(queue))})
        follow = self._follow(payload, path, walk, known=walk.knows(items))
        resume = walk.cursor if follow is None else None
        return Page(tuple(items), tuple(rejected), next=follow, resume=resume)

    def _follow(self, payload: Json, path: str, walk: GraphWalk, *, known: bool) -> Request | None:
        onward = _onward(payload)
        newest_posts = path.endswith(("/feed", "/media"))
        if onward and not known and not newest_posts:
            return self._ask(path, onward, walk)
        if not walk.queue:
            return None
        first, *queue = walk.queue
        return self._ask(first, {}, walk.model_copy(update={"queue": tuple(queue)}))

    def _ask(self, path: str, onward: Mapping[str, str], walk: GraphWalk) -> Request:
        token = self.settings.token.get_secret_value()
        secret = self.settings.app_secret
        params = {**self.fields(path), **onward, "access_token": token}
        if secret is not None:
            key = secret.get_secret_value().encode()
            params["appsecret_proof"] = hmac.new(key, token.encode(), hashlib.sha256).hexdigest()
        return Request(
            f"{API}/{self.settings.version}/{path}",
            params=params,
            notes=walk.model_dump(mode="json"),
            conditional=False,
        )

    def refusal(self, status: int, headers: Mapping[str, str], body: bytes) -> SourceError | None:  # noqa: ARG002
        """Meta answers 400 to nearly everything; its code tells."""
        try:
            return graph_error(json.loads(body), headers, None)
        except (ValueError, RecursionError):
            return None


def _entries(payload: Json) -> list[Json]:
    """The listing; a single object, as for one comment or a webhook's mention, counts as one."""
    if isinstance(at(payload, "data"), list):
        return entries_at(payload, "data")
    for name in ("mentioned_comment", "mentioned_media"):
        if isinstance(at(payload, name), dict):
            return entries_at(payload, name)
    if isinstance(payload, dict) and "id" in payload and _WORDS & payload.keys():
        return [payload]
    raise SchemaChanged("The answer is no listing of Meta's Graph API.")


def _onward(payload: Json) -> dict[str, str]:
    """The parameters that lead to the next page; empty on the last.

    The whole address is not followed: Meta writes the token into it.
    """
    following = text_at(payload, "paging", "next")
    if following is None:
        return {}
    if (after := text_at(payload, "paging", "cursors", "after")) is not None:
        return {"after": after}
    return {
        name: value
        for name, value in parse_qsl(following.partition("?")[2])
        if name in ("after", "until", "offset", "__paging_token")
    }


def graph_error(
    payload: Json, headers: Mapping[str, str], now: datetime | None
) -> SourceError | None:
    """The error that ``payload`` reports; None when it reports none. Its words are never quoted."""
    error = at(payload, "error")
    code = at(error, "code")
    if not isinstance(error, dict) or not isinstance(code, int) or isinstance(code, bool):
        return None
    what = f"Meta refused the request (error {code})."
    if code in (102, 190, 450, 459, 463, 464, 467):
        return AuthExpired("Meta no longer accepts the page token.", hint=_RENEW)
    if code in _SLOW or code in _BUSINESS_LIMITS:
        return RateLimited("Meta asks to slow down.", retry_at=_regained(headers, now))
    if code in (3, 10, 294) or code in _PERMISSIONS:
        return NeedsApproval("Meta has not given this app the permission it needs.", hint=_REVIEW)
    if code == 12:
        return Refused("Meta has ended this part of its API.", hint=_ENDED)
    if code in (24, 803) or (code == 100 and at(error, "error_subcode") == 33):
        return TargetNotFound(
            "Meta knows nothing under this id, or does not show it to this token."
        )
    if code in (1, 2):
        return Unavailable("Meta has trouble of its own.")
    if code == 368:
        return Refused("Meta has blocked this account for a while.", hint="See facebook.com/help.")
    return NotConfigured(what)


_RENEW = "Make a new long-lived page token at developers.facebook.com and put it into config.toml."
_REVIEW = (
    "Ask for the permission in Meta's App Review; docs/sources says which, and how long it takes."
)
_ENDED = (
    "Recommendations cannot be read by any program since version 22 of the Graph API. "
    "Turn on Facebook's notification e-mails and read them with an imap source."
)


def _regained(headers: Mapping[str, str], now: datetime | None) -> datetime | None:
    """When access is back, by the header that tells how much of the allowance is used."""
    if now is None:
        return None
    try:
        usage: Json = json.loads(headers.get("x-business-use-case-usage", "{}"))
    except (ValueError, RecursionError):
        return None
    minutes = [
        left
        for uses in (usage.values() if isinstance(usage, dict) else ())
        for use in (uses if isinstance(uses, list) else ())
        if isinstance(left := at(use, "estimated_time_to_regain_access"), int)
    ]
    longest = min(max(minutes, default=0), 31 * 24 * 60)
    return now + timedelta(minutes=longest) if longest > 0 else None
