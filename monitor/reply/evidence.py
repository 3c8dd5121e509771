"""Whether a review speaks of such a thing at all as a topic's phrase seems to say.

A phrase that knows "closed" as a complaint about opening hours finds it in "the returns window
closed" as well. What all words of the review together say of each aspect, and those of the clause
alone (``monitor.understand.subjects``), has been learnt from tens of thousands of sentences; where
both speak clearly against a topic, a draft that took it up would answer what nobody said.
"""

from __future__ import annotations

from collections.abc import Set
from functools import cached_property

from monitor.reply.pattern import Sentence
from monitor.understand import subjects
from monitor.understand.passage import prepare
from monitor.understand.subjects import Heard

UNLIKELY = -5.0
"""The log odds of an aspect by the whole text and by the clause, added up, below which a topic is
taken for misheard; chosen on reviews that had taught nothing (docs/replies.md)."""


class Evidence:
    """What the words of ``text`` say of each aspect."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._parts: dict[Sentence, Heard | None] = {}

    def bears_out(self, aspects: Set[str], span: Sentence) -> bool:
        """Whether any of ``aspects`` may be meant in ``span``; also where no word of it is known,
        or there are no aspects to ask about."""
        if not aspects:
            return True
        whole, part = self._whole, self._part(span)
        if whole is None or part is None:
            return True
        return max(whole.odds(one) + part.odds(one) for one in aspects) > UNLIKELY

    @cached_property
    def _whole(self) -> Heard | None:
        return subjects.load().hear(prepare(self._text))

    def _part(self, span: Sentence) -> Heard | None:
        if span not in self._parts:
            said = prepare(self._text[span.start : span.end])
            self._parts[span] = subjects.load().hear(said)
        return self._parts[span]
