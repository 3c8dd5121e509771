"""The known words and the trained weights put together into one estimate."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from monitor.understand import vader
from monitor.understand.event import Event
from monitor.understand.irony import STING
from monitor.understand.language import UNDETERMINED
from monitor.understand.passage import Passage
from monitor.understand.second_look import Felt
from monitor.understand.vader import NEGATIONS, Scores, analyser

TURNERS = NEGATIONS | {"no", "least"}
SELDOM = 0.7
"""Reviews are seldom neutral; the three labels weighed alike in training. A logit."""
SURELY = 0.75
"""From this chance on that a text is a shop's, its words are heard together, too: the surer, the
more. What follows holds of such texts, and all was chosen on reviews that had taught nothing
(docs/model.md)."""
SINGLY, TOGETHER = 0.6, 0.3
"""What words weigh that are added up one by one, and what they do as they meet, ..."""
MANY = 15
"""... where there are so many; of fewer the less."""
OUTRIGHT, FEW = 3.0, 8
"""Who writes but a few words says what they feel outright: the fewer than these, the nearer to so
much more the known ones weigh."""
FIRST, SECOND = 0.5, 0.65
"""What the words' logit weighs beside that of a second look in a text that is surely a shop's;
chosen on reviews that had taught neither (docs/model.md), ..."""
ELSEWHERE = 0.5
"""... and what a second look weighs beside the words in any other; chosen on public texts that had
taught neither."""
DOUBTED, CERTAIN = 0.5, 1.5
"""Up to these log odds of being a shop's, by its words and as a whole added up, a text is looked at
as any other is, and from these on as a shop's."""
SUREST = 0.999
"""No chance is taken for nearer to 1, nor to 0 for nearer than what is left."""
ALPHA = 15
"""VADER's own constant: the sum at which a score is half-way sure of itself."""


@dataclass(frozen=True, slots=True)
class KnownWords:
    """``weights`` are the words that say something, each with its value in VADER's units;
    ``score`` from -1.0 to 1.0 is what they come to."""

    weights: tuple[tuple[str, float], ...]
    score: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the trained model makes of a text.

    ``side`` is how much likelier good is than bad, ``plain`` how much likelier neither is than
    one of the two, both as logits; ``pulls`` is what each word of the text adds to ``side``.
    ``shop`` is how much it sounds like a customer telling what happened in a shop, and not like
    the tweets, films and product notes that most public texts are; 0.0 to 1.0.
    """

    side: float
    plain: float
    pulls: Sequence[float]
    shop: float = 0.0


class Met(NamedTuple):
    """What the words of a text say as they meet: ``side`` as in ``Weighed``, and their number."""

    side: float
    words: int


class Blend(NamedTuple):
    """How one language's estimate is made; fitted by ``training.blend``.

    The logit of good against bad is ``side`` times the model's and ``words`` times the known
    words' score; the logit of neither is ``start``, ``plain`` times the model's, and ``clear``
    times how loudly the known words speak.
    """

    side: float
    words: float
    plain: float
    start: float
    clear: float


class Blends(NamedTuple):
    """The blend of one language for texts like the public ones, and for texts from a shop."""

    public: Blend
    shop: Blend

    def at(self, shop: float) -> Blend:
        """What lies between the two, for a text that is so much from a shop."""
        pairs = zip(self.public, self.shop, strict=True)
        return Blend(*[public + shop * (own - public) for public, own in pairs])


class Estimate(NamedTuple):
    """The chances of the three; they add up to 1.0."""

    negative: float
    neutral: float
    positive: float


def known_words(passage: Passage, lang: str, events: Sequence[Event]) -> KnownWords:
    """What the lexicons make of ``passage``: ``events`` in any language, VADER in English."""
    told = tuple((event.words, event.value) for event in events if event.value)
    if lang not in (vader.LANGUAGE, UNDETERMINED):
        return KnownWords(told, _squash(sum(value for _, value in told)))
    scores = analyser().explain(passage.plain)
    felt = tuple(
        (_shown(scores, i), weight) for i, (_, weight) in enumerate(scores.words) if weight
    )
    if not told:
        return KnownWords(felt, scores.compound)
    return KnownWords((*felt, *told), _squash(sum(value for _, value in (*felt, *told))))


def estimate(
    blend: Blend,
    weighed: Weighed,
    score: float,
    met: Met | None = None,
    felt: Felt | None = None,
) -> Estimate:
    """The chances, given the model's weighing and the known words' ``score``; ``met`` is what the
    words say together, ``felt`` what a second look says."""
    side = blend.side * weighed.side + blend.words * score
    if met is not None:
        sure = max(weighed.shop - SURELY, 0.0) / (1.0 - SURELY)
        side += sure * OUTRIGHT * max(1.0 - met.words / FEW, 0.0) * score
        side += sure * min(met.words / MANY, 1.0) * (TOGETHER * met.side - (1.0 - SINGLY) * side)
    if felt is not None:
        likely = _logit(weighed.shop) + felt.customer
        certain = min(max((likely - DOUBTED) / (CERTAIN - DOUBTED), 0.0), 1.0)
        elsewhere = side + ELSEWHERE * felt.public
        side = elsewhere + certain * (FIRST * side + SECOND * felt.shop - elsewhere)
    neither = blend.start + blend.plain * weighed.plain + blend.clear * abs(score) - SELDOM
    top = max(abs(side) / 2, neither)
    parts = [math.exp(logit - top) for logit in (-side / 2, neither, side / 2)]
    whole = sum(parts)
    return Estimate(*(part / whole for part in parts))


def heed(passage: Passage, weighed: Weighed, known: KnownWords) -> Weighed:
    """``weighed`` without what the model feels about words that a known phrase turns round, or
    that are hollow praise.

    "Can't fault them" is praise, although "can't" and "fault" seldom are; "Great, another two-hour
    wait" is none.
    """
    turned = {
        form: weight
        for words, weight in known.weights
        if " " in words or weight <= -STING
        # A hyphen parts words in a text, too: "nu-i rău" is three.
        for form in words.lower().replace("-", " ").split()
    }
    if not turned:
        return weighed
    pulls = [
        0.0 if pull * turned.get(word.form, 0.0) < 0 else pull
        for word, pull in zip(passage.words, weighed.pulls, strict=False)
    ]
    # Where a text begins is a guess about its words, and counts as far as they do.
    start = weighed.side - sum(weighed.pulls)
    heard = sum(map(bool, pulls)) / max(sum(map(bool, weighed.pulls)), 1)
    side = start * heard + sum(pulls)
    return Weighed(side, weighed.plain, pulls, weighed.shop)


def _logit(chance: float) -> float:
    held = min(max(chance, 1.0 - SUREST), SUREST)
    return math.log(held / (1.0 - held))


def _squash(total: float) -> float:
    return total / math.sqrt(total * total + ALPHA) if total else 0.0


def _shown(scores: Scores, i: int) -> str:
    """The word at ``i`` as the owner should see it: with the negation that turned it round."""
    word, weight = scores.words[i]
    if analyser().lexicon.get(word.lower(), 0.0) * weight >= 0:
        return word
    for before in range(i - 1, max(i - 4, -1), -1):
        turner = scores.words[before][0].lower()
        if turner in TURNERS or "n't" in turner:
            return " ".join(each for each, _ in scores.words[before : i + 1])
    return word
