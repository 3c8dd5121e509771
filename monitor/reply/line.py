"""A sentence of a draft, and what it takes up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from monitor.reply.phrases import Part, Phrases
from monitor.reply.wording import Teller


class Line(NamedTuple):
    """One sentence or two; ``points`` are the names of the points that it takes up."""

    text: str
    points: tuple[str, ...] = ()

    @property
    def words(self) -> int:
        """How long it is."""
        return len(self.text.split())


def words(lines: Iterable[Line]) -> int:
    """How long ``lines`` are together."""
    return sum(line.words for line in lines)


def fitting(parts: Iterable[Callable[[], Sequence[Line]]], most: int) -> list[Line]:
    """What ``parts`` say, in order, leaving out what would make more than ``most`` words."""
    told: list[Line] = []
    for part in parts:
        for line in part():
            if words(told) + line.words <= most:
                told.append(line)
    return told


class Voice(NamedTuple):
    """The sentences of one language, and who chooses among them for one mention.

    ``has_text`` is False where the review is mere stars, which are answered more shortly.
    """

    says: Phrases
    teller: Teller
    has_text: bool = True

    def must(self, part: Part, *, short: bool = False, **fields: str | None) -> Line:
        """A sentence that a draft cannot do without; ``short``: one of the shorter half."""
        return Line(self.teller.insist(part, self._options(part, short=short), **fields))

    def may(
        self, part: Part, *points: str, short: bool = False, **fields: str | None
    ) -> list[Line]:
        """The same, or none where all were said of late or a field is empty."""
        told = self.teller.tell(part, self._options(part, short=short), **fields)
        return [] if told is None else [Line(told, points)]

    def _options(self, part: Part, *, short: bool) -> Sequence[str]:
        options = self.says.parts[part].of(self.has_text)
        return sorted(options, key=len)[: (len(options) + 1) // 2] if short else options

    def listed(self, names: Sequence[str]) -> str:
        """``names`` as a list in a sentence."""
        return self.says.listed(names)
