"""The connection to a mail server: logging in, leaving in order, and what goes wrong in words."""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

from imap_tools import (
    BaseMailBox,
    MailboxFolderSelectError,
    MailboxFolderStatusError,
    MailboxLoginError,
    UnexpectedCommandStatusError,
)

from monitor.errors import AuthExpired, NotConfigured, SourceError, Unavailable
from sources.mail.client import connect

_BUSY = re.compile(rb"\[(?:UNAVAILABLE|INUSE|LIMIT|SERVERBUG)\]", re.IGNORECASE)
_NO_PLAIN_LOGIN = re.compile(rb"\[PRIVACYREQUIRED\]", re.IGNORECASE)


@contextmanager
def connected(
    host: str, port: int, *, tls: bool, user: str, password: str, timeout: timedelta
) -> Iterator[BaseMailBox]:
    """A mailbox that is logged in, and is left in order whatever happens. ``timeout`` is for each
    answer of the server, from its first byte to its last."""
    mailbox = _Mailbox(connect(host, port, tls=tls, timeout=timeout))
    try:
        _login(mailbox, user, password)
        yield mailbox
    finally:
        with suppress(imaplib.IMAP4.error, UnexpectedCommandStatusError, OSError):
            mailbox.logout()
        with suppress(imaplib.IMAP4.error, OSError):
            mailbox.client.shutdown()


class _Mailbox(BaseMailBox):
    """The library's mailbox over a client of our own."""

    def __init__(self, client: imaplib.IMAP4) -> None:
        self._given = client
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        return self._given


def _login(mailbox: BaseMailBox, user: str, password: str) -> None:
    """Log in. Raises MailboxLoginError when the server refuses, in whichever way it was asked."""
    if (user + password).isascii():
        mailbox.login(user, password, initial_folder=None)
        return
    try:
        mailbox.login_utf8(user, password, initial_folder=None)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        raise MailboxLoginError(("NO", [str(error).encode()]), "OK") from None


@contextmanager
def in_words() -> Iterator[None]:
    """What goes wrong between us and the server, as an error the owner understands.

    The server's own words are left out: they can repeat the user's name or a mail.
    """
    try:
        yield
    except UnexpectedCommandStatusError as error:
        raise _refusal(error) from None
    except ssl.SSLCertVerificationError:
        raise NotConfigured(
            "The mail server's certificate is not valid for this address.",
            hint="Use the host name that your mail provider gives for IMAP.",
        ) from None
    except (OSError, imaplib.IMAP4.error, UnicodeError):
        raise Unavailable("The mail server cannot be reached, or broke off.") from None


def _refusal(error: UnexpectedCommandStatusError) -> SourceError:
    answer = b" ".join(part for part in error.command_result[1] or [] if isinstance(part, bytes))
    if _BUSY.search(answer):
        return Unavailable("The mail server is busy.")
    if _NO_PLAIN_LOGIN.search(answer):
        return NotConfigured("The mail server takes a password over TLS only: set tls = true.")
    if isinstance(error, MailboxLoginError):
        return AuthExpired(
            "The mail server refused the user name or password.",
            hint="Many providers want an app password for programs; docs/sources/imap.md says how.",
        )
    if isinstance(error, MailboxFolderStatusError | MailboxFolderSelectError):
        return NotConfigured(
            "The mailbox has no such folder.",
            hint='Check `folder` in config.toml; the inbox is called "INBOX".',
        )
    return Unavailable("The mail server refused to answer.")
