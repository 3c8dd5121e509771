"""Everything that can go wrong, grouped by how one recovers.

::

    GoodwordError                 has a message (what happened) and a hint (what to do next)
    ├── ConfigError               the owner corrects config.toml; exit code 2
    ├── StoreError                the database file is unusable as it stands
    │   ├── StoreBusy             another process holds it; wait
    │   └── StoreTooNew           written by a newer goodword; update
    ├── LlmError                  a language model gave no useful answer; do without it
    ├── DraftError                a draft cannot take that step
    ├── PostingError              an answer cannot be posted, or cannot take that step
    └── SourceError               one source failed; the rest go on
        ├── Temporary             try again later, unasked
        │   ├── Unavailable       no connection, time-out, HTTP 5xx
    │   ├── Suspicious        a listing suddenly empty, or under half of what it was
        │   └── RateLimited       HTTP 429; carries retry_at
        │       └── QuotaExhausted  the allowance of a day or month is used up
        ├── NeedsOwner            stays broken until the owner acts
        │   ├── NotConfigured     a setting is missing or makes no sense
        │   ├── AuthExpired       token refused; renew it
        │   ├── NeedsApproval     the site must approve the account first
        │   ├── TargetNotFound    HTTP 404 or 410: the page is gone
        │   └── Refused           the site's terms, or goodword's own rules, forbid it
        └── NeedsDeveloper        the adapter no longer understands the site
            ├── Blocked           a challenge or block page instead of content
            ├── SchemaChanged     the layout is not the one the adapter knows
            └── Oversized         the answer is larger than any honest page

Every message must be safe to show and to log: no token, no chat id, no review text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar


class GoodwordError(Exception):
    """Root of the tree. ``hint`` is a plain sentence: what the owner can do next."""

    default_hint: ClassVar[str] = "Run `goodword check` to see what is wrong."

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint if hint is not None else self.default_hint


class ConfigError(GoodwordError):
    """``config.toml`` is missing, unreadable or says something impossible."""

    default_hint = "Compare with config.example.toml, or start again with `goodword init`."


class StoreError(GoodwordError):
    """The database file cannot be used as it stands."""

    default_hint = "Check that the disk is not full and that the file may be written."


class StoreBusy(StoreError):
    """Another process kept the database locked for longer than we wait."""

    default_hint = "Another goodword is writing to the same file. Wait a minute, then try again."


class StoreTooNew(StoreError):
    """The database was written by a newer goodword."""

    default_hint = "Update goodword, or restore a backup made with this version."


class DraftError(GoodwordError):
    """A draft was asked to take a step that its state does not allow."""

    default_hint = "Ask for a new draft."


class PostingError(GoodwordError):
    """An answer cannot be posted by goodword, or was asked to take an illegal step."""

    default_hint = "`goodword mentions show ID` shows how the mention stands."


@dataclass(frozen=True, slots=True)
class Answer:
    """What a site said as it refused: for its adapter to read, never to show or to log.

    ``headers`` have lower-case names; ``body`` is the beginning of it.
    """

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


class LlmError(GoodwordError):
    """A language model gave no useful answer.

    ``lasting``: asking again changes nothing until the owner acts. ``heard``: it did answer.
    """

    default_hint = "Nothing to do: goodword does without it, and asks again later."

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        lasting: bool = False,
        heard: bool = False,
    ) -> None:
        super().__init__(message, hint=hint)
        self.lasting = lasting
        self.heard = heard


class SourceError(GoodwordError):
    """One source failed. ``answer`` is there when its site answered, but with no success."""

    default_hint = "Nothing to do: goodword will try again."
    answer: Answer | None = None


class Temporary(SourceError):
    """Heals by itself; the schedule tries again later."""


class Unavailable(Temporary):
    """No connection, a time-out, or the site answered HTTP 5xx."""


class Suspicious(Temporary):
    """A listing is suddenly empty, or under half of what it was: not taken for deletions."""

    default_hint = "Open the page in a browser: are the reviews still there?"


class RateLimited(Temporary):
    """The site asked us to slow down. ``retry_at`` is aware UTC, or None if it did not say."""

    def __init__(
        self, message: str, *, retry_at: datetime | None = None, hint: str | None = None
    ) -> None:
        super().__init__(message, hint=hint)
        self.retry_at = retry_at


class QuotaExhausted(RateLimited):
    """The allowance of a day or a month is used up."""

    default_hint = "The site's allowance is used up; goodword goes on when it is renewed."


class NeedsOwner(SourceError):
    """Stays broken until the owner does something."""


class NotConfigured(NeedsOwner):
    """A setting is missing or makes no sense to the site."""

    default_hint = "Check this source's settings in config.toml."


class AuthExpired(NeedsOwner):
    """The site refused the token or password."""

    default_hint = "Renew the token or password of this source in config.toml."


class NeedsApproval(NeedsOwner):
    """The site must approve the account before it answers."""

    default_hint = "Ask the site for access; docs/sources.md says how and how long it takes."


class TargetNotFound(NeedsOwner):
    """The page, feed or account is gone (HTTP 404 or 410)."""

    default_hint = "Open the address in a browser. If it has moved, change it in config.toml."


class Refused(NeedsOwner):
    """Forbidden by the site's terms or by goodword's own rules."""

    default_hint = "This address cannot be used; choose another one."


class NeedsDeveloper(SourceError):
    """The adapter does not understand what the site sends."""


class Blocked(NeedsDeveloper):
    """The site sent a challenge, a login wall or a block page, whatever the status said."""

    default_hint = (
        "The site does not let programs in. Poll less often, or import its e-mails or export."
    )


class SchemaChanged(NeedsDeveloper):
    """The payload is not what this site used to send."""

    default_hint = "The site has changed. Update goodword; if that does not help, report it."


class Oversized(NeedsDeveloper):
    """The answer is larger than any honest page of that site."""

    default_hint = "Check the address: it points to something far too large for a page of reviews."
