"""What happened to an item since it was last seen. Pure: it decides, the pipeline acts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from monitor.known import Known
from monitor.mention import Item, State


class Change(StrEnum):
    """What a sighting means."""

    NEW = "new"
    """Never seen, by any route."""
    EDITED = "edited"
    """Its author changed the words or the rating."""
    REFRESHED = "refreshed"
    """Something around it changed: the reply, the state, the link, a translation."""
    JOINED = "joined"
    """Known by another route; this one is noted as a further origin."""
    COMPLETED = "completed"
    """Known with a text that a site had cut short; this one has it whole."""
    TAKEN_OVER = "taken_over"
    """Known by a route that takes no answers; this one does, and becomes the main one."""
    SEEN = "seen"
    """As it was."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One item of a page, what it means, and which mention it belongs to (None when new)."""

    change: Change
    item: Item
    known: Known | None


def decide(
    item: Item, known: Known | None, elsewhere: Known | None, *, answerable: bool = False
) -> Sighting:
    """What ``item`` means.

    ``known`` is what the store has of this very origin, ``elsewhere`` of the same review met
    by another route (equal ``dedupe_key``). ``answerable``: its source takes answers.
    """
    if known is not None:
        return Sighting(_again(item, known), item, known)
    if elsewhere is not None:
        return Sighting(_joined(item, elsewhere, answerable=answerable), item, elsewhere)
    return Sighting(Change.NEW, item, None)


def _joined(item: Item, elsewhere: Known, *, answerable: bool) -> Change:
    if elsewhere.truncated and not item.truncated:
        return Change.COMPLETED
    cut = item.truncated and not elsewhere.truncated
    if answerable and not elsewhere.answerable and not cut:
        return Change.TAKEN_OVER
    return Change.JOINED


def _again(item: Item, known: Known) -> Change:
    content = item.content_hash
    if content == known.content_hash:
        moved = item.side_hash != known.side_hash or reappeared(item, known)
        return Change.REFRESHED if moved else Change.SEEN
    if content == known.current_hash:
        # Another route has brought this very edit already: it was announced then.
        return Change.REFRESHED
    if item.truncated and not known.truncated:
        # A cut text never overwrites a whole one; only what stands around it counts.
        return Change.REFRESHED if item.side_hash != known.side_hash else Change.SEEN
    if known.truncated and not item.truncated:
        return Change.COMPLETED
    return Change.EDITED


def reappeared(item: Item, known: Known) -> bool:
    """Whether an item thought to be removed is listed again."""
    return known.state is State.REMOVED and item.state is not State.REMOVED


def shrunk(seen: int, listed: int) -> bool:
    """Whether a complete listing that showed ``seen`` of ``listed`` known items is suspicious.

    Under half is taken for a fault of the site, not for deletions; up to three known items
    may all go, for a shop with three reviews can really lose two.
    """
    return listed > 3 and seen * 2 < listed
