"""Drafting as JSON: one review in, one draft out, for ``goodword draft`` and for scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from pydantic import BaseModel, Field, ValidationError

from monitor.config import Shop
from monitor.draft import Proposal
from monitor.facts import facts_from
from monitor.mention import Author, Item, Kind, Mention, Rating, Status
from monitor.reply.compose import compose
from monitor.reply.lines import finding_json
from monitor.reply.phrases import languages
from monitor.reply.writer import Writer
from monitor.source import Json
from monitor.understand.classify import classify
from monitor.understand.second_look import Look


class _Review(BaseModel):
    stars: float | None = Field(default=None, ge=0, le=5)
    text: str | None = None
    author: str | None = None


class _Line(BaseModel):
    lang: str | None = None
    business: str | None = None
    review: _Review = _Review()
    facts: dict[str, object] = Field(default_factory=dict)


def draft_line(
    line: Mapping[str, object],
    number: int,
    now: datetime,
    recent: Sequence[str] = (),
    writer: Writer | None = None,
    *,
    look: Look = Look.ALWAYS,
) -> Proposal:
    """Draft for ``{"lang", "business", "review": {"stars", "text", "author"}, "facts"}``.

    ``number`` tells one review from the next; ``recent`` as in ``compose``; ``writer`` words the
    draft where it can; ``look`` as in ``classify``. Raises ValueError, in words safe to show,
    when the object has another shape.
    """
    try:
        asked = _Line.model_validate(line)
        facts = facts_from(asked.facts)
    except ValidationError as error:
        wrong = sorted({".".join(str(part) for part in issue["loc"]) for issue in error.errors()})
        raise ValueError(f"not a review to answer; look at: {', '.join(wrong)}") from None
    except ValueError:
        raise ValueError("not a review to answer; look at: facts.happened") from None
    said, signed = asked.review, asked.facts.get("signature")
    shop = Shop(
        name=(asked.business or "").replace("_", " ").strip() or "shop",
        signature=signed if isinstance(signed, str) and signed.strip() else None,
    )
    rating = None if said.stars is None else Rating(said.stars)
    item = Item("1", Kind.REVIEW, Author(said.author), rating, text=said.text)
    lang = None if asked.lang is None else asked.lang[:2].lower()
    verdict = classify(said.text, said.stars, lang, now, look=look)
    if lang in languages():
        # Whoever asks knows better than a guess, above all for a word or two.
        verdict = replace(verdict, lang=lang)
    mention = Mention(number, "line", item, verdict, Status.OPEN, now, now, now.date())
    own = compose(mention, shop, now, facts=facts, recent=recent)
    if writer is None:
        return own
    return writer.write(mention, shop, now, offline=own, facts=facts, recent=recent).over(own)


def proposal_json(proposal: Proposal) -> dict[str, Json]:
    """``proposal`` as plain values."""
    return {
        "route": proposal.route.value,
        "draft": proposal.text,
        "reply_lang": proposal.lang,
        "mentions": list(proposal.mentions),
        "why": list(proposal.why),
        "score": proposal.score,
        "note": proposal.note,
        "findings": [finding_json(finding) for finding in proposal.findings],
    }
