"""News that several sites print is one mention with several origins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from monitor.match.text import host_of
from monitor.mention import Item, State
from monitor.rules import Watch
from monitor.store import Store
from monitor.syndication import same_story, sketch


@dataclass(slots=True)
class Telling:
    """The new posts of one page, sorted out: ``fresh`` ones tell a story for the first time.

    ``known`` have been told by a stored mention (its number), ``again`` by a fresh one of this
    very page.
    """

    fresh: list[Item] = field(default_factory=list)
    known: list[tuple[Item, int]] = field(default_factory=list)
    again: list[tuple[Item, Item]] = field(default_factory=list)
    sketches: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Of the fresh ones, by item id; what has none (a review, a short text) is left out."""


def sort_out(items: Sequence[Item], source: str, store: Store, watch: Watch) -> Telling:
    """Which of ``items``, all new to us, have been told elsewhere before."""
    telling = Telling()
    by_value: dict[int, Item] = {}
    for item in items:
        # What the public cannot see must not hide a mention that it joins.
        values = sketch(item) if item.state is State.VISIBLE else ()
        number = _told(item, values, source, store, watch) if values else None
        if number is not None:
            telling.known.append((item, number))
            continue
        first = _first(item, [by_value[value] for value in values if value in by_value])
        if first is not None:
            telling.again.append((item, first))
            continue
        telling.fresh.append(item)
        if values:
            telling.sketches[item.id] = values
            for value in values:
                by_value.setdefault(value, item)
    return telling


def _told(
    item: Item, values: tuple[int, ...], source: str, store: Store, watch: Watch
) -> int | None:
    """The stored mention of the same story, told by somebody else."""
    for number in store.stories.sharing(values, watch.now):
        mention = store.mentions.get(number)
        if mention is None or mention.item.state is not State.VISIBLE:
            continue
        elsewhere = mention.source != source or _another_teller(item, mention.item)
        if elsewhere and same_story(item, mention.item):
            return number
    return None


def _first(item: Item, alike: Sequence[Item]) -> Item | None:
    """The fresh post of this page that tells the same story, by somebody else."""
    for first in {other.id: other for other in alike}.values():
        if _another_teller(item, first) and same_story(item, first):
            return first
    return None


def _another_teller(one: Item, other: Item) -> bool:
    """Whether two posts of one source come from two authors or two sites.

    The same author on the same site repeats or edits himself: that is not syndication.
    """
    if one.url and other.url and host_of(one.url) != host_of(other.url):
        return True
    return one.author != other.author
