"""What the owner said is never about the shop: a rule added to ``[query]`` from the chat."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MutedKind(StrEnum):
    """What a rule leaves out."""

    AUTHOR = "author"
    """Posts by one account: its address, or its name where the site gives no address."""
    DOMAIN = "domain"
    """Posts on one site."""
    PHRASE = "phrase"
    """Posts with these very words."""


@dataclass(frozen=True, slots=True)
class Muted:
    """One rule. It concerns posts only: a review on the shop's own page is always kept."""

    kind: MutedKind
    value: str
