"""The contract of sources: what an adapter declares, is given and gives back.

An HTTP adapter does no I/O. Two pure functions are a whole adapter: ``request(cursor)``
says where a walk begins, ``parse(response)`` turns bytes into a page of items and names the
next request, if there is one. goodword fetches politely on its behalf. Adapters that are
no web pages (a mailbox, a file) implement ``pages(cursor)`` instead.

"How to write a source" is in ``sources/__init__.py`` and ``docs/sources-howto.md``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar, Protocol, Self, TypeAlias

from pydantic import ConfigDict, HttpUrl

from monitor.address import masked
from monitor.mention import Item, Kind
from monitor.settings import Discreet, Duration

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Cursor: TypeAlias = "dict[str, Json]"
"""Where to go on next time. Written by the adapter, stored as JSON, opaque to the engine."""


class SourceSettings(Discreet):
    """What every source may be told under ``[sources.<name>]``. Adapters add their own.

    ``place`` is the branch these items belong to; ``every`` how often to look; ``lang`` the
    language to expect when the site says none.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    place: str | None = None
    every: Duration | None = None
    lang: str | None = None
    allow_private: bool = False
    """Allow addresses inside the own network (a shop's own server); off for safety."""


class Auth(StrEnum):
    """What the owner must bring."""

    NONE = "none"
    KEY = "key"
    BASIC = "basic"
    OAUTH = "oauth"
    MAILBOX = "mailbox"
    FILE = "file"
    PAID = "paid"


class Order(StrEnum):
    """The order in which a listing shows its items."""

    NEWEST_CREATED = "newest_created"
    NEWEST_UPDATED = "newest_updated"
    OLDEST_FIRST = "oldest_first"
    NONE = "none"


class History(StrEnum):
    """How far back the source reaches."""

    FULL = "full"
    WINDOW = "window"
    LIVE_ONLY = "live_only"


class Edits(StrEnum):
    """How an edit shows."""

    UPDATED_AT = "updated_at"
    CONTENT_HASH = "content_hash"
    NONE = "none"


class Deletions(StrEnum):
    """How a deletion shows."""

    COMPLETE_LISTING = "complete_listing"
    ITEM_GET = "item_get"
    STATE_FIELD = "state_field"
    NONE = "none"


class Identity(StrEnum):
    """Whether the site gives an id, or the adapter derives one."""

    STABLE = "stable"
    SYNTHETIC = "synthetic"


class Pushdown(StrEnum):
    """A part of the shop's query that the site itself can filter by."""

    ANY = "any"
    PHRASE = "phrase"
    NONE_OF = "none_of"
    LANGUAGE = "language"
    COUNTRY = "country"
    SINCE = "since"


@dataclass(frozen=True, slots=True)
class RatingScale:
    """The scale the site uses by default."""

    worst: float = 1.0
    best: float = 5.0


@dataclass(frozen=True, slots=True)
class ReplyRules:
    """What a public answer may be. ``unit`` is "bytes" or "characters".

    ``single``: an item has one answer, and another one replaces it.
    """

    limit: int
    unit: str = "characters"
    update: bool = False
    delete: bool = False
    moderated: bool = False
    single: bool = True


@dataclass(frozen=True, slots=True)
class Terms:
    """What the site allows. ``store_text`` False: keep id, rating and times only."""

    store_text: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """What a source is, for the engine, the docs and the owner.

    ``key`` is the adapter's name in ``type = "..."``; ``title`` what owners call the site;
    ``min_interval`` the shortest polite time between two polls, ``every`` the usual one.
    """

    key: str
    title: str
    summary: str
    kinds: frozenset[Kind]
    auth: Auth = Auth.NONE
    order: Order = Order.NONE
    history: History = History.WINDOW
    edits: Edits = Edits.CONTENT_HASH
    deletions: Deletions = Deletions.NONE
    identity: Identity = Identity.STABLE
    rating: RatingScale | None = None
    pushdown: frozenset[Pushdown] = frozenset()
    reply: ReplyRules | None = None
    terms: Terms = Terms()
    min_interval: timedelta = timedelta(minutes=1)
    every: timedelta = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Request:
    """What to fetch. ``notes`` travel unchanged to ``parse`` (a page number, a token's age).

    Any of them may hold secrets: its repr names the site alone. ``conditional`` allows a 304.
    """

    url: str
    method: str = "GET"
    params: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    json: Json = None
    form: Mapping[str, str] | None = None
    auth: tuple[str, str] | None = None
    notes: Mapping[str, Json] = field(default_factory=dict)
    conditional: bool = True

    def __repr__(self) -> str:
        return f"<{self.method} {masked(self.url)}>"


@dataclass(frozen=True, slots=True)
class Response:
    """What came back: whole body, undecoded. ``headers`` has lower-case names.

    ``url`` is where redirects ended, without a login. ``received_at`` anchors relative dates, so
    that parsing the same response always gives the same page. Only status 200 to 299 reaches
    ``parse``.
    """

    request: Request
    url: str
    body: bytes
    received_at: datetime
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<{self.status} with {len(self.body)} bytes from {masked(self.url)}>"


@dataclass(frozen=True, slots=True)
class Validators:
    """What a site gave us to ask "anything new since?": stored with the page it came with."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A response and the validators that came with it. Status 304 means nothing is new."""

    response: Response
    validators: Validators


class Fetch(Protocol):
    """Fetches one request politely. Raises SourceError and nothing else."""

    def __call__(
        self, request: Request, *, validators: Validators | None, allow_private: bool
    ) -> Fetched: ...


@dataclass(frozen=True, slots=True)
class Rejected:
    """An item that could not be read: why, in words safe to show, and where it stood."""

    why: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Aggregate:
    """The site's own total: average in its scale, and how many ratings it counts."""

    average: float | None = None
    count: int | None = None
    worst: float = 1.0
    best: float = 5.0


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a walk.

    ``next`` is the request for the following page of this walk, None on the last one.
    ``resume`` is the cursor to store together with these items; give one only where nothing
    older is still to come in this walk (newest-first listings: on the last page alone).
    ``complete`` on the last page says that the walk showed the whole listing, so that what it
    did not show may be gone. ``retry_at`` (aware UTC) asks for no further poll before then.
    Every entry of the payload is either in ``items`` or ``rejected``.
    """

    items: tuple[Item, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    next: Request | None = None
    resume: Cursor | None = None
    complete: bool = False
    aggregate: Aggregate | None = None
    retry_at: datetime | None = None
    not_modified: bool = False
    title: str | None = None


class Source(ABC):
    """One configured place where people talk about the shop."""

    info: ClassVar[SourceInfo]
    Settings: ClassVar[type[SourceSettings]] = SourceSettings

    def __init__(self, settings: SourceSettings) -> None:
        self.settings = settings

    @abstractmethod
    def parse(self, response: Response) -> Page:
        """Turn a payload into a page. Pure: same response, same page.

        Raises Blocked or SchemaChanged when the payload is no page of this site at all; a
        single entry that cannot be read goes to ``Page.rejected`` instead.
        """

    def __repr__(self) -> str:
        """Only the adapter's name: settings hold secrets and shop data."""
        return f"<source {self.info.key}>"

    @classmethod
    def offline(cls, url: str | None = None) -> Self:
        """An instance for parsing saved payloads: no token, settings at their defaults.

        Sources whose settings have other required fields override it.
        """
        fields: dict[str, object] = {}
        if "url" in cls.Settings.model_fields:
            fields["url"] = HttpUrl(url or "https://shop.example/")
        return cls(cls.Settings.model_construct(None, **fields))


class HttpSource(Source):
    """A source behind HTTP. The engine fetches; the adapter only says what, and reads it."""

    @abstractmethod
    def request(self, cursor: Cursor | None) -> Request:
        """Where a walk begins. ``cursor`` is the last stored ``resume``, None the first time.

        Begin a little before the cursor: items can be late, back-dated or of the same second.
        """


class PagedSource(Source):
    """A source that does its own I/O: a mailbox, a file, a chat."""

    @abstractmethod
    def pages(self, cursor: Cursor | None, now: datetime) -> Iterator[Page]:
        """The pages of one walk. Raises SourceError; pages yielded before stay stored."""
