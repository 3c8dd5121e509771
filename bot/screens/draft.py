"""A draft reply: to read, to copy, to approve. goodword itself posts nothing."""

from __future__ import annotations

from collections.abc import Sequence

from bot.screens.card import open_button
from bot.screens.markup import TEXT_LIMIT, block, inline, shown_units
from bot.screens.message import Action, Button, Message, Verb
from monitor.draft import Draft, DraftState, Finding, Route, Severity
from monitor.mention import Mention

HEADINGS = {
    Route.DRAFT: "<b>Draft reply to #{number}</b>",
    Route.HOLD: "⚠️ <b>Careful: draft reply to #{number}</b>",
    Route.FLAG: "<b>#{number}: better reported than answered</b>",
}
CHECKED = "Checked: nothing in it sounds defensive."
FINDINGS = "<b>Before you use it:</b>"
FINDING = "{mark} “{words}”: {why}"
INSTEAD = "➜ Better: {instead}"
MARKS = {Severity.BLOCK: "⛔", Severity.FIX: "✏️", Severity.WARN: "💡"}
AND_MORE = "and {n} smaller remarks"
NEVER_POSTED = "goodword posts nothing. Approve it, then copy it and post it yourself."

APPROVED = "<b>Approved reply to #{number}</b>"
COPY = "Copy the text, change it as you like, and post it where the review stands."
THEN = "Then press “I have posted it”."
POSTED = "✅ You have answered #{number}. Thank you for taking the time."
DISCARDED = "The draft for #{number} is thrown away."
DISCARDED_STAYS = "The review stays in your inbox."

APPROVE, APPROVE_ANYWAY = "Approve", "Approve anyway"
ANOTHER, DISCARD, HAVE_POSTED = "Another wording", "Throw away", "I have posted it"
SHOW, DRAFT_AGAIN, OPEN_PAGE = "Show the review", "Draft again", "Open the page"

FINDINGS_SHOWN = 4


def draft_screen(draft: Draft, mention: Mention) -> Message:
    """``draft`` as it stands: to be judged, to be posted, posted or thrown away."""
    if draft.state is DraftState.PROPOSED:
        return _proposed(draft)
    if draft.state is DraftState.APPROVED:
        return _approved(draft, mention)
    show = Button(SHOW, Action(Verb.SHOW, mention.number))
    if draft.state is DraftState.POSTED:
        return Message(POSTED.format(number=mention.number), ((show,),))
    again = Button(DRAFT_AGAIN, Action(Verb.DRAFT, mention.number, mention.versions))
    gone = DISCARDED.format(number=mention.number)
    return Message(f"{gone}\n{DISCARDED_STAYS}", ((again, show),))


def _proposed(draft: Draft) -> Message:
    proposal = draft.proposal
    note = inline(proposal.note, 500)
    html = _around(
        proposal.text,
        [HEADINGS[proposal.route].format(number=draft.mention)],
        [note, *finding_lines(proposal.text, proposal.findings), NEVER_POSTED],
    )
    blocked = any(finding.severity is Severity.BLOCK for finding in proposal.findings)
    approve = APPROVE_ANYWAY if blocked or proposal.route is not Route.DRAFT else APPROVE
    return Message(
        html,
        (
            (Button(approve, Action(Verb.APPROVE, draft.id)),),
            (
                Button(ANOTHER, Action(Verb.REDRAFT, draft.id)),
                Button(DISCARD, Action(Verb.DISCARD, draft.id)),
            ),
        ),
    )


def _approved(draft: Draft, mention: Mention) -> Message:
    heading = APPROVED.format(number=draft.mention)
    html = _around(draft.proposal.text, [heading, COPY], [THEN])
    posted = Button(HAVE_POSTED, Action(Verb.POSTED, draft.id))
    others = (
        Button(ANOTHER, Action(Verb.REDRAFT, draft.id)),
        Button(DISCARD, Action(Verb.DISCARD, draft.id)),
    )
    return Message(html, ((*open_button(mention, OPEN_PAGE), posted), others))


def finding_lines(text: str, findings: Sequence[Finding]) -> list[str]:
    """What the linter noticed in ``text``, gravest first, in plain words."""
    if not findings:
        return [CHECKED]
    order = list(MARKS)
    gravest = sorted(findings, key=lambda finding: order.index(finding.severity))
    lines = [FINDINGS]
    for finding in gravest[:FINDINGS_SHOWN]:
        words = inline(text[finding.start : finding.end], 80)
        why, mark = inline(finding.why, 200), MARKS[finding.severity]
        lines.append(FINDING.format(mark=mark, words=words, why=why) if words else f"{mark} {why}")
        if finding.instead:
            lines.append(INSTEAD.format(instead=inline(finding.instead, 200)))
    if len(gravest) > FINDINGS_SHOWN:
        lines.append(AND_MORE.format(n=len(gravest) - FINDINGS_SHOWN))
    return lines


def _around(text: str, before: Sequence[str], after: Sequence[str]) -> str:
    """The draft's text, ready to be copied, between what is said before and after it."""
    above, below = ("\n".join(filter(None, lines)) for lines in (before, after))
    room = TEXT_LIMIT - shown_units(f"{above}\n\n{below}")
    return f"{above}\n<pre>{block(text, room)}</pre>\n{below}"
