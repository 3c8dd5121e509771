"""What the linter noticed in a reply, in plain words, with what could stand there instead."""

from __future__ import annotations

from collections.abc import Sequence

from bot.screens.markup import inline
from bot.screens.message import Action, Button, Verb
from monitor.draft import Draft, Finding, Severity

CHECKED = "Checked: nothing in it sounds defensive."
FINDINGS = "<b>Before you use it:</b>"
FINDING = "{mark} “{words}”: {why}"
BETTER = "➜ Better ({n}): “{rewrite}”"
INSTEAD = "➜ Better: {instead}"
MARKS = {Severity.BLOCK: "⛔", Severity.FIX: "✏️", Severity.WARN: "💡"}
AND_MORE_ONE = "and {n} smaller remark"
AND_MORE_MANY = "and {n} smaller remarks"
USE = "Use better ({n})"

SHOWN = 4
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


def use_buttons(draft: Draft) -> tuple[Button, ...]:
    """A button for each better sentence that is shown, numbered as there."""
    places = [at for at, one in gravest(draft.proposal.findings) if one.rewrite is not None]
    return tuple(
        Button(USE.format(n=n), Action(Verb.USE, draft.id, at))
        for n, at in enumerate(places, start=1)
    )
