"""Asks a site about the shop's own answers: what stands there, one more of them, one less."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from monitor.capability import CanReply, CanWithdraw, OurReply
from monitor.courier import Courier
from monitor.errors import GoodwordError, SchemaChanged
from monitor.mention import Item
from monitor.posting import Posting, same_words

log = logging.getLogger(__name__)

Told = TypeVar("Told")


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
