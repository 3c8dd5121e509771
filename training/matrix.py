"""Texts as rows of numbers: the same pieces as the reader weighs, counted."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from monitor.understand import ngrams
from monitor.understand.passage import Passage, prepare


class _Word(NamedTuple):
    pieces: array[int]
    coded: bytes
    neighbour: int
    gap: int


class Features:
    """Turns passages into buckets, each word only once."""

    def __init__(self) -> None:
        self._known: dict[str, _Word] = {}

    def buckets(self, passage: Passage) -> array[int]:
        """All pieces of ``passage``, repeated ones as often as they come."""
        forms, cues = ngrams.tokens(passage)
        words = [self._word(form) for form in forms]
        found: array[int] = array("i")
        for word in words:
            found.extend(word.pieces)
        for cue in cues:
            found.extend(self._word(cue).pieces)
        neighbours, apart = ngrams.pairs(
            [word.coded for word in words],
            [word.neighbour for word in words],
            [word.gap for word in words],
        )
        found.extend(neighbours[:1])
        found.extend(chain.from_iterable(zip(neighbours[1:], apart, strict=True)))
        return found

    def _word(self, form: str) -> _Word:
        known = self._known.get(form)
        if known is None:
            folded = ngrams.fold(form)
            pieces = array("i", ngrams.pieces(folded))
            known = self._known[form] = _Word(pieces, *ngrams.paired(folded))
        return known


def build(texts: Iterable[str]) -> csr_matrix:
    """One row a text; each piece is worth one over the root of the number of pieces."""
    features = Features()
    columns: array[int] = array("i")
    starts = array("q", [0])
    for text in texts:
        columns.extend(features.buckets(prepare(text)))
        starts.append(len(columns))
    indices = np.frombuffer(columns, dtype=np.int32)
    indptr = np.frombuffer(starts, dtype=np.int64)
    sizes = np.diff(indptr)
    values = np.repeat(1 / np.sqrt(np.maximum(sizes, 1)), sizes).astype(np.float32)
    return csr_matrix((values, indices, indptr), shape=(len(sizes), ngrams.BUCKETS))
