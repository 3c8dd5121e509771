"""A message as every transport shows it, and what its buttons mean."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from monitor.trends.week import Week


class Verb(StrEnum):
    """What a button asks for. The values travel in callback data and must stay short.

    POST sends an approved draft to its site, POSTED says that the owner has done so. WRITE
    drafts without asking what happened, HURRY does not wait until a draft has cooled off, USE
    takes over a better sentence, NEVER_MIND is no answer to a question that was asked. ASK_MODEL
    has the owner's language model word the draft.
    """

    DRAFT = "d"
    REDRAFT = "r"
    APPROVE = "a"
    POSTED = "p"
    POST = "t"
    DISCARD = "x"
    HANDLED = "h"
    REOPEN = "o"
    SNOOZE = "s"
    NOT_ABOUT_US = "n"
    SHOW = "m"
    INBOX = "i"
    WEEK = "w"
    SOURCES = "q"
    CHECK_NOW = "c"
    HAPPENED = "ha"
    WHAT_HAPPENED = "wh"
    WRITE = "wr"
    SHORTER = "sh"
    WARMER = "wa"
    ASK_MODEL = "lm"
    EDIT = "ed"
    USE = "us"
    HURRY = "hu"
    NEVER_MIND = "nm"
    FACTS = "fa"
    ADD_FACT = "fn"
    DROP_FACT = "fd"
    FACT_UNTIL = "fu"
    PROMISES = "ps"
    PROMISE = "pr"
    WITHDRAW = "wi"
    MUTE = "u"
    UNMUTE = "v"
    LEFT_OUT = "lo"
    MISREAD = "e"
    CORRECT = "f"


@dataclass(frozen=True, slots=True)
class Action:
    """One press of a button: ``verb`` on mention or draft ``number``; ``extra`` is a small
    argument (days to snooze, a page, the mention's version, 1 for "replace what stands")."""

    verb: Verb
    number: int = 0
    extra: int = 0


@dataclass(frozen=True, slots=True)
class Button:
    """A button either acts (``action``) or opens ``url``; never both."""

    label: str
    action: Action | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """What to show: Telegram-flavoured HTML, at most 4096 characters once parsed.

    With a ``chart`` the transport draws it and uses ``html`` as caption, at most 1024.
    ``silent`` arrives without a sound.
    """

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    chart: Week | None = None
    silent: bool = False
