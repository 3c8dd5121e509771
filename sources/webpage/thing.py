"""What a page says in schema.org's words, whatever syntax it says it in.

JSON-LD, microdata and RDFa are all read into the same small model: a thing has types, maybe
an id, and named properties, each with one or more values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Value: TypeAlias = "str | int | float | Thing"

_VOCABULARY = re.compile(r"(?:https?://(?:www\.)?schema\.org/|schema:)")


_SYNONYMS = {"reviews": "review"}
"""Names that schema.org does not have (any more), though pages use them."""


def term(name: str) -> str:
    """A type's or property's own name: ``http://schema.org/Review`` and ``schema:Review`` bared."""
    bare = _VOCABULARY.sub("", name.strip(), count=1).rstrip("/")
    return _SYNONYMS.get(bare, bare)


@dataclass(slots=True, eq=False)
class Thing:
    """One node. Two things are the same only if they are the same object."""

    types: frozenset[str] = frozenset()
    id: str | None = None
    properties: dict[str, list[Value]] = field(default_factory=dict)

    def add(self, name: str, value: Value) -> None:
        """Give the property ``name`` one more value."""
        self.properties.setdefault(name, []).append(value)

    def values(self, *names: str) -> Sequence[Value]:
        """The values of the first of these properties that has any."""
        for name in names:
            if found := self.properties.get(name):
                return found
        return ()

    def value(self, *names: str) -> str | int | float | None:
        """The first plain value of these properties that is not blank."""
        for name in names:
            for value in self.properties.get(name, ()):
                if not isinstance(value, Thing) and str(value).strip():
                    return value
        return None

    def text(self, *names: str) -> str | None:
        """The first text of these properties that is not blank."""
        found = self.value(*names)
        return found if isinstance(found, str) else None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing met on a walk, and the property of ``parent`` that it is a value of."""

    thing: Thing
    parent: Thing | None = None
    name: str = ""


def walk(roots: Sequence[Thing], entered: set[int] | None = None) -> Iterator[Step]:
    """Every thing that can be reached from ``roots``, in the order of the document.

    A thing met again by another property is shown again, but not gone through again: things
    may refer to each other in circles. Share ``entered`` between walks over parts of a page.
    """
    entered = set() if entered is None else entered
    waiting = [Step(root) for root in reversed(roots)]
    while waiting:
        step = waiting.pop()
        yield step
        if id(step.thing) in entered:
            continue
        entered.add(id(step.thing))
        parts = [
            Step(value, step.thing, name)
            for name, values in step.thing.properties.items()
            for value in values
            if isinstance(value, Thing)
        ]
        waiting.extend(reversed(parts))


def link(roots: Sequence[Thing]) -> None:
    """Put the thing itself wherever a mere reference to its id stands as a value."""
    things = [step.thing for step in walk(roots)]
    nodes: dict[str, Thing] = {}
    for thing in things:
        if thing.id is not None and thing.properties:
            known = nodes.setdefault(thing.id, thing)
            if len(known.properties) < len(thing.properties):
                nodes[thing.id] = thing
    for thing in things:
        for values in thing.properties.values():
            values[:] = [_linked(value, nodes) for value in values]


def _linked(value: Value, nodes: dict[str, Thing]) -> Value:
    if isinstance(value, Thing) and value.id is not None and not value.properties:
        return nodes.get(value.id, value)
    return value
