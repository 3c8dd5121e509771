"""What the words say: VADER's reading of English, with the events that VADER has no word for.

"Closed. Sign says open till four." holds no feeling word, yet it is a complaint. The events
found with the aspects therefore count as words of their own, in VADER's units.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from monitor.understand.event import Event
from monitor.understand.language import UNDETERMINED, Language
from monitor.understand.passage import Passage
from monitor.understand.reading import UNREAD, Reading
from monitor.understand.vader import NEGATIONS, Scores, analyser
from monitor.verdict import Sentiment

READABLE = frozenset({"en"})
TURNING_POINT = 0.05
"""VADER's own border between neutral and a feeling."""
BALANCED = 0.6
"""Both sides are there when the lighter one weighs at least so much of the heavier, ..."""
BOTH_SIDES = 1.5
"""... each weighs at least so much, ..."""
UNDECIDED = 0.25
"""... and the whole is no clearer than this."""
TURNERS = NEGATIONS | {"no", "least"}
FEW_WORDS = 4
SHOWN = 3
ALPHA = 15
"""VADER's own constant: the sum at which a score is half-way sure of itself."""


def read(passage: Passage, language: Language, events: Sequence[Event]) -> Reading:
    """The feeling of the words; unread where the language is not one that can be read."""
    if language.letters and language.code not in READABLE:
        return _unread(language)
    scores = analyser().explain(passage.plain)
    felt = ((_shown(scores, i), weight) for i, (_, weight) in enumerate(scores.words) if weight)
    weights = [*felt, *((event.words, event.value) for event in events if event.value)]
    score = _score(scores, events)
    positive = sum(weight for _, weight in weights if weight > 0)
    negative = -sum(weight for _, weight in weights if weight < 0)
    if not weights:
        return _plain(passage, language)
    sentiment = _sentiment(score, positive, negative)
    return Reading(
        sentiment,
        score,
        _confidence(sentiment, score) * (language.confidence if language.letters else 0.8),
        tuple(_reasons(sentiment, weights)),
    )


def _unread(language: Language) -> Reading:
    told = language.code != UNDETERMINED
    reason = (
        f"The words are in a language that cannot be read yet ({language.code})."
        if told
        else "The language of the words could not be told."
    )
    return Reading(Sentiment.UNKNOWN, 0.0, 0.0, (reason,))


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


def _score(scores: Scores, events: Sequence[Event]) -> float:
    added = sum(event.value for event in events)
    if not added:
        return scores.compound
    total = sum(weight for _, weight in scores.words) + added
    return total / math.sqrt(total * total + ALPHA)


def _plain(passage: Passage, language: Language) -> Reading:
    """English without a word that feels: neutral where there is enough of it to tell."""
    if not language.letters or len(passage.words) < FEW_WORDS:
        return UNREAD
    reasons = ("No word in it is clearly good or bad.",)
    return Reading(Sentiment.NEUTRAL, 0.0, 0.3 * language.confidence, reasons)


def _sentiment(score: float, positive: float, negative: float) -> Sentiment:
    lighter, heavier = sorted((positive, negative))
    if lighter >= BOTH_SIDES and lighter >= BALANCED * heavier and abs(score) < UNDECIDED:
        return Sentiment.MIXED
    if score >= TURNING_POINT:
        return Sentiment.POSITIVE
    return Sentiment.NEGATIVE if score <= -TURNING_POINT else Sentiment.NEUTRAL


def _confidence(sentiment: Sentiment, score: float) -> float:
    if sentiment in (Sentiment.MIXED, Sentiment.NEUTRAL):
        return 0.4
    return 0.4 + 0.5 * abs(score)


def _reasons(sentiment: Sentiment, weights: Iterable[tuple[str, float]]) -> Iterable[str]:
    """The words that weigh most, each side in a sentence of its own; the deciding side first."""
    heaviest: dict[str, float] = {}
    for words, weight in weights:
        key = words.lower()
        heaviest[key] = max(heaviest.get(key, 0.0), weight, key=abs)
    up = sorted((w for w in heaviest if heaviest[w] > 0), key=lambda w: -heaviest[w])[:SHOWN]
    down = sorted((w for w in heaviest if heaviest[w] < 0), key=lambda w: heaviest[w])[:SHOWN]
    lifts = f"{_list(up)} {'pulls' if len(up) == 1 else 'pull'} it up." if up else ""
    sinks = f"{_list(down)} {'pulls' if len(down) == 1 else 'pull'} it down." if down else ""
    order = (lifts, sinks) if sentiment is Sentiment.POSITIVE else (sinks, lifts)
    return [each for each in order if each]


def _list(words: Sequence[str]) -> str:
    quoted = [f"“{word}”" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
