"""What the terms of some sites forbid to keep: the words. Pure.

Of such a site's items only the id, the stars, the times and the link are stored, with a check
sum by which an edit still shows. The words travel in the note of the alert, which the outbox
forgets as soon as it is delivered. A stored item without its words counts as one whose text
was cut short: when a route that may keep them brings the same review, they fill the gap.
"""

from __future__ import annotations

from dataclasses import replace

from monitor.alert import NewAlert
from monitor.mention import Author, Item, Mention


def without_words(item: Item) -> Item:
    """``item`` as it may be stored: nothing of what was said, nor of who said it."""
    return replace(
        item,
        author=Author(is_owner=item.author.is_owner),
        title=None,
        text=None,
        reply=None,
        translation=None,
        truncated=True,
        withheld=item.content_hash,
    )


def with_words(alert: NewAlert, item: Item, *, urgent: bool) -> NewAlert:
    """``alert`` with the author and words of ``item``, the one time that they are shown.

    ``urgent`` is what the words call for; the stored verdict knows the stars alone.
    """
    said = ": ".join(filter(None, (item.author.name, item.words)))
    return replace(alert, note=said if item.words else None, urgent=alert.urgent or urgent)


def as_told(mention: Mention, note: str | None) -> Mention:
    """``mention`` for showing, with the words of its alert's note where it has none itself."""
    if note is None or mention.item.words:
        return mention
    return replace(mention, item=replace(mention.item, text=note, truncated=False))
