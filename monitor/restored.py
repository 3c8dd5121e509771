"""What goodword's own export tells beside the items: where the owner set a reading right."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from monitor.correction import ALIKE, Correction, likeness
from monitor.mention import Item
from monitor.store import Store
from monitor.verdict import Sentiment, Urgency


def restore_corrections(items: Iterable[Item], source: str, store: Store, now: datetime) -> None:
    """Keep the owner's word on ``items`` that ``source`` has just brought for the first time.

    What the owner has said here already stands, and so do words that were edited since.
    """
    said = {item.id: (item, word) for item in items if (word := _owners_word(item)) is not None}
    if not said:
        return
    known = store.mentions.known(source, list(said))
    for id_, (item, word) in said.items():
        mention = store.mentions.get(known[id_].number) if id_ in known else None
        if mention is None or mention.correction is not None:
            continue
        if likeness(mention.item.words, item.words) >= ALIKE:
            store.corrections.say(mention.number, word, now)


def _owners_word(item: Item) -> Correction | None:
    sentiment, urgency = item.extra.get("owner_sentiment"), item.extra.get("owner_urgency")
    if sentiment is None and urgency is None:
        return None
    return Correction(
        None if sentiment is None else Sentiment(sentiment),
        None if urgency is None else Urgency(urgency),
    )
