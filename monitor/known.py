"""What the store already knows of an item: just enough to decide what has changed."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.mention import State, Status


@dataclass(frozen=True, slots=True)
class Known:
    """One origin of a stored mention, as last seen, beside the mention as it stands.

    ``content_hash`` and ``side_hash`` are of this origin; ``current_hash`` is of the mention,
    which another origin may have brought up to date meanwhile. ``truncated`` tells whether
    the mention's text is still one that a site cut short; ``answerable``, whether this
    origin's source takes answers from goodword.
    """

    number: int
    source: str
    item_id: str
    content_hash: str
    side_hash: str
    current_hash: str
    state: State
    status: Status
    truncated: bool
    versions: int
    misses: int
    answerable: bool = False
