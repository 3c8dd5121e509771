"""The linter's ear: hears by its meaning that a sentence argues, whatever its words.

No list foresees "our cameras tell another story". So the encoder (``monitor.encoder``) says where
each sentence stands, where the whole reply does and where the review that it answers, and small
networks that were taught by the project's own replies (``training/replies``, ``training/remarks``)
say how likely the sentence does harm there, and by which move. ``training.ear`` makes ``ear.bin``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, cast

from monitor import encoder, networks
from monitor.networks import Networks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Place = NDArray[np.float32]

FILE = files("monitor.reply") / "ear.bin"
MOST = 60
"""So many sentences are listened to: no site takes a longer reply."""
HARM = 1.0
"""From these log odds on a sentence is found harmful by its sound alone, ..."""
HARM_IN = {"en": 0.5}
"""... or from these in a language whose lessons held more harmless sentences, so that at the same
odds half as many of them sounded harmful as elsewhere (.013 of those in replies that were not
taught, .025), ..."""
DOUBT = -1.0
"""... below these in every sentence of a reply the second voice is not asked, ..."""
KIND = -1.6
"""... and what words a rule finds in a sentence below these does no harm (docs/replies.md tells how
all three were chosen)."""
BESIDE = 0.5
"""What the whole reply weighs beside one of its sentences, and the review, too."""

_SENTENCE = re.compile(r"[^\s.!?…](?:[^.!?…\n]|[.!?…](?=\w))*[.!?…]*[\"'»”“)]*")


class Sound(NamedTuple):
    """How a sentence sounds: ``harm`` as log odds that it does some, ``move`` the likeliest."""

    harm: float
    move: str


class Remark(NamedTuple):
    """A sentence of a reply, and where it stands."""

    start: int
    end: int
    said: str


def remarks(reply: str) -> Iterator[Remark]:
    """The sentences of ``reply`` as the ear hears them, with what closes them."""
    for found in _SENTENCE.finditer(reply):
        yield Remark(*found.span(), found.group())


@dataclass(frozen=True)
class Ear:
    """Networks that tell harm by a sentence, its reply and the review, in one row, and a linear
    reading of the move: ``moves`` are in the order of the columns of ``kinds``, which reads the
    sentence alone."""

    moves: Sequence[str]
    harm: Networks
    kinds: NDArray[np.float32]
    kinds_start: NDArray[np.float32]

    def hear(self, alone: Place, whole: Place, review: Place | None) -> Sound:
        """How a sentence sounds, by the places of itself, of the whole reply and of the review; of
        one without words nothing is known."""
        import numpy as np

        if review is None:
            review = self.harm.middle[-len(alone) :]
        even = self.harm.even(np.concatenate([alone, whole, review]))
        likeliest = int((even[: len(alone)] @ self.kinds + self.kinds_start).argmax())
        return Sound(self.harm.odds(even), self.moves[likeliest])


def sounds(reply: str, review: str | None) -> Iterator[tuple[Remark, Sound]]:
    """Each sentence of ``reply`` and how it sounds as an answer to ``review``; none on a machine
    that has no encoder."""
    whole = encoder.place(reply)
    if whole is not None:
        answered = encoder.place(review) if review else None
        for remark in islice(remarks(reply), MOST):
            # What has placed the whole places a part of it.
            alone = cast("Place", encoder.place(remark.said))
            yield remark, load().hear(alone, whole, answered)


def harmful(sound: Sound, lang: str) -> bool:
    """Whether a sentence in ``lang`` is found harmful by its ``sound`` alone."""
    return sound.harm >= HARM_IN.get(lang, HARM)


@cache
def load() -> Ear:
    """The ear that comes with the package."""
    return read(FILE.read_bytes())


def read(blob: bytes) -> Ear:
    """An ear from the bytes of its file."""
    header, (kinds, kinds_start), harm = networks.read(blob, besides=2)
    return Ear(cast("Sequence[str]", header["moves"]), harm, kinds, kinds_start)
