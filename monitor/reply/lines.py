"""Linting as JSON: one object in, one object out, for ``goodword lint-reply`` and for scripts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pydantic import BaseModel, Field, ValidationError

from monitor.draft import Finding, Severity
from monitor.mention import Author, Item, Kind, Rating
from monitor.reply.good import good_moves
from monitor.reply.review import Review
from monitor.reply.score import score
from monitor.reply.tone import lint
from monitor.source import Json
from monitor.understand.classify import classify
from monitor.understand.language import detect
from monitor.understand.passage import prepare


class _ReviewLine(BaseModel):
    stars: float | None = Field(default=None, ge=0, le=5)
    text: str | None = None
    author: str | None = None
    title: str | None = None
    about: str | None = None


class _Line(BaseModel):
    lang: str | None = None
    review: _ReviewLine = _ReviewLine()
    reply: str


def finding_json(finding: Finding) -> dict[str, Json]:
    """``finding`` as plain values; ``rewrite`` is None where the language has none."""
    return {
        "move": finding.move,
        "severity": finding.severity.value,
        "start": finding.start,
        "end": finding.end,
        "why": finding.why,
        "rewrite": finding.rewrite,
        "by": finding.by,
    }


def lint_line(line: Mapping[str, object], now: datetime) -> dict[str, Json]:
    """Lint ``{"lang", "review": {"stars", "text", "author"}, "reply"}``, received ``now``.

    ``defensive`` is true when anything found must be rewritten; ``severity`` is that of the
    gravest finding, or "none"; ``score`` goes from 0 to 100; ``good`` names what the reply does
    well. Without ``lang``, the reply's own words tell it; without stars, the review's words tell
    whether it complains. Raises ValueError, in words safe to show, when the object has another
    shape.
    """
    try:
        asked = _Line.model_validate(line)
    except ValidationError as error:
        wrong = sorted({".".join(str(part) for part in issue["loc"]) for issue in error.errors()})
        raise ValueError(f"not a reply to lint; look at: {', '.join(wrong)}") from None
    review = _review(asked.review, now)
    lang = asked.lang[:2].casefold() if asked.lang else detect(prepare(asked.reply), None).code
    found = lint(asked.reply, lang=lang, review=review)
    good = good_moves(asked.reply, lang=lang, review=review, findings=found)
    severity = worst(found)
    return {
        "defensive": severity in (Severity.BLOCK, Severity.FIX),
        "severity": "none" if severity is None else severity.value,
        "score": score(found, good),
        "findings": [finding_json(one) for one in found],
        "good": list(good),
    }


def _review(said: _ReviewLine, now: datetime) -> Review:
    rating = None if said.stars is None else Rating(said.stars)
    author, text = Author(said.author), said.text
    item = Item("1", Kind.REVIEW, author, rating, said.title, text, about=said.about)
    return Review.of(item, classify(text, said.stars, None, now))


def worst(findings: tuple[Finding, ...]) -> Severity | None:
    """The gravest severity among ``findings``, or None when there are none."""
    present = {finding.severity for finding in findings}
    return next((one for one in Severity if one in present), None)
