"""What texts speak of, taught by words that first meet in a few inner numbers.

A word's place (``training.encoded``) goes through a small network (``training.meeting``) and comes
out as a few numbers; those of a text's words are added up, and what they come to together decides
each column. So a word can mean one thing beside some words and another beside others: "cold" of a
soup, of a room, of a welcome. What comes out for single words is fixed, and only that is kept: no
encoder is needed to read a text, and no network for a word.
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
from training.meeting import SEED, Network
from training.outcome import packed
from training.wordwise import numbered, rounded, spellings, table, words_of

EPOCHS = 5
BATCH = 256
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
    network = Network(where, len(place), len(columns))
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
