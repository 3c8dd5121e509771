"""One e-mail taken apart: who sent it, whether that is proved, what it says and links to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.message import Message

from imap_tools import MailMessage
from imap_tools.utils import parse_email_addresses
from lxml import etree
from lxml import html as lxml_html

from monitor.errors import Oversized, SchemaChanged
from monitor.mention import Precision
from monitor.source import Request, Response
from sources.reading.dates import read_date
from sources.reading.encoding import guess_encoding
from sources.reading.payload import read_text
from sources.reading.text import clean, plain

MAX_MAIL = 1_000_000
"""Bytes. A notification is a few kilobytes; a larger mail is something else."""
_LONGEST_STAMP = 4000
_COMMENT = re.compile(r"\([^()]*\)")
_DKIM = re.compile(r"\s*dkim\s*=\s*pass\b(.*)", re.IGNORECASE | re.DOTALL)
_SIGNER = re.compile(r"header\.(?:d\s*=\s*|i\s*=\s*[^@\s]*@)([\w.-]+)", re.IGNORECASE)
_LINK = re.compile(r"<(https?://[^<>\s]+)>")
_LINK_AT_END = re.compile(r"[ \t]<(https?://[^<>\s]+)>[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Mail:
    """What a reader of notifications needs. ``lines`` are trimmed, blank ones kept as "".

    A link that ends a line stands on a line of its own as ``<https://...>``. ``verified``
    says that the owner's own mail server checked the sender's signature.
    """

    sender: str
    subject: str
    lines: tuple[str, ...]
    sent_at: datetime | None
    precision: Precision
    key: str
    verified: bool


def link_on(line: str) -> str | None:
    """The link that ``line`` consists of."""
    found = _LINK.fullmatch(line)
    return found[1] if found else None


def read_mail(raw: bytes, *, now: datetime, trust: str | None) -> Mail:
    """Take the mail ``raw`` apart. ``trust`` names the server whose checks of the sender count.

    Raises SchemaChanged for what is no e-mail, or not from exactly one sender, and Oversized.
    """
    if len(raw) > MAX_MAIL:
        raise Oversized("The e-mail is too large for a notification.")
    try:
        return _read(MailMessage.from_bytes(raw), now, trust)
    except (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError):
        raise SchemaChanged("The e-mail is damaged and cannot be read.") from None


def _read(message: MailMessage, now: datetime, trust: str | None) -> Mail:
    senders = [
        address.email.lower()
        for header in message.obj.get_all("From", [])
        for address in parse_email_addresses(header)
    ]
    if len(senders) != 1 or "@" not in senders[0]:
        raise SchemaChanged("This is no e-mail with one sender.")
    subject = " ".join((clean(message.subject) or "").split())
    text = _LINK_AT_END.sub(r"\n<\1>", clean(_body(message.obj, now)) or "")
    sent_at, precision = read_date(message.date_str, now=now)
    stated_id = clean(str(message.obj.get("Message-ID", "")))
    return Mail(
        sender=senders[0],
        subject=subject,
        lines=tuple(line.strip() for line in text.split("\n")),
        sent_at=sent_at,
        precision=precision,
        key=stated_id or "\n".join((senders[0], message.date_str, subject, text)),
        verified=trust is not None and _signed(message.obj, senders[0], trust),
    )


def _body(message: Message, now: datetime) -> str:
    """The words: plain text where there is any, else what the HTML part shows."""
    texts: list[str] = []
    pages: list[str] = []
    for part in _parts(message):
        if part.get_content_type() == "text/plain":
            texts.append(_decoded(part, now))
        elif part.get_content_type() == "text/html":
            pages.append(_decoded(part, now))
    text = "\n".join(texts)
    return text if text.strip() else "\n".join(_with_links(page) for page in pages)


def _parts(message: Message) -> Iterator[Message]:
    for part in message.walk():
        if not part.is_multipart() and part.get_content_disposition() != "attachment":
            yield part


def _decoded(part: Message, now: datetime) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    charset = part.get_content_charset() or guess_encoding(payload[:MAX_MAIL], lambda _text: 0)
    headers = {"content-type": f"text/plain; charset={charset}"}
    request = Request("mail:part")
    return read_text(Response(request, request.url, payload[:MAX_MAIL], now, 200, headers))


def _with_links(page: str) -> str:
    """The words of an HTML part, each link's address on a line after its words."""
    try:
        tree = lxml_html.document_fromstring(
            page.encode("utf-8", "replace"), parser=lxml_html.HTMLParser(encoding="utf-8")
        )
    except (etree.LxmlError, ValueError):
        return plain(page)
    for anchor in tree.iter("a"):
        address = anchor.get("href")
        if address and address.startswith(("http://", "https://")):
            line, end = etree.SubElement(anchor, "br"), etree.SubElement(anchor, "br")
            line.tail, end.tail = f"<{address}>", None
    return plain(lxml_html.tostring(tree, encoding="unicode"))


def _signed(message: Message, sender: str, trust: str) -> bool:
    """Whether the server called ``trust`` found a valid signature of the sender's own domain.

    Only its topmost stamp counts: one further down came with the mail and proves nothing.
    """
    domain = sender.rpartition("@")[2]
    for header in message.get_all("Authentication-Results", []):
        stamp = str(header)[:_LONGEST_STAMP]
        server, _semicolon, results = _COMMENT.sub(" ", stamp).partition(";")
        if (server.split() or [""])[0].lower() != trust.lower():
            continue
        passed = (found for part in results.split(";") if (found := _DKIM.match(part)))
        signers = (signer.lower() for found in passed for signer in _SIGNER.findall(found[1]))
        return any(_aligned(signer, domain) for signer in signers)
    return False


def _aligned(signer: str, domain: str) -> bool:
    return "." in signer and (domain == signer or domain.endswith(f".{signer}"))
