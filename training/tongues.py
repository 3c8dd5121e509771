"""The table by which languages that share a script are told apart, counted from the texts."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from monitor.understand.passage import prepare
from monitor.understand.tongues import BUCKETS, STEP, pieces
from training.corpus import DataSet
from training.outcome import packed

SEED = 20261122
LATIN = """
ca da de en es eu fi fr ha hr hu id ig it lv nl om pt ro rw sk sv sw tr ts tw vi yo
"""
CYRILLIC = "kk ru"
TOLD = frozenset((LATIN + CYRILLIC).split())
"""Languages that share their script with another one here. The rest are known by their letters."""
LETTERS_READ = 400_000
"""So many letters of each language are counted: more of one must not make it likelier."""
SMOOTHING = 0.5
"""Added to each count, in units of an even share: what was not seen is rare, not impossible."""
FARTHEST = 5.0
"""In nats: no single piece may speak louder against a language."""


def count(texts: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], bytes]:
    """The languages in order, and for each bucket one byte a language: the cost, in ``STEP``."""
    codes = tuple(sorted(texts))
    costs = np.stack([_costs(texts[code]) for code in codes], axis=1)
    costs -= costs.min(axis=1, keepdims=True)
    table: NDArray[np.uint8] = np.rint(costs.clip(0, FARTHEST) / STEP).astype(np.uint8)
    return codes, table.tobytes()


def _costs(texts: Sequence[str]) -> NDArray[np.float64]:
    """How unlikely each bucket is in a language, in nats."""
    words: Counter[str] = Counter()
    read = 0
    for text in texts:
        forms = [word.form for word in prepare(text).words]
        words.update(forms)
        read += sum(map(len, forms))
        if read > LETTERS_READ:
            break
    counts = np.full(BUCKETS, SMOOTHING)
    for word, times in words.items():
        for bucket in pieces(word):
            counts[bucket] += times
    costs: NDArray[np.float64] = -np.log(counts / counts.sum())
    return costs


def build(sets: Sequence[DataSet]) -> bytes:
    """The file: one line of JSON with the languages, then the compressed table."""
    texts: dict[str, list[str]] = {}
    for each in sets:
        if each.lang in TOLD:
            texts.setdefault(each.lang, []).extend(text for text, _ in each.rows)
    for listed in texts.values():
        random.Random(SEED).shuffle(listed)  # noqa: S311  # nothing here is a secret
    codes, table = count(texts)
    return packed({"codes": codes}, table)
