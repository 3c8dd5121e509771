"""What goodword made of a text, and why.

UNKNOWN is not NEUTRAL: neutral means "read, and neither good nor bad"; unknown means
"could not be read" (no text and no stars, or a language the engine does not know).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sentiment(StrEnum):
    """MIXED means both sides are there, or stars and text disagree."""

    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"
    MIXED = "mixed"
    UNKNOWN = "unknown"


class Polarity(StrEnum):
    """Which way one aspect points."""

    NEGATIVE = "neg"
    POSITIVE = "pos"
    NEUTRAL = "neu"


class Urgency(StrEnum):
    """Matters that must reach the owner at once, and that no draft may admit or deny."""

    NONE = "none"
    INJURY = "injury"
    ILLNESS = "illness"
    ALLERGY = "allergy"
    DISCRIMINATION = "discrimination"
    PRIVACY = "privacy"
    LEGAL = "legal"
    THREAT = "threat"
    CHILD_SAFETY = "child_safety"


class ResourceLost(StrEnum):
    """What the shop took from the customer that was scarce: time, money, or both."""

    TIME = "time"
    MONEY = "money"
    BOTH = "both"
    NONE = "none"


class CustomerType(StrEnum):
    """A guess at why this person shops; always shown as a guess."""

    LOYAL = "loyal"
    DISCOUNT = "discount"
    IMPULSE = "impulse"
    NEED = "need"
    WANDERING = "wandering"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class AspectFinding:
    """One thing talked about, which way, and the words that say so."""

    aspect: str
    polarity: Polarity
    quote: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of ``classify``.

    ``score`` runs from -1.0 (worst) to 1.0 (best), ``confidence`` from 0.0 to 1.0.
    ``lang`` is a two-letter code or "und". ``reasons`` are short plain sentences for the
    owner. ``engine`` names the chain and its version, so that history can be scored anew.
    """

    sentiment: Sentiment
    score: float
    confidence: float
    lang: str = "und"
    aspects: tuple[AspectFinding, ...] = ()
    urgency: Urgency = Urgency.NONE
    resource_lost: ResourceLost = ResourceLost.NONE
    customer_type: CustomerType = CustomerType.UNKNOWN
    staff: tuple[str, ...] = ()
    question: bool = False
    reasons: tuple[str, ...] = ()
    engine: str = ""
