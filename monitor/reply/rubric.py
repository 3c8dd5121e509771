"""How good a draft is by the house's rubric, as far as that can be told without a reader.

The weights are those of the field's evidence: taking up what was said weighs most (Davidow 2003;
Min, Lim and Magnini 2015), then not defending oneself, then owning it and a next step (Lewicki,
Polin and Lount 2016), then name, detail, language, length and variety (Wang and Chaudhry 2018).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from monitor.draft import Finding, Route, Severity
from monitor.reply.names import display_name
from monitor.reply.repeats import echoes, long_sentences
from monitor.reply.review import Review

GATES = frozenset({"unknown_number", "unknown_contact", "placeholder"})
"""Findings that make a draft worthless, beside every block."""

POINTS, CALM, OWNED, STEP, PERSONAL, LANGUAGE, LENGTH, FRESH = 25, 20, 15, 15, 10, 5, 5, 5
_PER_FIX, _PER_WARN = 10, 4
_SHORTEST, _LONGEST, _PRAISE, _STARS = 25, 90, 35, 25


@dataclass(frozen=True, slots=True)
class Judged:
    """A draft and all that it is held against.

    ``covered`` is the share of the review's points that it takes up, 0 to 1; ``good`` are the
    good moves that the linter saw, ``said`` the long sentences of the last replies, ``praise``
    says that no apology and no next step is called for.
    """

    text: str
    review: Review
    route: Route
    findings: tuple[Finding, ...]
    good: Collection[str]
    covered: float
    said: frozenset[str] = frozenset()
    right_language: bool = True
    praise: bool = False


def rubric(draft: Judged) -> int:
    """0 to 100; 0 for whatever may not be shown at all."""
    gated = any(one.severity is Severity.BLOCK or one.move in GATES for one in draft.findings)
    if gated or not draft.right_language:
        return 0
    value = POINTS * draft.covered + _calm(draft) + _personal(draft) + LANGUAGE
    value += LENGTH * _right_length(draft) + FRESH * (not long_sentences(draft.text) & draft.said)
    whole = POINTS + CALM + PERSONAL + LANGUAGE + LENGTH + FRESH
    if not draft.praise:
        value += _owned(draft) + STEP * bool({"next_step", "offline_contact"} & {*draft.good})
        whole += OWNED + STEP
    return round(100 * value / whole)


def _calm(draft: Judged) -> int:
    lost = {Severity.BLOCK: CALM, Severity.FIX: _PER_FIX, Severity.WARN: _PER_WARN}
    return max(0, CALM - sum(lost[one.severity] for one in draft.findings))


def _owned(draft: Judged) -> int:
    """An apology or thanks, and whose it is; sympathy takes its place in grave matters."""
    kind = 8 if {"apologise", "thank"} & {*draft.good} else 0
    needed = {"own_it"} if draft.route is Route.DRAFT else {"apologise", "empathy", "thank"}
    return kind + (7 if needed & {*draft.good} else 0)


def _personal(draft: Judged) -> int:
    nameless = display_name(draft.review.author) is None or draft.route is Route.FLAG
    own = not echoes(draft.review.words, draft.text)
    return 4 * (nameless or "name" in draft.good) + 3 * ("sign" in draft.good) + 3 * own


def _right_length(draft: Judged) -> bool:
    length = len(draft.text.split())
    if not (draft.review.text or "").strip():
        return length <= _STARS
    return length <= _PRAISE if draft.praise else _SHORTEST <= length <= _LONGEST
