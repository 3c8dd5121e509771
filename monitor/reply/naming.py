"""What a draft names in a list: things, figures and the nouns for topics, none of them twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from monitor.reply.phrases import Phrases, Topic


class Named(NamedTuple):
    """Something that can be named in a list, and the point that is taken up by naming it."""

    text: str
    point: str


def of_things(names: Iterable[str]) -> list[Named]:
    """Things, which are named as they are called."""
    return [Named(one, f"thing:{one}") for one in names]


def of_topics(table: Mapping[str, Topic], names: Iterable[str]) -> list[Named]:
    """The nouns for those topics of ``table`` that have one."""
    named = ((table[name].subject, name) for name in names)
    return [Named(subject, name) for subject, name in named if subject is not None]


def of_sums(says: Phrases, sums: Iterable[str]) -> list[Named]:
    """Sums as the review writes them."""
    return [Named(says.amount.replace("{amount}", one), f"figure:{one}") for one in sums]


def together(things: Sequence[Named], subjects: Sequence[Named]) -> list[Named]:
    """Both, without what another one names already: "the bill, the amount on the bill"."""
    return [*apart(things, subjects), *subjects]


def apart(things: Sequence[Named], subjects: Sequence[Named]) -> list[Named]:
    """Those of ``things`` that no other one names, nor one of ``subjects``."""
    told = [*things, *subjects]

    def alone(one: Named) -> bool:
        last = one.text.split()[-1]
        others = [other.text for other in told if other.text != one.text]
        others += [other.text for other in subjects if other.text == one.text]
        return not any(last in text.split() for text in others)

    return list(filter(alone, things))


def points(named: Iterable[Named]) -> list[str]:
    """The points that are taken up by naming them."""
    return [one.point for one in named]
