"""vaderSentiment made linear: the same lexicon, the same scores to the bit.

Stock vaderSentiment 3.3.2 lowercases the whole word list up to seven times for each word that
it finds in its lexicon, and looks each valence up again from the start when the text says
"but". Long texts therefore cost quadratic time. ``LinearAnalyser`` lowercases once, looks only
at the three words before and the two after, and keeps every rule as it is, quirks included.
``docs/vader.md`` tells the finding and the measurements; the tests prove the identity.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from heapq import heappop, heappush
from itertools import compress
from string import punctuation

from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    C_INCR,
    N_SCALAR,
    NEGATE,
    SPECIAL_CASES,
    SentimentIntensityAnalyzer,
    normalize,
)

LANGUAGE = "en"
"""The language whose feeling words VADER knows."""
FEELING = 0.05
"""From this compound on it calls a text positive, and from its opposite on negative."""
TURN: float = N_SCALAR
NEGATIONS = frozenset(NEGATE)
EMPHATIC = frozenset({"so", "this"})
IDIOM_MARKS = frozenset(
    max(phrase.split(), key=len) for phrase in (*SPECIAL_CASES, *BOOSTER_DICT) if " " in phrase
)
"""The longest word of each idiom: a text without any of them holds no idiom."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What VADER makes of a text, and which words made it so.

    ``compound`` runs from -1.0 to 1.0. ``words`` are the words as VADER cuts them, emoji
    spelled out, each with the valence that went into the sum (about -4 to 4, 0 for most).
    """

    compound: float
    words: tuple[tuple[str, float], ...]


class LinearAnalyser(SentimentIntensityAnalyzer):  # type: ignore[misc]  # the library is untyped
    """A drop-in ``SentimentIntensityAnalyzer`` whose time grows with the text, not its square."""

    def __init__(self) -> None:
        super().__init__()
        self._emoji = frozenset(key for key in self.emojis if len(key) == 1)

    def polarity_scores(self, text: str) -> dict[str, float]:
        """Return ``neg``, ``neu``, ``pos`` and ``compound``, bit-identical to stock."""
        spelled, _, valences = self._weigh(text)
        scores: dict[str, float] = self.score_valence(valences, spelled)
        return scores

    def explain(self, text: str) -> Scores:
        """The compound score together with the valence of each word."""
        spelled, words, valences = self._weigh(text)
        return Scores(self._sum_up(spelled, valences), tuple(zip(words, valences, strict=True)))

    def compound(self, text: str) -> float:
        """The compound score alone."""
        spelled, _, valences = self._weigh(text)
        return self._sum_up(spelled, valences)

    def _sum_up(self, spelled: str, valences: Sequence[float]) -> float:
        """Stock's compound, without the three shares that stock works out beside it."""
        total = float(sum(valences))
        if total:
            emphasis = self._punctuation_emphasis(spelled)
            total += emphasis if total > 0 else -emphasis
        compound: float = round(normalize(total), 4)
        return compound

    def _weigh(self, text: str) -> tuple[str, list[str], list[float]]:
        """The text with emoji spelled out, its words, and the valence of each."""
        spelled = self._spell_emoji(text).strip()
        words = [
            bare if len(bare := token.strip(punctuation)) > 2 else token
            for token in spelled.split()
        ]
        lower = [word.lower() for word in words]
        valences = [0.0] * len(words)
        known = compress(range(len(words)), map(self.lexicon.__contains__, lower))
        felt = [i for i in known if lower[i] not in BOOSTER_DICT]
        if felt:
            line = _Line(words, lower, self.lexicon)
            for i in felt:
                valences[i] = line.valence(i)
            valences = _contrast(lower, valences)
        return spelled, words, valences

    @staticmethod
    def _sift_sentiment_scores(sentiments: list[float]) -> tuple[float, float, int]:
        """Stock's three sums; most valences are zero and only need counting."""
        positive = negative = 0.0
        for valence in filter(None, sentiments):
            if valence > 0:
                positive += valence + 1
            else:
                negative += valence - 1
        return positive, negative, sentiments.count(0)

    def _spell_emoji(self, text: str) -> str:
        if text.isascii() or self._emoji.isdisjoint(text):
            return text
        parts: list[str] = []
        after_space = True
        for char in text:
            if char in self._emoji:
                parts.append(self.emojis[char] if after_space else " " + self.emojis[char])
                after_space = False
            else:
                parts.append(char)
                after_space = char == " "
        return "".join(parts)


class _Line:
    """One text cut into words: what every rule looks at, worked out once."""

    def __init__(self, words: list[str], lower: list[str], lexicon: Mapping[str, float]) -> None:
        self.words = words
        self.lower = lower
        self.lexicon = lexicon
        self.has_idiom = not IDIOM_MARKS.isdisjoint(lower)

    @cached_property
    def shouting(self) -> bool:
        """Whether capitals are emphasis: some words are in capitals and some are not."""
        return 0 < sum(map(str.isupper, self.words)) < len(self.words)

    def valence(self, i: int) -> float:
        """The valence of the lexicon word at ``i``, bent by its neighbours as stock bends it."""
        lower, lexicon = self.lower, self.lexicon
        word = lower[i]
        if word == "kind" and lower[i + 1 : i + 2] == ["of"]:
            return 0.0
        valence = lexicon[word]
        if word == "no" and i + 1 < len(lower) and lower[i + 1] in lexicon:
            valence = 0.0
        if _follows_no(lower, i):
            valence = lexicon[word] * TURN
        if self.words[i].isupper() and self.shouting:
            valence += C_INCR if valence > 0 else -C_INCR
        for distance in range(1, min(i, 3) + 1):
            before = lower[i - distance]
            if before in lexicon:
                continue
            if before in BOOSTER_DICT:
                loud = self.words[i - distance].isupper() and self.shouting
                valence += _boost(before, distance, valence, loud)
            valence = _negate(valence, lower, i, distance)
            if distance == 3 and self.has_idiom:
                valence = _idiom(valence, lower, i)
        return _least(valence, lower, i)


def _follows_no(lower: list[str], i: int) -> bool:
    if "no" in lower[max(i - 2, 0) : i]:
        return True
    return i > 2 and lower[i - 3] == "no" and lower[i - 1] in ("or", "nor")


def _boost(booster: str, distance: int, valence: float, loud: bool) -> float:
    """How much a booster or dampener ``distance`` words before adds to ``valence``."""
    scalar: float = BOOSTER_DICT[booster]
    if valence < 0:
        scalar *= -1
    if loud:
        scalar += C_INCR if valence > 0 else -C_INCR
    if distance == 2:
        return scalar * 0.95
    if distance == 3:
        return scalar * 0.9
    return scalar


def _negate(valence: float, lower: list[str], i: int, distance: int) -> float:
    """Stock's negation rules, which differ by how far before the word one looks."""
    word = lower[i - distance]
    # Stock's "and" binds tighter than its "or", so "so" or "this" right before a word raises
    # it whatever stands three words before.
    if distance == 3 and lower[i - 1] in EMPHATIC:
        return valence * 1.25
    if word not in NEGATIONS and "n't" not in word:
        return valence
    if distance > 1:
        if word == "never" and lower[i - distance + 1] in EMPHATIC:
            return valence * 1.25
        if word == "without" and "doubt" in lower[i - distance + 1 : i]:
            return valence
    return valence * TURN


def _idiom(valence: float, lower: list[str], i: int) -> float:
    """Idioms replace the valence; two-word and three-word boosters before the word add to it."""
    three, two, one, zero = lower[i - 3 : i + 1]
    before = (f"{three} {two} {one}", f"{three} {two}", f"{two} {one}")
    for idiom in (f"{one} {zero}", f"{two} {one} {zero}", before[2], before[0], before[1]):
        if idiom in SPECIAL_CASES:
            valence = SPECIAL_CASES[idiom]
            break
    after = lower[i : i + 3]
    for length in range(2, len(after) + 1):
        valence = SPECIAL_CASES.get(" ".join(after[:length]), valence)
    for phrase in before:
        valence += BOOSTER_DICT.get(phrase, 0.0)
    return valence


def _least(valence: float, lower: list[str], i: int) -> float:
    """ "least good" turns the word round; "at least good" and "very least good" do not."""
    if i == 0 or lower[i - 1] != "least":
        return valence
    return valence if i > 1 and lower[i - 2] in ("at", "very") else valence * TURN


def _contrast(lower: list[str], valences: list[float]) -> list[float]:
    """Halve what stands before the first "but", raise by half what stands after it.

    Stock walks the list and changes *the first position that holds the same value*, not the
    position it stands at, so of equal valences one may be changed twice and another never.
    A heap of positions for each value keeps that quirk without the search.
    """
    if "but" not in lower:
        return valences
    but = lower.index("but")
    places: dict[float, list[int]] = {}
    for i, valence in enumerate(valences):
        if valence:
            places.setdefault(valence, []).append(i)
    for i in range(len(valences)):
        valence = valences[i]
        if not valence:
            continue
        first = heappop(places[valence])
        changed = valence * (0.5 if first < but else 1.5)
        valences[first] = changed
        heappush(places.setdefault(changed, []), first)
    return valences


@cache
def analyser() -> LinearAnalyser:
    """The one analyser of this process; the lexicon is read at the first call."""
    return LinearAnalyser()
