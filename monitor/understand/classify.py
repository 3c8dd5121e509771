"""The one question asked of every review: what does it say, and how sure are we?

A chain of small parts, each of which says why::

    text ─► passage ─► language ─► what was said ─► sentiment ─┐
                                                               ├─► fusion ─► findings ─► Verdict
    stars ─────────────────────────────────────────► stars ────┘

Where a second look is taken, the sentiment, the findings and what is grave are read with it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from monitor import encoder
from monitor.shop_words import NO_WORDS, ShopWords
from monitor.understand import (
    aspects,
    emoji,
    findings,
    fusion,
    grave,
    language,
    manners,
    people,
    question,
    resource,
    second_look,
    sentiment,
    urgency,
)
from monitor.understand.feeling import Feeling, Opinion, label
from monitor.understand.language import Language
from monitor.understand.passage import LIMIT, Passage, prepare
from monitor.understand.reading import Reading
from monitor.understand.second_look import Look
from monitor.understand.stars import read as read_stars
from monitor.understand.urgency import Alarm
from monitor.verdict import Sentiment, Verdict

ENGINE = "ngram-vader-stars/14"
"""The chain and its version: what it scored can be found again and scored anew."""
LOOKED = {Look.NEVER: "", Look.IN_DOUBT: "~e5", Look.ALWAYS: "+e5"}
"""... and when a second look was taken, on a machine that can."""
UNCLEAR = 0.45
"""Words whose score is no further from 0 hardly take a side: of public texts one in five, and most
of those that are misread (docs/model.md)."""
RATED_WELL = 4.0
"""Who gives so many stars is seldom hurt; of the few who are, the words tell."""


def classify(
    text: str | None,
    stars: float | None,
    lang: str | None,
    now: datetime,  # noqa: ARG001  # part of every pure room's call; words like "yesterday" need it
    *,
    shop: ShopWords = NO_WORDS,
    feeling: Feeling | None = None,
    look: Look = Look.NEVER,
) -> Verdict:
    """Read ``text`` (title and text, plain) and ``stars`` (1 to 5); either may be missing.

    ``lang`` is the source's claim and only a hint. Of a very long text the first ``LIMIT``
    characters are read. ``shop`` holds the shop's own words. ``feeling`` reads the sentiment of
    the text instead of the chain. ``look`` says when to take a second look at what the text means
    as a whole, some 35 ms. Never raises; the same input always gives the same verdict, as far as
    ``feeling`` does.
    """
    passage = prepare(text or "")
    tongue = language.detect(passage, lang)
    said = aspects.read(passage, tongue.code, shop)
    listed = urgency.read(passage)
    signs = (*said.events, *emoji.read(passage))
    words = sentiment.read(passage, tongue, signs, both=said.both)
    looks = _looks(look, passage, words, stars, listed)
    whole = second_look.look(passage) if looks else None
    if whole is not None:
        words = sentiment.read(passage, tongue, signs, both=said.both, whole=whole)
    chained, opinion = _felt(passage, tongue, words, stars, feeling)
    reading = opinion.reading
    found = findings.findings(passage, chained, said.named, dict(shop.things), whole)
    glad = stars is not None and stars >= RATED_WELL and chained.score > 0
    alarm = grave.read(passage, listed, whole, glad=glad)
    customer = people.customer(passage, tongue.code)
    kept = manners.read(passage, tongue.code)
    cut = (f"Only the first {LIMIT:,} characters were read.",) if passage.cut else ()
    return Verdict(
        sentiment=reading.sentiment,
        score=round(reading.score, 4),
        confidence=round(reading.confidence, 3),
        lang=tongue.code,
        aspects=found,
        urgency=alarm.urgency,
        resource_lost=resource.lost(passage, tongue.code, found),
        customer_type=customer.kind,
        staff=people.staff(passage, tongue.code, shop),
        question=question.asks(passage, tongue.code),
        reasons=(*alarm.reasons, *reading.reasons, *customer.reasons, *cut),
        engine=label(chain(look), shop, feeling if opinion.heard else None),
        asks_refund=kept.asks_refund,
        asks_contact=kept.asks_contact,
        returning=kept.returning,
        delight=None if reading.sentiment is Sentiment.NEGATIVE else kept.delight,
        came_for=kept.came_for,
        suspect=kept.suspect,
    )


def chain(look: Look) -> str:
    """What the chain is called that reads so."""
    return f"{ENGINE}{LOOKED[look]}" if encoder.available() else ENGINE


def _looks(
    look: Look, passage: Passage, words: Reading, stars: float | None, listed: Alarm
) -> bool:
    """Whether a second look is taken at ``passage``, of which the ``words`` felt so."""
    if look is Look.NEVER or not encoder.available():
        return False
    unclear = stars is None and abs(words.score) < UNCLEAR
    return look is Look.ALWAYS or unclear or grave.doubtful(passage, listed)


def _felt(
    passage: Passage,
    tongue: Language,
    words: Reading,
    stars: float | None,
    feeling: Feeling | None,
) -> tuple[Reading, Opinion]:
    """How ``words`` and stars feel together, as the chain reads the words, and as the engine in its
    stead does, if there is one."""
    rated = read_stars(stars)
    chained = fusion.fuse(words, rated)
    if feeling is None or not passage.text:
        return chained, Opinion(chained)
    opinion = feeling.read(passage.text, tongue.code, words)
    return chained, replace(opinion, reading=fusion.fuse(opinion.reading, rated))
