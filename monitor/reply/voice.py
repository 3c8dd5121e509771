"""The second voice of the linter: a small trained model over what the first one counted.

It weighs how much of a reply answers the complaint against how much does not, and knows no
words of any language: what it counts are the sentences in which the rule files saw a good move,
a hint at a bad one, or neither. So what it learned in one language holds in another. Trained by
``python -m training.voice`` on the project's own labelled replies; the weights are in
``voice.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from monitor.reply.ignored import ANSWERS
from monitor.reply.pattern import Sentence
from monitor.reply.reading import Reading
from monitor.reply.spans import Span

_MOST_SHARED = 3


class Model(BaseModel):
    """Weights by the name of the count; a reply is defensive from ``threshold`` on (log odds)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    bias: float
    threshold: float
    weights: dict[str, float]


@cache
def model() -> Model:
    """The trained model. Raises ValueError if the shipped file is wrong; a test reads it."""
    raw = (files("monitor.reply") / "voice.toml").read_text(encoding="utf-8")
    return Model.model_validate(tomllib.loads(raw))


def counts(
    reading: Reading, hints: Sequence[Span], phrases: Sequence[Span], bare: Sequence[Sentence]
) -> dict[str, float]:
    """What the model weighs. ``hints`` are weak rules' spans, ``phrases`` set phrases' spans."""
    words = reading.known.words
    answers = [kind & ANSWERS for one, kind in reading.cues_of.items() if one not in bare]
    said = sum(map(reading.words, reading.within))
    return {
        "kinds_of_answer": len(frozenset().union(*answers)),
        "answering_share": sum(1 for kind in answers if kind) / max(len(reading.within), 1),
        "bare_share": sum(map(reading.words, bare)) / max(said, 1),
        "customer_in_bare": reading.count(words.customer, bare),
        "contrast_in_bare": reading.count(words.contrast, bare),
        "hints": len(hints),
        "set_phrases": len(phrases),
        "invites_back": "invite_back" in reading.cues,
        "shared_words": min(reading.shared, _MOST_SHARED),
    }


def defensive(told: dict[str, float]) -> bool:
    """Whether the counts speak for a defensive reply."""
    known = model()
    logit = known.bias + sum(weight * told[name] for name, weight in known.weights.items())
    return logit >= known.threshold
