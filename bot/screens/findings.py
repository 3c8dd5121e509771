"""What the linter noticed in a reply, in plain words, with what could stand there instead."""

from __future__ import annotations

from collections.abc import Sequence

from bot.screens.markup import inline
from bot.screens.message import Action, Button, Verb
from monitor.draft import Draft, Finding, Proposal, Severity
from monitor.mention import Mention
from monitor.reply.good import good_moves
from monitor.reply.review import Review

CHECKED = "Checked: nothing in it sounds defensive."
FINDINGS = "<b>Before you use it:</b>"
FINDING = "{mark} “{words}”: {why}"
BETTER = "➜ Better ({n}): “{rewrite}”"
INSTEAD = "➜ Better: {instead}"
MARKS = {Severity.BLOCK: "⛔", Severity.FIX: "✏️", Severity.WARN: "💡"}
AND_MORE_ONE = "and {n} smaller remark"
AND_MORE_MANY = "and {n} smaller remarks"
GOOD = "👍 Good: {moves}."
GOOD_MOVES = {
    "thank": "you thank them",
    "name": "you call them by name",
    "acknowledge_specific": "you take up what they said",
    "own_it": "you own it",
    "apologise": "you say sorry",
    "empathy": "you feel with them",
    "brief_explanation": "you explain in few words",
    "next_step": "you say what comes next",
    "offline_contact": "you offer a way to talk",
    "invite_back": "you ask them back",
    "sign": "you sign",
    "clarifying_question": "you ask",
    "fact_correction": "you set a fact right calmly",
    "boundaries": "you draw a line calmly",
    "share_with_team": "your team will hear of it",
}
USE = "Use better ({n})"

SHOWN = 4
GOOD_SHOWN = 5
_WORDS = 100


def gravest(findings: Sequence[Finding]) -> list[tuple[int, Finding]]:
    """Those that are shown, gravest first, each with its place among ``findings``."""
    order = list(MARKS)
    ranked = sorted(enumerate(findings), key=lambda pair: order.index(pair[1].severity))
    return ranked[:SHOWN]


def finding_lines(text: str, findings: Sequence[Finding]) -> list[str]:
    """What was noticed in ``text``: its words, why it hurts, what would be better."""
    if not findings:
        return [CHECKED]
    lines, n = [FINDINGS], 0
    for _, finding in gravest(findings):
        words = inline(text[finding.start : finding.end], _WORDS)
        why, mark = inline(finding.why, 200), MARKS[finding.severity]
        lines.append(FINDING.format(mark=mark, words=words, why=why) if words else f"{mark} {why}")
        if finding.rewrite is not None:
            n += 1
            lines.append(BETTER.format(n=n, rewrite=inline(finding.rewrite, 250)))
        elif finding.instead:
            lines.append(INSTEAD.format(instead=inline(finding.instead, 200)))
    left = len(findings) - SHOWN
    if left > 0:
        lines.append((AND_MORE_ONE if left == 1 else AND_MORE_MANY).format(n=left))
    return lines


def good_line(proposal: Proposal, mention: Mention) -> str:
    """What the owner's own words do well, so that one learns from what is right, too."""
    seen = good_moves(
        proposal.text,
        lang=proposal.lang,
        review=Review.of(mention.item, mention.verdict, proposal.route),
        findings=proposal.findings,
    )
    said = [GOOD_MOVES[move] for move in seen if move in GOOD_MOVES][:GOOD_SHOWN]
    return GOOD.format(moves=", ".join(said)) if said else ""


def use_buttons(draft: Draft) -> tuple[Button, ...]:
    """A button for each better sentence that is shown, numbered as there."""
    places = [at for at, one in gravest(draft.proposal.findings) if one.rewrite is not None]
    return tuple(
        Button(USE.format(n=n), Action(Verb.USE, draft.id, at))
        for n, at in enumerate(places, start=1)
    )
