"""A review taken apart into clauses, and which way each of them goes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property
from typing import NamedTuple

from monitor.mention import Mention
from monitor.reply.evidence import Evidence
from monitor.reply.pattern import Sentence, sentences
from monitor.reply.stars import COMPLAINT_STARS
from monitor.reply.topics import Side, Topics, known
from monitor.verdict import Polarity, Sentiment

SORE = 0.7
"""Who sounds bad with this confidence complains, even by a question."""
SURE = 0.95
"""Who sounds glad with this confidence complains of what a "but" introduces, if of anything."""
_NEAR_BEHIND = 2
"""So many words may stand between praise and the "not" behind it."""
_CLAUSE = re.compile(r"[^.!?…;:,\n—–]+(?:[.,:](?=\d)[^.!?…;:,\n—–]+)*")
_MARK = re.compile(r"[.!?…](?!\d)|\n")


class Leaning(Enum):
    """Which way a clause of a review goes, as far as its words show; ``ASKED``: it merely asks."""

    BAD = auto()
    GOOD = auto()
    OPEN = auto()
    ASKED = auto()


class Hit(NamedTuple):
    """A topic, and where the words stand that show it."""

    name: str
    start: int
    end: int


class Clause(NamedTuple):
    """A clause, which way it goes, and the complaints and the praise in it."""

    span: Sentence
    leaning: Leaning
    bad: Sequence[Hit] = ()
    good: Sequence[Hit] = ()


@dataclass(frozen=True)
class Clauses:
    """The clauses of ``text``, which is what can be trusted of ``mention``, folded.

    ``grumbles`` is where a content customer tells the one thing that was not right: from the
    words that say so to the end of the sentence, or all of it where they come last.
    """

    mention: Mention = field(repr=False)
    text: str
    tables: Topics = field(repr=False)

    @cached_property
    def every(self) -> tuple[Clause, ...]:
        """All of them, in order."""
        return tuple(map(self._read, self._spans()))

    def leaning(self, at: int) -> Leaning:
        """Which way the clause goes in which ``at`` stands."""
        inside = (one.leaning for one in self.every if one.span.start <= at < one.span.end)
        return next(inside, Leaning.OPEN)

    @cached_property
    def grumbles(self) -> tuple[Sentence, ...]:
        """See above."""
        stars, finder = self.mention.item.stars, self.tables.grumbles
        if finder is None or stars is None or stars <= COMPLAINT_STARS:
            return ()
        told = []
        for found in finder.matches(self.text, sentences(self.text)):
            end = found.sentence.end
            after = any(letter.isalpha() for letter in self.text[found.end : end])
            told.append(Sentence(found.start if after else found.sentence.start, end))
        return tuple(told)

    def grumbled(self, span: Sentence) -> bool:
        """Whether ``span`` touches a grumble."""
        return any(one.start < span.end and span.start < one.end for one in self.grumbles)

    @cached_property
    def _unhurt(self) -> bool:
        """Whether stars and verdict agree that nothing hurt, so that a complaint would be misheard.

        Of those that were heard under four stars in glad, plain reviews hardly one in twenty was
        one; most of these where the verdict names a hurt, and has its doubts or meets a "but".
        """
        stars, verdict = self.mention.item.stars, self.mention.verdict
        if stars is None or stars <= COMPLAINT_STARS or verdict.sentiment is not Sentiment.POSITIVE:
            return False
        named = any(one.named and one.polarity is Polarity.NEGATIVE for one in verdict.aspects)
        return not (named and (verdict.confidence < SURE or self._takes_a_turn))

    @cached_property
    def _evidence(self) -> Evidence:
        return Evidence(self.text)

    @cached_property
    def _takes_a_turn(self) -> bool:
        """Whether there is a "but" in it."""
        turns = self.tables.turns
        return turns is not None and turns.occurs(self.text, [Sentence(0, len(self.text))])

    @cached_property
    def _sore(self) -> bool:
        """Whether its stars say that what tells no side by itself ("slow", "expensive") is meant
        ill."""
        stars = self.mention.item.stars
        return stars is not None and stars < COMPLAINT_STARS

    @cached_property
    def _calm(self) -> bool:
        """Whether its questions wait for an answer, as "two hours for a soup, is this a joke?"
        does not: it gives no stars, and does not sound sore."""
        verdict = self.mention.verdict
        sore = verdict.sentiment is Sentiment.NEGATIVE and verdict.confidence >= SORE
        return self.mention.item.rating is None and not sore

    def _spans(self) -> list[Sentence]:
        found: list[Sentence] = []
        breaks = {one.start for one in self.grumbles}
        for part in _CLAUSE.finditer(self.text):
            whole = Sentence(*part.span())
            turns = self.tables.turns
            turned = () if turns is None else turns.matches(self.text, [whole])
            inside = {at for at in breaks if whole.start < at < whole.end}
            starts = sorted({whole.start, *inside, *(turn.start for turn in turned)})
            found += map(Sentence, starts, [*starts[1:], whole.end])
        return [clause for clause in found if self.text[clause.start : clause.end].strip()]

    def _read(self, span: Sentence) -> Clause:
        asks = self._asks(span)
        if asks and self._calm:
            return Clause(span, Leaning.ASKED)
        grumbled = self.grumbled(span)
        # What a content customer says before "my only grumble" is no complaint.
        before = bool(self.grumbles) and span.end <= self.grumbles[0].start
        bad = self._complaints(span) if grumbled or not (self._unhurt or before) else []
        # "Do you open early?" praises no hours.
        praised = [] if asks else self._hits("praise", span)
        good = [hit for hit in praised if not self.turned(hit.start, hit.end, span)]
        mere = all(known().complaint[hit.name].mere for hit in bad)
        if (good or asks) and mere and not (grumbled or self._sore):
            bad = []
        glad = before or known().praises(hit.name for hit in good)
        leaning = Leaning.BAD if bad else Leaning.GOOD if glad else Leaning.OPEN
        return Clause(span, leaning, bad, good)

    def _asks(self, span: Sentence) -> bool:
        """Whether the sentence in which ``span`` stands is a question."""
        end = _MARK.search(self.text, span.end)
        return end is not None and end.group() == "?"

    def _complaints(self, span: Sentence) -> list[Hit]:
        """The complaints in ``span`` that no other words there turn into their opposite."""
        unless = self.tables.unless
        return [
            hit
            for hit in self._hits("complaint", span)
            if hit.name not in unless or not unless[hit.name].occurs(self.text, [span])
        ]

    def _hits(self, side: Side, span: Sentence) -> list[Hit]:
        firsts = (
            (name, next(finder.matches(self.text, [span]), None))
            for name, finder in self.tables.of(side).items()
        )
        return [
            Hit(name, one.start, one.end)
            for name, one in firsts
            if one is not None and self._evidence.bears_out(known().evidence(side, name), span)
        ]

    def turned(self, start: int, end: int, span: Sentence) -> bool:
        """Whether a "not" in ``span`` turns the praise from ``start`` to ``end`` into its opposite:
        one before it, or near behind it one that ends the clause ("freundlich war er nicht")."""
        nots, after = self.tables.nots, self.tables.nots_after
        if nots is not None and nots.occurs(self.text, [Sentence(span.start, start)]):
            return True
        behind = () if after is None else after.matches(self.text, [Sentence(end, span.end)])
        return any(
            len(self.text[end : one.start].split()) <= _NEAR_BEHIND
            and not any(letter.isalnum() for letter in self.text[one.end : span.end])
            for one in behind
        )
