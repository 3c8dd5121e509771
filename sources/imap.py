"""Review notifications out of a mailbox. Nothing is marked as read, moved or deleted.

Only mail of the listed senders is opened. Each becomes one item, or is rejected with the
reason; nothing is guessed. Such an item is partial: the sites cut long texts in their mails,
and anyone can forge one, so it stays ``unverified`` unless the owner's own mail server vouches
for the sender (``trust_authserv``).
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import ClassVar, Self, cast

from imap_tools import AND, OR, BaseMailBox, MailboxFetchError, U
from imap_tools.utils import check_command_status
from pydantic import Field, SecretStr, field_validator, model_validator

from monitor.errors import Oversized, SchemaChanged
from monitor.mention import Item, Kind
from monitor.settings import Duration, Secret
from monitor.source import (
    Auth,
    Cursor,
    Edits,
    History,
    Identity,
    Order,
    Page,
    PagedSource,
    RatingScale,
    Rejected,
    Response,
    SourceInfo,
    SourceSettings,
    Terms,
)
from sources.mail.google import SENDERS as GOOGLE
from sources.mail.google import read_google_mail
from sources.mail.mailbox import connected, in_words
from sources.mail.message import MAX_MAIL, Mail, read_mail
from sources.mail.site import read_comment_mail, read_labelled_mail

SENDERS = (*GOOGLE, "@trustpilot.com", "@judge.me")
"""Who sends review notifications. A shop's own site sends from its own address: add that."""
BATCH = 50
"""Mails a page."""
_READERS = (read_google_mail, read_comment_mail, read_labelled_mail)
_SENDER = re.compile(r"(?:[\w.%+'~=-]*@)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+\Z", re.ASCII)


class ImapSettings(SourceSettings):
    """The mailbox, and which mail in it to read.

    ``tls`` may be off for a server on this computer, or in the own network together with
    ``allow_private``. ``senders`` are addresses, or ``@example.com`` for all of a domain.
    ``trust_authserv`` is the name that the owner's mail server writes first in its
    ``Authentication-Results``. ``timeout`` is how long to wait for each answer.
    """

    host: str = Field(min_length=1)
    port: int = Field(default=993, ge=1, le=65535)
    tls: bool = True
    user: str = Field(min_length=1)
    password: Secret
    folder: str = "INBOX"
    senders: tuple[str, ...] = Field(default=SENDERS, min_length=1)
    trust_authserv: str | None = None
    timeout: Duration = timedelta(seconds=30)

    @field_validator("senders")
    @classmethod
    def _addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for sender in value:
            if not _SENDER.match(sender):
                raise ValueError('write senders like "noreply@example.com" or "@example.com"')
        return tuple(sender.lower() for sender in value)

    @model_validator(mode="after")
    def _password_stays_private(self) -> Self:
        if not self.tls and not self.allow_private and not _is_this_computer(self.host):
            raise ValueError("tls = false would send the password readable through the internet")
        return self


class Imap(PagedSource):
    """A mailbox that receives review notifications."""

    info: ClassVar[SourceInfo] = SourceInfo(
        key="imap",
        title="E-mail notifications",
        summary="Review notifications of Google, shops and sites, read from a mailbox by IMAP.",
        kinds=frozenset({Kind.REVIEW, Kind.MENTION}),
        auth=Auth.MAILBOX,
        order=Order.OLDEST_FIRST,
        history=History.FULL,
        edits=Edits.NONE,
        identity=Identity.SYNTHETIC,
        rating=RatingScale(),
        terms=Terms(note="Your own mail. goodword only reads; the mail stays as it is."),
        min_interval=timedelta(minutes=1),
        every=timedelta(minutes=5),
    )
    Settings: ClassVar[type[SourceSettings]] = ImapSettings

    def __init__(self, settings: SourceSettings) -> None:
        super().__init__(settings)
        self._own = cast(ImapSettings, settings)

    @classmethod
    def offline(cls, url: str | None = None) -> Self:  # noqa: ARG003  a mail has no address
        """An instance that reads saved mails; it never connects."""
        nowhere = ImapSettings(host="localhost", user="nobody", password=SecretStr("none"))
        return cls(nowhere)

    def parse(self, response: Response) -> Page:
        """Read one saved mail. Raises SchemaChanged when it is none."""
        trust = self._own.trust_authserv
        mail = read_mail(response.body, now=response.received_at, trust=trust)
        entry = self._entry(mail)
        return Page(items=(entry,)) if isinstance(entry, Item) else Page(rejected=(entry,))

    def pages(self, cursor: Cursor | None, now: datetime) -> Iterator[Page]:
        """New mail since ``cursor``, the oldest first, fifty mails a page.

        Raises AuthExpired for a refused password, NotConfigured for a missing folder, Unavailable
        when there is no connection. Another UIDVALIDITY means that the server has numbered the
        folder anew: it is read from the start, and known mail is recognised by its Message-ID.
        """
        with in_words(), self._connected() as mailbox:
            status = mailbox.folder.status(self._own.folder, ["UIDVALIDITY", "UIDNEXT"])
            validity, newest = status.get("UIDVALIDITY", 0), status.get("UIDNEXT", 0) - 1
            seen = _last_uid(cursor, validity)
            if 0 <= newest <= seen:
                yield Page(not_modified=True)
                return
            mailbox.folder.set(self._own.folder, readonly=True)
            found = self._search(mailbox, seen)
            large = found and self._search(mailbox, seen, larger_than=MAX_MAIL)
            uids = sorted(found)
            end = max([newest, seen, *uids])
            batches = [uids[start : start + BATCH] for start in range(0, len(uids), BATCH)]
            for batch in batches or [[]]:
                entries = [self._fetch(mailbox, uid, uid in large, now) for uid in batch]
                last = end if not batches or batch is batches[-1] else batch[-1]
                yield Page(
                    items=tuple(entry for entry in entries if isinstance(entry, Item)),
                    rejected=tuple(entry for entry in entries if isinstance(entry, Rejected)),
                    resume={"uidvalidity": validity, "uid": last},
                )

    def _connected(self) -> AbstractContextManager[BaseMailBox]:
        own = self._own
        return connected(
            own.host,
            own.port,
            tls=own.tls,
            user=own.user,
            password=own.password.get_secret_value(),
            timeout=own.timeout,
        )

    def _search(
        self, mailbox: BaseMailBox, seen: int, larger_than: int | None = None
    ) -> frozenset[int]:
        """Numbers of the listed senders' mail after ``seen``; "n:*" also finds the last before."""
        senders = OR(from_=[sender.removeprefix("@") for sender in self._own.senders])
        criteria = AND(senders, uid=U(str(seen + 1), "*"), size_gt=larger_than)
        return frozenset(
            uid for found in mailbox.uids(criteria, None) if (uid := int(found)) > seen
        )

    def _fetch(
        self, mailbox: BaseMailBox, uid: int, too_large: bool, now: datetime
    ) -> Item | Rejected | None:
        """The mail numbered ``uid``; None when it is gone, or not from a listed sender."""
        where = f"mail {uid}"
        if too_large:
            return Rejected("The e-mail is too large for a notification.", where)
        answer, parts = mailbox.client.uid("FETCH", str(uid), "(BODY.PEEK[])")
        check_command_status((answer, parts), MailboxFetchError)
        raw = next((part[1] for part in parts if isinstance(part, tuple)), None)
        if raw is None:
            return None
        try:
            mail = read_mail(raw, now=now, trust=self._own.trust_authserv)
        except (SchemaChanged, Oversized) as error:
            return Rejected(error.message, where)
        return self._entry(mail, where) if self._is_listed(mail) else None

    def _entry(self, mail: Mail, where: str = "") -> Item | Rejected:
        if not self._is_listed(mail):
            return Rejected("The sender is not one of the listed senders.", where)
        for read in _READERS:
            entry = read(mail)
            if isinstance(entry, Rejected):
                return Rejected(entry.why, where)
            if entry is not None:
                return entry
        return Rejected("A listed sender's e-mail in which no review was recognised.", where)

    def _is_listed(self, mail: Mail) -> bool:
        """Whether the sender is listed: the server's search also finds look-alikes."""
        return any(
            mail.sender == sender or f".{mail.sender.rpartition('@')[2]}".endswith(_domain(sender))
            for sender in self._own.senders
        )


def _domain(sender: str) -> str:
    """What the domains of "@example.com" end with; of a full address, what none ends with."""
    name, _at, domain = sender.rpartition("@")
    return f"@{domain}" if name else f".{domain}"


def _last_uid(cursor: Cursor | None, validity: int) -> int:
    if cursor is None or cursor.get("uidvalidity") != validity:
        return 0
    uid = cursor.get("uid")
    return uid if isinstance(uid, int) and uid > 0 else 0


def _is_this_computer(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
