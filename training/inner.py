"""What texts speak of, taught by words that first meet in a few inner numbers.

A word's place (``training.meaning``) goes through a small network and comes out as ``INNER``
numbers; those of a text's words are added up, and what they come to together decides each column.
So a word can mean one thing beside some words and another beside others: "cold" of a soup, of a
room, of a welcome. What comes out for single words is fixed, and only that is kept: no encoder is
needed to read a text, and no network for a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from monitor.understand import ngrams
from monitor.understand.subjects import NOUGHT
from training.encoded import Floats, Places
from training.network import FADE, FADE_SQUARED, TINY, drawn
from training.outcome import packed
from training.wordwise import numbered, rounded, spellings, table, words_of

INNER = 48
"""Numbers of a text in which its words meet; a byte each for every word."""
HIDDEN = 256
EPOCHS = 5
BATCH = 256
DROPPED = 0.2
"""So large a share of words is left out at random while learning, so that none is relied on."""
RATE, OWN_RATE = 3e-3, 5e-3
"""How fast it learns of places, and of single words beside them."""
HOLD, OWN_HOLD = 1e-4, 3e-4
SELDOM = -2.0
"""The log odds of each column before anything is learnt."""
SEED = 20261123
STEPS = NOUGHT - 1
"""Levels on each side of nought: few, so that the file packs well."""
LOUDEST = 0.998
NEAR = 8.0
"""A word so near to those that begin alike, all inner numbers together, is taken for them: a fifth
of all, and on reviews that taught nothing no figure changes."""
VERSION = "inner/1"


class Row(NamedTuple):
    """A ``text``, the columns that hold of it among those of which somebody has ``looked``, and
    what it ``counts``."""

    text: str
    told: frozenset[str]
    looked: frozenset[str]
    counts: float = 1.0


@dataclass(frozen=True, slots=True)
class Learned:
    """``codes`` are those of ``ngrams.names`` in rising order, ``rows`` a byte for each inner
    number: its distance from ``NOUGHT`` in ``step``s; ``start`` is added once a text. ``outwards``
    has what each inner number, once squashed, says of each column, and ``end`` what it begins with.
    """

    codes: NDArray[np.uint32]
    rows: NDArray[np.uint8]
    step: Floats
    start: Floats
    outwards: Floats
    end: Floats


def learn(places: Places, rows: Sequence[Row], columns: Sequence[str]) -> Learned:
    """What each word of ``places`` adds to the inner numbers, and what they say of ``columns``."""
    words, where = _where(places)
    at = {word: (number,) for number, word in enumerate(words)}
    texts = [words_of(row.text) for row in rows]
    place = numbered(texts)
    named = {
        word: [place[code] for code in ngrams.names(word) if code in place]
        for word in {*words, *(word for text in texts for word in text)}
    }
    counts, owned = _counts(texts, at, len(words)), _counts(texts, named, len(place))
    labels, worth = labelled(rows, columns)
    network = _Network(where, len(place), len(columns))
    dice = np.random.default_rng(SEED)
    batches = len(rows) // BATCH + 1
    for turn in range(EPOCHS):
        for number, chosen in enumerate(np.array_split(dice.permutation(len(rows)), batches)):
            left = 1 - (turn + number / batches) / EPOCHS
            network.learn(counts[chosen], owned[chosen], labels[chosen], worth[chosen], left, dice)
    said = network.words()
    known = {
        word: said[number] + network.own[named[word]].sum(axis=0) for word, (number,) in at.items()
    }
    every, levels, step = rounded(known, STEPS, LOUDEST)
    needed = _needed(known, every, levels * step)
    return Learned(
        every[needed],
        levels[needed],
        step,
        network.parts["middle"],
        network.parts["outwards"],
        network.parts["end"],
    )


def labelled(rows: Sequence[Row], columns: Sequence[str]) -> tuple[Floats, Floats]:
    """Which of ``columns`` hold of each row, and what that counts."""
    labels = np.array([[each in row.told for each in columns] for row in rows], np.float32)
    worth = np.array([[each in row.looked for each in columns] for row in rows], np.float32)
    return labels, worth * np.array([[row.counts] for row in rows], np.float32)


def _needed(words: Iterable[str], codes: NDArray[np.uint32], rows: Floats) -> NDArray[np.bool_]:
    """Which rows are needed: those of ``words`` that say something else than what they would be
    taken for without, by the longest beginning that is known."""
    at = {int(code): number for number, code in enumerate(codes)}
    pairs = []
    for word in words:
        own, *shorter = ngrams.names(word)
        stem = next((at[code] for code in shorter if code in at), None)
        if stem is not None:
            pairs.append((at[own], stem))
    needed = np.ones(len(codes), np.bool_)
    if pairs:
        one, other = np.array(pairs).T
        needed[one] = np.abs(rows[one] - rows[other]).sum(axis=1) > NEAR
    return needed


def write(learned: Learned, columns: Sequence[str]) -> bytes:
    """The file: one line of JSON, then the two tables, compressed."""
    header = {
        "version": VERSION,
        "columns": columns,
        "step": _short(learned.step, 6),
        "start": _short(learned.start, 4),
        "outwards": [_short(column, 4) for column in learned.outwards.T],
        "end": _short(learned.end, 4),
        "size": len(learned.codes),
    }
    return packed(header, table(learned.codes, learned.rows))


def _short(numbers: Floats, digits: int) -> list[float]:
    return [round(float(each), digits) for each in numbers]


def _where(places: Places) -> tuple[list[str], Floats]:
    """The words as the reader spells them, and where each stands; all together evened out."""
    spelt = spellings(places)
    found = np.stack(
        [
            np.mean([places[word].astype(np.float32) for word in alike], axis=0)
            for alike in spelt.values()
        ]
    )
    found -= found.mean(axis=0)
    found /= found.std()
    return list(spelt), found


def _counts(
    texts: Sequence[Sequence[str]], at: Mapping[str, Sequence[int]], width: int
) -> csr_matrix:
    """How often what words are ``at`` stands in each text, over the root of its number of words."""
    known = [[number for word in words for number in at.get(word, ())] for words in texts]
    ends = np.cumsum([0, *map(len, known)])
    values = [
        np.full(len(of), max(len(words), 1) ** -0.5, np.float32)
        for of, words in zip(known, texts, strict=True)
    ]
    columns = np.concatenate([np.array(of, np.int64) for of in known])
    return csr_matrix((np.concatenate(values), columns, ends), shape=(len(texts), width))


class _Network:
    """Words to inner numbers to columns. Besides what its place says, a word has numbers of its
    ``own``, which are learnt where it occurs."""

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
        """One step by some texts; the less is ``left`` of all, the smaller."""
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
