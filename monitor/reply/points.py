"""Which points of a review a draft takes up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from monitor.mention import Mention
from monitor.reply.pattern import Sentence, fold
from monitor.reply.stars import content
from monitor.reply.topics import Side, Topic, Topics, known, topics
from monitor.verdict import Polarity, Sentiment

_CLAUSE = re.compile(r"[^.!?…;:,\n—–]+(?:[.,:](?=\d)[^.!?…;:,\n—–]+)*")
_MARK = re.compile(r"[.!?…](?!\d)|\n")
_QUESTION = re.compile(r"[^.!?…\n]+(?=[?])")
_GAP = "[ \u00a0\u202f]"
_AMOUNT = rf"(?:(?<!\d)\d{{1,3}}(?:{_GAP}\d{{3}}){{1,3}}(?!\d)|\d)[\d.,]{{0,9}}"
"""A number, its thousands perhaps apart."""
_MONEY = re.compile(rf"[€$£₽₸₪]{_GAP}?{_AMOUNT}|{_AMOUNT}{_GAP}?[€$£₽₸₪]")
_CLOCK = re.compile(r"(?<![\d.:])\d{1,2}:\d{2}(?![\d:])")
_LIKENESS = re.compile(
    r"(?i)\b(?:like an?|comme une?|como una?|wie eine?[nmrs]?|ca un|ca o|kuin|словно|будто|כמו)\s+$"
)
"""What stands before a thing that was not there, only something like it."""


DAYS = "days"
_APART = frozenset({DAYS, "family"})
_GRIEF = "grief"
"""What is named with a complaint alone: nobody is glad to hear of a funeral."""
SORE = 0.7
"""Who sounds bad with this confidence complains, even by a question."""


class Leaning(Enum):
    """Which way a clause of a review goes, as far as its words show; ``ASKED``: it merely asks."""

    BAD = auto()
    GOOD = auto()
    OPEN = auto()
    ASKED = auto()


@dataclass(frozen=True, slots=True)
class Points:
    """What to take up, each once, in the order in which the review names it.

    ``complaint`` and ``praise`` are topics. ``things`` are what it was about, as a draft names
    them; ``liked`` those of them that stand beside praise. ``days`` of the week are kept
    apart, and so are ``figures``: numbers of the review as they stand there, with their kind.
    ``asked`` are the things that a question of the review names.
    Of the customer's family is spoken only beside praise. ``mourning``: it speaks of a funeral.
    """

    complaint: tuple[str, ...] = ()
    praise: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    liked: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()
    mourning: bool = False

    @property
    def thin(self) -> bool:
        """Whether hardly anything is known of what happened."""
        return len(self.complaint) + len(self.things) + len(self.figures) < 2


@dataclass(frozen=True, slots=True)
class _Hit:
    name: str
    start: int


def points_of(mention: Mention, words: str, lang: str) -> Points:
    """The points of ``words``, which are those of ``mention`` in so far as they can be trusted.

    First what the words show, clause by clause, then what the verdict's aspects tell beyond
    it. Praise that a "not" stands before is none: "not exactly friendly" must not be thanked
    for. Nor is anything praised or blamed where somebody who gives no stars calmly asks.
    """
    tables = topics(lang)
    text = fold(words)
    bad: list[_Hit] = []
    good: list[_Hit] = []
    leanings: list[tuple[Sentence, Leaning]] = []
    unhurt, calm = _unhurt(mention), _calm(mention)
    for clause in _clauses(text, tables):
        asks = _asks(text, clause)
        if asks and calm:
            leanings.append((clause, Leaning.ASKED))
            continue
        sore = [] if unhurt else _hits(tables, "complaint", text, clause)
        glad_hits = [
            hit
            for hit in _hits(tables, "praise", text, clause)
            if _meant(hit, tables, text, clause)
        ]
        if (glad_hits or asks) and all(known().complaint[hit.name].mere for hit in sore):
            sore = []
        bad += sore
        good += glad_hits
        glad = known().praises(hit.name for hit in glad_hits)
        leaning = Leaning.BAD if sore else Leaning.GOOD if glad else Leaning.OPEN
        leanings.append((clause, leaning))

    def unheard(quote: str) -> bool:
        """Whether it stands in a clause that tells something, and no complaint was found there."""
        at = text.find(fold(quote))
        return at >= 0 and _leaning(at, leanings) in (Leaning.OPEN, Leaning.GOOD)

    told = [one for one in tables.things(words) if not _LIKENESS.search(text, 0, one.start)]
    every = [one for one in told if bad or one.trade != _GRIEF]
    liked = [
        one
        for one in every
        if one.trade != _GRIEF and _leaning(one.start, leanings) is Leaning.GOOD
    ]
    kept = [one for one in every if one in liked or one.trade not in _APART]
    return Points(
        complaint=_topics(bad, mention, "complaint", unheard),
        praise=_topics(good, mention, "praise", unheard),
        things=tuple(one.name for one in kept),
        liked=tuple(one.name for one in kept if one in liked),
        days=tuple(one.name for one in every if one.trade == DAYS and one not in liked),
        asked=tuple(one.name for one in tables.things(" ".join(_QUESTION.findall(words)))),
        figures=tuple(figures(words, tables)),
        mourning=any(one.trade == _GRIEF for one in told),
    )


def _clauses(text: str, tables: Topics) -> list[Sentence]:
    found = []
    for part in _CLAUSE.finditer(text):
        start, end = part.span()
        if tables.turns is not None:
            for turn in tables.turns.matches(text, [Sentence(start, end)]):
                found.append(Sentence(start, turn.start))
                start = turn.start
        found.append(Sentence(start, end))
    return [clause for clause in found if text[clause.start : clause.end].strip()]


def _unhurt(mention: Mention) -> bool:
    """Whether stars and verdict agree that nothing hurt, so that a complaint would be misheard."""
    hurt = any(one.polarity is Polarity.NEGATIVE for one in mention.verdict.aspects)
    return content(mention.item, mention.verdict) and not hurt


def _calm(mention: Mention) -> bool:
    """Whether its questions wait for an answer, as "two hours for a soup, is this a joke?" does
    not: it gives no stars, and does not sound sore."""
    verdict = mention.verdict
    sore = verdict.sentiment is Sentiment.NEGATIVE and verdict.confidence >= SORE
    return mention.item.rating is None and not sore


def _asks(text: str, clause: Sentence) -> bool:
    """Whether the sentence in which ``clause`` stands is a question."""
    end = _MARK.search(text, clause.end)
    return end is not None and end.group() == "?"


def _hits(tables: Topics, side: Side, text: str, clause: Sentence) -> list[_Hit]:
    firsts = (
        (name, next(finder.matches(text, [clause]), None))
        for name, finder in tables.of(side).items()
    )
    return [_Hit(name, first.start) for name, first in firsts if first is not None]


def _meant(hit: _Hit, tables: Topics, text: str, clause: Sentence) -> bool:
    before = Sentence(clause.start, hit.start)
    return tables.nots is None or not tables.nots.occurs(text, [before])


def _leaning(at: int, leanings: Iterable[tuple[Sentence, Leaning]]) -> Leaning:
    inside = (one for clause, one in leanings if clause.start <= at < clause.end)
    return next(inside, Leaning.OPEN)


def _topics(
    hits: list[_Hit], mention: Mention, side: Side, open_to_verdict: Callable[[str], bool]
) -> tuple[str, ...]:
    """The topics found, then those of the verdict, without a broader one beside a finer."""
    table = known().of(side)
    ordered = [hit.name for hit in sorted(hits, key=lambda hit: hit.start)]
    wanted = Polarity.NEGATIVE if side == "complaint" else Polarity.POSITIVE
    for one in mention.verdict.aspects:
        if one.named and one.polarity is wanted and open_to_verdict(one.quote):
            ordered += [name for name, topic in table.items() if one.aspect in topic.aspects]
    if side == "praise" and mention.verdict.returning:
        ordered.append("returning")
    return tuple(name for name in dict.fromkeys(ordered) if not _covered(name, ordered, table))


def _covered(name: str, beside: Iterable[str], table: Mapping[str, Topic]) -> bool:
    """Whether a finer topic than ``name`` stands beside it."""
    return any(name in _broader(other, table) for other in beside)


def _broader(name: str, table: Mapping[str, Topic]) -> tuple[str, ...]:
    under = table[name].under
    return () if under is None else (under, *_broader(under, table))


def figures(words: str, tables: Topics) -> Iterable[tuple[str, str]]:
    """Sums, spans of time and times of day in ``words``, with their kind, as they stand there."""
    taken: list[tuple[int, int]] = []
    for kind, spans in _figure_spans(fold(words), tables):
        for start, end in spans:
            if not any(start < last and first < end for first, last in taken):
                taken.append((start, end))
                figure = words[start:end].strip(" .,!?:;")
                # Only the first letter: German writes its nouns large.
                yield kind, figure[:1].lower() + figure[1:]


def _figure_spans(text: str, tables: Topics) -> Iterable[tuple[str, list[tuple[int, int]]]]:
    whole = [Sentence(0, len(text))]
    yield "money", [found.span() for found in _MONEY.finditer(text)]
    yield "clock", [found.span() for found in _CLOCK.finditer(text)]
    for kind, finder in tables.figures.items():
        yield kind, [(found.start, found.end) for found in finder.matches(text, whole)]
