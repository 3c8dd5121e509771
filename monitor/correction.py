"""What the owner says against a reading: it wins over every engine, for those very words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from monitor.verdict import Sentiment, Urgency, Verdict

SAID = "You said so."
"""The one reason there is for a corrected sentiment."""

ALIKE = 0.9
"""From this share of the words or letters in common on, an edit is a typo put right."""

CLEAR = 0.5
"""A corrected sentiment points at least so far its way: the owner is in no doubt."""


@dataclass(frozen=True, slots=True)
class Correction:
    """``sentiment`` and ``urgency`` as the owner reads them; None leaves the reading as it is."""

    sentiment: Sentiment | None = None
    urgency: Urgency | None = None

    def over(self, earlier: Correction | None) -> Correction:
        """This together with what was said before: the later word wins, part by part."""
        if earlier is None:
            return self
        return Correction(self.sentiment or earlier.sentiment, self.urgency or earlier.urgency)

    def applied(self, read: Verdict) -> Verdict:
        """``read`` as the owner has it. What else was read in the text stays."""
        corrected = read
        if self.urgency is not None:
            corrected = replace(corrected, urgency=self.urgency)
        if self.sentiment is not None:
            corrected = replace(
                corrected,
                sentiment=self.sentiment,
                score=_score(self.sentiment, read.score),
                confidence=1.0,
                reasons=(SAID,),
            )
        return corrected


@dataclass(frozen=True, slots=True)
class Wording:
    """What a customer said at one time: title and text, the stars, and how it was read."""

    words: str
    stars: float | None
    read: Verdict


@dataclass(frozen=True, slots=True)
class Tally:
    """How many mentions in one language the owner has seen, and how many of them corrected."""

    lang: str
    seen: int
    corrected: int


def still_holds(before: Wording, now: Wording) -> bool:
    """Whether what the owner said of ``before`` holds for ``now`` as well.

    It holds through a small edit that is read as before: the same mistake would be made again.
    Other stars, another reading or other words are news that the owner has not judged.
    """
    return (
        before.stars == now.stars
        and before.read.sentiment is now.read.sentiment
        and before.read.urgency is now.read.urgency
        and likeness(before.words, now.words) >= ALIKE
    )


def likeness(one: str, other: str) -> float:
    """How alike two texts are, 0.0 to 1.0: the share of words in common, or, where that is
    more, of letters before and after the one place where they differ. Takes linear time."""
    one, other = " ".join(one.casefold().split()), " ".join(other.casefold().split())
    if one == other:
        return 1.0
    first, second = Counter(re.findall(r"\w+", one)), Counter(re.findall(r"\w+", other))
    words = (first & second).total() / max(first.total(), second.total(), 1)
    longer = max(len(one), len(other))
    head = _common(one, other)
    tail = min(_common(one[::-1], other[::-1]), min(len(one), len(other)) - head)
    return max(words, (head + tail) / longer)


def _common(one: str, other: str) -> int:
    """How many letters at the beginning are the same."""
    for at, (here, there) in enumerate(zip(one, other, strict=False)):
        if here != there:
            return at
    return min(len(one), len(other))


def _score(sentiment: Sentiment, read: float) -> float:
    """A score on the side of ``sentiment``, as strong as the one that was read."""
    strength = max(abs(read), CLEAR)
    return {Sentiment.POSITIVE: strength, Sentiment.NEGATIVE: -strength}.get(sentiment, 0.0)
