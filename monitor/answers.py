"""What a site takes as an answer; and asking it about the shop's own: what stands there, one more
of them, one less."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TypeVar

from monitor.capability import CanReply, CanWithdraw, OurReply
from monitor.courier import Courier
from monitor.errors import GoodwordError, NotConfigured, SchemaChanged
from monitor.mention import Item, Kind
from monitor.posting import Posting, same_words
from monitor.source import ReplyRules, Source

log = logging.getLogger(__name__)

Told = TypeVar("Told")


class _Whatever(Mapping[str, str]):
    """Has every further id that an adapter may look for."""

    def __getitem__(self, name: str) -> str:
        return "1"

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


_ANY = Item("1", Kind.REVIEW, extra=_Whatever())
"""An item to word a request for, without sending it."""


def reply_rules(source: Source) -> ReplyRules | None:
    """What ``source`` takes as an answer; None where goodword cannot post one.

    A site may be read without the key to answer with: an adapter that lacks it says
    NotConfigured as soon as it is to word a request.
    """
    if not isinstance(source, CanReply) or not source.can_reply:
        return None
    for word in (source.replies_request, lambda item: source.reply_request(item, "?", "?")):
        with suppress(Exception):
            try:
                word(_ANY)
            except NotConfigured:
                return None
    return source.info.reply


def standing(courier: Courier, item: Item) -> tuple[OurReply, ...]:
    """The shop's answers to ``item`` that stand there, oldest first. Raises SourceError."""
    source = answerable(courier)
    return _told(
        lambda: courier.ask(
            replace(source.replies_request(item), conditional=False),
            lambda response: source.parse_replies(response, item),
        )
    )


def post(courier: Courier, item: Item, posting: Posting) -> OurReply:
    """Post the answer. Raises SourceError; only the owner's turn means that it was refused."""
    source = answerable(courier)
    return _told(
        lambda: courier.ask(
            source.reply_request(item, posting.text, posting.key), source.parse_reply
        )
    )


def take_down(courier: Courier, item: Item, reply: OurReply) -> None:
    """Take ``reply`` back. Raises SourceError; TargetNotFound when it is gone already."""
    source = courier.source
    if not isinstance(source, CanWithdraw):
        raise TypeError(f"{source!r} takes no answer back")
    _told(lambda: courier.ask(source.withdraw_request(item, reply), lambda _: None))


def ours(standing: Sequence[OurReply], text: str) -> OurReply | None:
    """The newest answer with these very words."""
    return next((reply for reply in reversed(standing) if same_words(reply.text, text)), None)


def answerable(courier: Courier) -> CanReply:
    """The courier's source as one that takes answers. Raises TypeError for any other."""
    if not isinstance(courier.source, CanReply):
        raise TypeError(f"{courier.source!r} takes no answers")
    return courier.source


def _told(ask: Callable[[], Told]) -> Told:
    """``ask``; an adapter's own mistake becomes a SourceError, since its text may hold anything."""
    try:
        return ask()
    except GoodwordError:
        raise
    except Exception as error:
        log.error("an adapter failed with %s", type(error).__name__)
        raise SchemaChanged(f"The adapter failed with {type(error).__name__}.") from None
