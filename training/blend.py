"""How far to believe the trained weights and how far the known words, by language.

Fitted on texts that the weights have not seen. The reader's own parts measure both, so that what
is fitted is what will run.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from monitor.understand import aspects, emoji
from monitor.understand.blend import Blend, heed, known_words
from monitor.understand.model import Model
from monitor.understand.passage import prepare
from training.corpus import DataSet

Floats = NDArray[np.float64]

PRIOR = Blend(side=0.8, words=3.0, plain=0.8, start=-0.5, clear=-1.0)
"""What is believed of a language while there is little to go by."""
BOUNDS = [(0.1, 3.0), (0.5, 8.0), (0.0, 3.0), (-4.0, 2.0), (-6.0, 0.0)]
TRUST = 0.002
"""How much each parameter's distance from the prior costs, beside the mean loss of a text."""
OWN_WEIGHT = 6.0
"""The project's own sentences are few, but they are what is to be read."""
MOST = 1_500
"""Rows of one data set that are looked at."""
LISTS_LESS, WEIGHTS_MORE = 0.7, 3.0
"""The word lists were widened with the project's own sentences in view, so on those they do better
than they will in a shop, and the fit believes them too much. So much less the known words are
believed there, and so much more the weights (chosen on the reviews of ``bench/unseen``)."""


def fit(blob: bytes, sets: Sequence[DataSet]) -> dict[str, dict[str, dict[str, float]]]:
    """The two blends of each language, by its code, with names of ``Blend``'s fields."""
    model = Model(blob)
    found = {}
    for lang in sorted({each.lang for each in sets}):
        chosen = [each for each in sets if each.lang == lang]
        parts = [measure(model, lang, each.rows[:MOST]) for each in chosen]
        labels = [np.array([label for _, label in each.rows[:MOST]]) for each in chosen]
        weights = [
            _weights(given) * (OWN_WEIGHT if each.sentences else 1.0)
            for each, given in zip(chosen, labels, strict=True)
        ]
        binary = [
            np.full(len(given), each.binary) for each, given in zip(chosen, labels, strict=True)
        ]
        best = minimize(
            _loss,
            np.array([*PRIOR, *PRIOR]),
            (
                np.concatenate(parts),
                np.concatenate(labels),
                np.concatenate(binary),
                np.concatenate(weights),
            ),
            bounds=BOUNDS * 2,
        )
        public, shop = (Blend(*map(float, half)) for half in np.split(best.x, 2))
        if any(each.sentences for each in chosen):
            shop = shop._replace(side=shop.side * WEIGHTS_MORE, words=shop.words * LISTS_LESS)
        found[lang] = {
            name: {field: round(value, 4) for field, value in half._asdict().items()}
            for name, half in (("public", public), ("shop", shop))
        }
    return found


def measure(model: Model, lang: str, rows: Sequence[tuple[str, int]]) -> Floats:
    """Of each text: the model's side and plain, the known words' score, and how much it sounds of
    a shop."""
    measured = []
    for text, _ in rows:
        passage = prepare(text)
        events = (*aspects.read(passage, lang).events, *emoji.read(passage))
        known = known_words(passage, lang, events)
        weighed = heed(passage, model.weigh(passage, lang), known)
        measured.append((weighed.side, weighed.plain, known.score, weighed.shop))
    return np.array(measured)


def _weights(labels: NDArray[np.int64]) -> Floats:
    """Labels count alike, and a data set by the root of its size."""
    counts = np.bincount(labels, minlength=3)
    each: Floats = (len(labels) ** 0.5 / np.maximum(counts, 1) / (counts > 0).sum())[labels]
    return each


def _loss(
    x: Floats,
    measured: Floats,
    labels: NDArray[np.int64],
    binary: NDArray[np.bool_],
    weights: Floats,
) -> float:
    side, plain, score, shop = measured.T
    halves = zip(*np.split(x, 2), strict=True)
    blend = Blend(*(public + shop * (own - public) for public, own in halves))
    signed = blend.side * side + blend.words * score
    neither = blend.start + blend.plain * plain + blend.clear * np.abs(score)
    logits = np.stack([-signed / 2, np.where(binary, -1e9, neither), signed / 2], axis=1)
    logits -= logits.max(axis=1, keepdims=True)
    chosen = logits[np.arange(len(labels)), labels] - np.log(np.exp(logits).sum(axis=1))
    far = ((x - np.array([*PRIOR, *PRIOR])) ** 2).sum()
    return float(-(weights * chosen).sum() / weights.sum() + TRUST * far)
