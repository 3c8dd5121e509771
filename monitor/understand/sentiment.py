"""What the words say: the known ones and the trained weights, put together.

VADER knows feeling words in English and explains itself word by word; the events found with the
aspects ("out of date", "remembered my name") say what no feeling word says; the trained model
reads the rest, in every language that it was trained on; in another one only what a text means as
a whole can be read, where somebody looks twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import tanh

from monitor.understand import model, subjects, vader
from monitor.understand.blend import Estimate, KnownWords, Met, estimate, heed, known_words
from monitor.understand.event import Event
from monitor.understand.language import UNDETERMINED, Language
from monitor.understand.passage import Passage
from monitor.understand.question import MARKS
from monitor.understand.reading import UNREAD, Reading
from monitor.understand.second_look import Whole
from monitor.verdict import Sentiment

UNDECIDED = 0.1
"""Where both sides are told and the whole is no clearer than this, it is mixed."""
BALANCED = 0.6
"""Of emoji both sides are there when the lighter one weighs so much of the heavier, ..."""
BOTH_SIDES = 1.5
"""... and so much at least, in VADER's units."""
PLAIN = 0.8
"""Neutral is said where it is at least so likely: what tells what happened mostly has a side."""
TELLING = 0.75
"""So far apart good and bad must be before a single word, not known, is believed."""
FEW_WORDS = 2
PLEADING = 0.5
"""What ends in a question mark and is no clearer than this merely asks in a shop, ..."""
MUSING = 0.25
"""... and if it is no clearer than this, wherever it is said."""
MEANT = 3.0
"""From this logit on what a text means is believed in a language that nobody taught: nine in ten of
such public texts were read right, and two in five were told (docs/model.md), ..."""
FOREIGN = 0.6
"""... with so much confidence: nobody has seen it with reviews of shops."""
WHISPER = 0.12
"""A word that adds less than this to the logit is not named, ..."""
HEARD = 0.35
"""... nor one that adds so little of what the loudest word adds."""
SHOWN = 3


def read(
    passage: Passage,
    language: Language,
    events: Sequence[Event],
    *,
    both: bool = False,
    whole: Whole | None = None,
) -> Reading:
    """The feeling of the words; unread where the language is not one that can be read.

    ``both`` says that of some things good is told and of some bad; ``whole`` is what a second look
    found.
    """
    if not language.letters:
        return _read_signs(known_words(passage, language.code, events))
    reader = model.load()
    blends = reader.blends.get(language.code)
    if blends is None:
        return _by_meaning(language, whole) or _unread(language)
    known = known_words(passage, language.code, events)
    weighed = heed(passage, reader.weigh(passage, language.code), known)
    blend = blends.at(weighed.shop)
    felt = None if whole is None else whole.felt
    chances = estimate(blend, weighed, known.score, _met(passage), felt)
    score = chances.positive - chances.negative
    if not known.weights and len(passage.words) < FEW_WORDS and abs(score) < TELLING:
        return UNREAD
    sentiment, certainty = _decide(chances, both)
    asking = max(PLEADING * weighed.shop, MUSING)
    if not known.weights and abs(score) < asking and passage.text.endswith(tuple(MARKS)):
        sentiment, certainty = Sentiment.NEUTRAL, 0.3
    told = [*known.weights]
    # VADER knows most feeling words of its language: what it does not name there is hardly one.
    if not (language.code == vader.LANGUAGE and told):
        told += _pulls(passage, weighed.pulls, known, blend.side)
    return Reading(
        sentiment,
        score,
        certainty * language.confidence,
        tuple(_reasons(sentiment, told)) or ("No word in it is clearly good or bad.",),
    )


def _met(passage: Passage) -> Met | None:
    heard = subjects.load().hear(passage)
    return None if heard is None else Met(subjects.felt(heard.odds), len(passage.words))


def _read_signs(known: KnownWords) -> Reading:
    """A text without letters: emoji and smileys."""
    if not known.weights:
        return UNREAD
    score = known.score
    sentiment = Sentiment.NEUTRAL
    if _balanced(known) and abs(score) < UNDECIDED:
        sentiment = Sentiment.MIXED
    elif abs(score) >= vader.FEELING:
        sentiment = Sentiment.POSITIVE if score > 0 else Sentiment.NEGATIVE
    reasons = tuple(_reasons(sentiment, known.weights))
    return Reading(sentiment, score, 0.8 * (0.4 + 0.5 * abs(score)), reasons)


def _by_meaning(language: Language, whole: Whole | None) -> Reading | None:
    """How words feel in a language that nobody taught, where a second look is sure of it."""
    if whole is None or language.code == UNDETERMINED:
        return None
    felt = whole.felt.public
    if abs(felt) < MEANT:
        return None
    reason = (
        f"By what it means as a whole: the words are in a language not known ({language.code})."
    )
    side = Sentiment.POSITIVE if felt > 0 else Sentiment.NEGATIVE
    return Reading(side, tanh(felt / 2), FOREIGN * language.confidence, (reason,))


def _unread(language: Language) -> Reading:
    told = language.code != UNDETERMINED
    reason = (
        f"The words are in a language that cannot be read yet ({language.code})."
        if told
        else "The language of the words could not be told."
    )
    return Reading(Sentiment.UNKNOWN, 0.0, 0.0, (reason,))


def _decide(chances: Estimate, both: bool) -> tuple[Sentiment, float]:
    """The sentiment, and how sure it is before any doubt about the language."""
    lead = chances.positive - chances.negative
    if both and abs(lead) < UNDECIDED:
        return Sentiment.MIXED, 0.4
    if chances.neutral >= PLAIN:
        return Sentiment.NEUTRAL, 0.4 * chances.neutral
    side = Sentiment.POSITIVE if lead > 0 else Sentiment.NEGATIVE
    return side, max(chances.positive, chances.negative)


def _balanced(known: KnownWords) -> bool:
    positive = sum(weight for _, weight in known.weights if weight > 0)
    negative = -sum(weight for _, weight in known.weights if weight < 0)
    lighter, heavier = sorted((positive, negative))
    return lighter >= BOTH_SIDES and lighter >= BALANCED * heavier


def _pulls(
    passage: Passage, pulls: Sequence[float], known: KnownWords, scale: float
) -> Iterator[tuple[str, float]]:
    """The words that the model feels most about, other than those already known."""
    told = {form for words, _ in known.weights for form in words.lower().split()}
    loud = max(WHISPER / scale, HEARD * max(map(abs, pulls), default=0.0))
    for word, pull in zip(passage.words, pulls, strict=False):
        if abs(pull) >= loud and word.form not in told:
            yield passage.quote((word,)), pull * scale


def _reasons(sentiment: Sentiment, weights: Iterable[tuple[str, float]]) -> list[str]:
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
