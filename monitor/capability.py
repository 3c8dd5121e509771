"""What some sources can do beyond listing: carry a token, be asked for one item, take a reply.

Each capability is a class to inherit beside ``HttpSource``; all stay free of I/O. The engine
asks ``isinstance`` and fetches on their behalf.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from monitor.errors import SourceError
from monitor.mention import Item
from monitor.source import Request, Response


@dataclass(frozen=True, slots=True)
class Token:
    """A token and when it runs out (aware UTC; None: not before the site refuses it)."""

    value: str = field(repr=False)
    expires_at: datetime | None = None


class NeedsToken(ABC):
    """Every request carries a token that runs out: OAuth, a session, a signed JWT."""

    @abstractmethod
    def token(self, now: datetime) -> Token | Request:
        """A token made on the spot (a signed JWT), or the request that fetches one."""

    @abstractmethod
    def parse_token(self, response: Response) -> Token:
        """Read the answer to that request. Raises AuthExpired when the site refused."""

    @abstractmethod
    def authorised(self, request: Request, token: Token) -> Request:
        """``request`` with ``token`` in it."""


class ReadsRefusals(ABC):
    """Some sites say in the body of a refusal what its HTTP status does not tell."""

    @abstractmethod
    def refusal(self, status: int, headers: Mapping[str, str], body: bytes) -> SourceError | None:
        """The error that an answer outside 200 to 299 stands for; None: as its status says.

        ``headers`` have lower-case names; ``body`` is the beginning of the answer.
        """


class Gone(StrEnum):
    """What ``CanGet`` says of an item that it cannot show."""

    GONE = "gone"
    UNKNOWN = "unknown"


class CanGet(ABC):
    """Single items can be asked for, to learn whether they still exist."""

    @abstractmethod
    def get_request(self, item: Item) -> Request:
        """The request for one item. HTTP 404 and 410 mean GONE without asking ``parse_one``."""

    @abstractmethod
    def parse_one(self, response: Response) -> Item | Gone:
        """Read its answer."""


class ReplyStatus(StrEnum):
    """How far an answer has come on its site."""

    PENDING = "pending"
    PUBLISHED = "published"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class OurReply:
    """The shop's answer as its site has it. ``reason`` says why it was rejected."""

    text: str
    status: ReplyStatus = ReplyStatus.PUBLISHED
    id: str | None = None
    reason: str | None = None
    published_at: datetime | None = None


class CanReply(ABC):
    """Answers can be published. ``SourceInfo.reply`` holds the limits.

    The engine first reads what stands there: it never replaces an answer silently, and after
    a lost connection it finds its own answer instead of posting it twice.
    """

    @property
    def can_reply(self) -> bool:
        """Whether the settings allow it: some sites are read without the key to answer with."""
        return True

    @property
    def shows_replies(self) -> bool:
        """Whether it is known that the site shows the shop's answers. Where it is not, an answer
        whose confirmation was lost is left to the owner rather than posted again."""
        return True

    @abstractmethod
    def replies_request(self, item: Item) -> Request:
        """The request that shows the shop's answers to ``item``."""

    @abstractmethod
    def parse_replies(self, response: Response, item: Item) -> tuple[OurReply, ...]:
        """The shop's own answers, oldest first; nobody else's."""

    @abstractmethod
    def reply_request(self, item: Item, text: str, key: str) -> Request:
        """The request that publishes ``text``, approved by the owner.

        ``key`` is equal for each try of the same answer: sites that know idempotency get it.
        """

    @abstractmethod
    def parse_reply(self, response: Response) -> OurReply:
        """Read the answer to that request. Raises SourceError when the site refused it."""


class CanWithdraw(CanReply):
    """Published answers can be taken back."""

    @abstractmethod
    def withdraw_request(self, item: Item, reply: OurReply) -> Request:
        """The request that takes ``reply`` back."""
