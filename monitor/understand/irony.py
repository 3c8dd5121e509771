"""Praise that means its opposite: "Great, another two-hour wait. Love it."

Bare praise (a few words between two stops that name nothing) beside a thing that went wrong, in
a text where nothing is told to have gone well, is no praise. On the project's own sentences this
was so in eight of ten cases, and the other two praised nothing either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from monitor.understand.event import Event
from monitor.understand.passage import Passage, Word
from monitor.understand.vader import analyser

BARE = 3
"""So many words at most say nothing but "great", "love it", "brilliant job lads"."""
PRAISE = 0.3
"""From this compound on VADER's praise counts as such."""
STING = 4.0
"""What bare praise weighs when it is turned round, in VADER's units: less than plain blame."""


class Part(NamedTuple):
    """One statement: its words and events; whether it names a thing, blames one, praises at all."""

    words: Sequence[Word]
    events: Sequence[Event]
    named: bool
    blamed: bool
    praised: bool


def turn(
    passage: Passage, parts: Sequence[Part], segments: Iterable[Sequence[Word]], vader: bool
) -> Iterator[Event]:
    """The events of all ``parts``, with bare praise turned round where it is hollow.

    ``segments`` are the words between two stops; ``vader`` says that its words are English.
    """
    if not any(part.blamed for part in parts) or any(map(_well, parts)):
        yield from (event for part in parts for event in part.events)
        return
    for part in parts:
        hollow = not part.named and len(part.words) <= BARE
        for event in part.events:
            yield Event(event.words, -STING) if hollow and event.value > 0 else event
    if vader:
        spoken = {part.words[0].start for part in parts}
        for words in segments:
            if len(words) <= BARE and words[0].start not in spoken:
                yield from _bare(passage, words)


def _well(part: Part) -> bool:
    """Whether something is told to have gone well: praise that names a thing, or is no mere cry."""
    return part.praised and (part.named or len(part.words) > BARE)


def _bare(passage: Passage, words: Sequence[Word]) -> Iterator[Event]:
    """What to add to VADER's sum so that its praise of ``words`` becomes a sting."""
    quote = passage.quote(words)
    scores = analyser().explain(passage.plain[words[0].start : words[-1].end])
    if scores.compound >= PRAISE:
        yield Event(quote, -sum(weight for _, weight in scores.words) - STING)
