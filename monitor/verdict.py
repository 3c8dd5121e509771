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


class CameFor(StrEnum):
    """Why this customer came: a good price, a certain thing, or how people are treated here."""

    DEAL = "deal"
    PRODUCT = "product"
    TREATMENT = "treatment"
    UNKNOWN = "unknown"


class Suspect(StrEnum):
    """Why a text may be no honest review of this shop; shown as a doubt, never as a judgement."""

    NONE = "none"
    SPAM = "spam"
    ABUSE = "abuse"
    WRONG_BUSINESS = "wrong_business"


ASPECTS = (
    "product_quality",
    "price",
    "wait_time",
    "staff_attitude",
    "staff_knowledge",
    "cleanliness",
    "opening_hours",
    "stock",
    "returns_refunds",
    "delivery",
    "order_accuracy",
    "atmosphere",
    "location_parking",
    "payment",
    "communication",
    "promise_broken",
    "safety",
    "loyalty_programme",
)
"""What an aspect may be, in the order in which owners read them."""


@dataclass(frozen=True, slots=True)
class AspectFinding:
    """One thing talked about (one of ``ASPECTS``), which way, and the words that say so.

    Where no word ``named`` it, it is a guess: shown to the owner and counted, never said in public.
    """

    aspect: str
    polarity: Polarity
    quote: str
    named: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of ``classify``.

    ``score`` runs from -1.0 (worst) to 1.0 (best), ``confidence`` from 0.0 to 1.0.
    ``lang`` is a two-letter code or "und". ``reasons`` are short plain sentences for the
    owner. ``engine`` names the chain and its version, so that history can be scored anew.
    ``asks_refund`` and ``asks_contact`` say that the author wants money back or an answer;
    ``returning`` that they were here before or will come again. ``delight`` are the author's
    words for a kindness that nobody had to do, or None.
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
    asks_refund: bool = False
    asks_contact: bool = False
    returning: bool = False
    delight: str | None = None
    came_for: CameFor = CameFor.UNKNOWN
    suspect: Suspect = Suspect.NONE
