"""How good a reply is, as one number, so that an owner sees an edit help."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from monitor.draft import Finding, Severity

_START = 60
_MOST_GOOD = 40
_GOOD = {
    "acknowledge_specific": 9,
    "own_it": 8,
    "next_step": 8,
    "apologise": 6,
    "thank": 6,
    "offline_contact": 6,
    "name": 5,
    "clarifying_question": 5,
    "empathy": 5,
    "boundaries": 5,
    "fact_correction": 4,
    "share_with_team": 4,
    "sign": 3,
    "brief_explanation": 2,
    "invite_back": 2,
}
"""What each good move adds: most for taking up the point, owning it and acting, in the order of
weight that Lewicki, Polin and Lount (2016) and Davidow (2003) found."""
_KEPT = {Severity.BLOCK: 0.4, Severity.FIX: 0.65, Severity.WARN: 0.9}
"""The share of the score that each finding leaves."""


def score(findings: Iterable[Finding], good: Collection[str]) -> int:
    """0 to 100. Every finding lowers it, the graver the more; every good move raises it."""
    value = float(_START + min(_MOST_GOOD, sum(_GOOD[move] for move in good)))
    for finding in findings:
        value *= _KEPT[finding.severity]
    return round(value)
