"""The network in which the words of a text meet before they speak, and how it learns (Adam)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from training.encoded import Floats
from training.network import FADE, FADE_SQUARED, TINY, drawn

INNER = 48
"""Numbers of a text in which its words meet; a byte each for every word."""
HIDDEN = 256
DROPPED = 0.2
"""So large a share of words is left out at random while learning, so that none is relied on."""
RATE, OWN_RATE = 3e-3, 5e-3
"""How fast it learns of places, and of single words beside them."""
HOLD, OWN_HOLD = 1e-4, 3e-4
SELDOM = -2.0
"""The log odds of each column before anything is learnt."""
SEED = 20261123


class Network:
    """Words to inner numbers to columns. Besides what its place says, a word has numbers of its
    ``own``, which are learnt where it occurs; ``parts`` are the weights by name.

    Words stand ``where`` the encoder placed them; single ones are known by so many ``codes``.
    """

    def __init__(self, where: Floats, codes: int, columns: int) -> None:
        dice = np.random.default_rng(SEED)
        width = where.shape[1]
        self._where = where
        self.own = np.zeros((codes, INNER), np.float32)
        self.parts: dict[str, Floats] = {
            "inwards": drawn(dice, width, HIDDEN),
            "start": np.zeros(HIDDEN, np.float32),
            "across": drawn(dice, HIDDEN, INNER),
            "middle": np.zeros(INNER, np.float32),
            "outwards": 0.1 * dice.normal(size=(INNER, columns)).astype(np.float32),
            "end": np.full(columns, SELDOM, np.float32),
        }
        self._paces = {name: _Pace(part) for name, part in self.parts.items()}
        self._own_pace = _Pace(self.own)
        self._done = 0

    def learn(
        self,
        counts: csr_matrix,
        owned: csr_matrix,
        labels: Floats,
        worth: Floats,
        left: float,
        dice: np.random.Generator,
    ) -> None:
        """One step by some texts: how often words stand in them (``counts`` by place, ``owned`` by
        code), what holds of them and what that is ``worth``. The less is ``left`` of all, the
        smaller the step."""
        self._done += 1
        met, counts = _some(counts, dice)
        here, owned = _some(owned, dice)
        parts, where = self.parts, self._where[met]
        hidden = np.maximum(where @ parts["inwards"] + parts["start"], 0)
        said = counts @ (hidden @ parts["across"]) + owned @ self.own[here]
        inner = np.tanh(said + parts["middle"])
        logits = inner @ parts["outwards"] + parts["end"]
        wrong = (1 / (1 + np.exp(-logits)) - labels) * worth / np.float32(len(labels))
        back = (wrong @ parts["outwards"].T) * (1 - inner**2)
        of_words = counts.T @ back
        of_hidden = (of_words @ parts["across"].T) * (hidden > 0)
        slopes = {
            "inwards": where.T @ of_hidden + HOLD * parts["inwards"],
            "start": of_hidden.sum(axis=0),
            "across": hidden.T @ of_words + HOLD * parts["across"],
            "middle": back.sum(axis=0),
            "outwards": inner.T @ wrong + HOLD * parts["outwards"],
            "end": wrong.sum(axis=0),
        }
        for name, slope in slopes.items():
            parts[name] -= RATE * left * self._paces[name].step(slope, self._done)
        often = np.bincount(owned.indices, minlength=len(here))[:, None] / np.float32(len(labels))
        slope = owned.T @ back + OWN_HOLD * often.astype(np.float32) * self.own[here]
        self.own[here] -= OWN_RATE * left * self._own_pace.step(slope, self._done, here)

    def words(self) -> Floats:
        """The inner numbers of every word."""
        hidden = np.maximum(self._where @ self.parts["inwards"] + self.parts["start"], 0)
        found: Floats = hidden @ self.parts["across"]
        return found


def _some(counts: csr_matrix, dice: np.random.Generator) -> tuple[NDArray[np.int64], csr_matrix]:
    """Some of what is counted, and which columns those are."""
    kept = counts.copy()
    kept.data *= (dice.random(len(kept.data)) >= DROPPED) / np.float32(1 - DROPPED)
    met = np.unique(kept.indices)
    return met, kept[:, met]


class _Pace:
    """How fast a part has been changing, for steps of even length (Adam)."""

    def __init__(self, part: Floats) -> None:
        self._mean, self._square = np.zeros_like(part), np.zeros_like(part)

    def step(
        self, slope: Floats, done: int, rows: NDArray[np.int64] | slice = slice(None)
    ) -> Floats:
        """Which way to go, and how far; only the ``rows`` that were met."""
        mean = FADE * self._mean[rows] + (1 - FADE) * slope
        square = FADE_SQUARED * self._square[rows] + (1 - FADE_SQUARED) * slope**2
        self._mean[rows], self._square[rows] = mean, square
        fair = np.sqrt(square / (1 - FADE_SQUARED**done)) + TINY
        step: Floats = (mean / (1 - FADE**done) / fair).astype(np.float32)
        return step
