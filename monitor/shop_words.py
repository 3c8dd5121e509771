"""The words of one shop: what its people and its things are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShopWords:
    """``staff`` are the names of those who work here; ``things`` are pairs of an aspect (one of
    ``verdict.ASPECTS``) and the shop's own words for it: dishes, brands, nicknames of a branch.

    A word may be several ("blue room") and may end in ``*``: any ending. Hashable, so that what
    is worked out for one shop is worked out once.
    """

    staff: tuple[str, ...] = ()
    things: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def of(cls, staff: Sequence[str], words: Mapping[str, Sequence[str]]) -> ShopWords:
        """From the settings ``[shop] staff = [...]`` and ``[words] <aspect> = [...]``."""
        things = tuple((aspect, tuple(listed)) for aspect, listed in sorted(words.items()))
        return cls(tuple(staff), things)


NO_WORDS = ShopWords()
"""A shop of which nothing is known."""
