"""What a listing says of the shop's own answers: those goodword posted, and those by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from monitor.alert import NewAlert
from monitor.mention import Mention, OwnerReply
from monitor.posting import Posting, as_shown, as_shown_by_hand, posting_key
from monitor.rules import Watch, announce_posting
from monitor.store import Store

Shown = Mapping[int, OwnerReply | None]
"""For each mention the answer that a listing shows under it."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """An answer that the owner says they have posted to ``mention``, which is as it was stored
    before the listing was read."""

    posting: Posting
    mention: Mention


def awaited(shown: Shown, store: Store) -> list[Awaited]:
    """The answers by hand that are looked out for under these mentions.

    To be asked before what is ``shown`` is taken into the store.
    """
    waiting = ((one, store.mentions.get(one.mention)) for one in store.replies.awaited(list(shown)))
    return [Awaited(one, mention) for one, mention in waiting if mention is not None]


def follow(shown: Shown, waiting: list[Awaited], store: Store, watch: Watch) -> list[NewAlert]:
    """Write down where the answers have got to; returns what is worth telling, each once."""
    moved = [_moved(one, shown[one.mention], store) for one in store.replies.standing(list(shown))]
    moved += [_seen(one, shown[one.posting.mention], store) for one in waiting]
    return [alert for one in moved if one is not None for alert in announce_posting(one, watch)]


def _moved(posting: Posting, reply: OwnerReply | None, store: Store) -> Posting | None:
    state = as_shown(posting, reply) if reply is not None else None
    return None if state is None else store.replies.move(posting.id, state)


def _seen(one: Awaited, reply: OwnerReply | None, store: Store) -> Posting | None:
    if reply is None:
        return None
    state = as_shown_by_hand(one.posting, reply, one.mention.item.reply)
    if state is None:
        return None
    key = posting_key(one.mention.source, one.mention.item.id, reply.text)
    return store.replies.shown(one.posting.id, state, reply.text, key)
