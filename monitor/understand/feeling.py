"""The place of an engine that reads the feeling of a text in the chain's stead.

Everything else (aspects, urgency, staff, the stars) stays with the chain: such an engine may
be wrong about how somebody feels, never about whether somebody was hurt.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Protocol

from monitor.errors import GoodwordError
from monitor.shop_words import NO_WORDS, ShopWords
from monitor.understand.reading import Reading


@dataclass(frozen=True, slots=True)
class Opinion:
    """What such an engine says. ``heard`` False: it gave no answer, so ask it another time."""

    reading: Reading
    heard: bool = True


class Feeling(Protocol):
    """An engine for the feeling of a text. ``name`` goes into ``Verdict.engine``."""

    @property
    def name(self) -> str: ...

    @property
    def trouble(self) -> GoodwordError | None:
        """Why it gives no answers at present, whatever it is asked; None where it does."""
        ...

    def read(self, text: str, lang: str, offline: Reading) -> Opinion:
        """How ``text`` (not empty) feels. On any doubt ``offline``, the chain's own reading, with
        a reason that says so. Never raises."""
        ...


def label(chain: str, words: ShopWords, feeling: Feeling | None) -> str:
    """What ``Verdict.engine`` says: the chain, a digest of the shop's own words if it has any,
    the engine for the feeling if there is one. What would be read otherwise has another label.
    """
    own = "" if words == NO_WORDS else f"~{zlib.crc32(repr(words).encode()):08x}"
    return f"{chain}{own}" if feeling is None else f"{chain}{own}+{feeling.name}"
