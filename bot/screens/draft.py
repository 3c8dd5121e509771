"""A draft reply: to read, to copy, to approve, and to post where goodword can.

Nothing is ever posted without the owner's press on that very text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.screens.card import open_button
from bot.screens.markup import TEXT_LIMIT, block, inline, shown_units
from bot.screens.message import Action, Button, Message, Verb
from monitor.draft import Draft, DraftState, Finding, Route, Severity
from monitor.mention import Mention, OwnerReply
from monitor.posting import STANDS, UNDER_WAY, Posting, limit_passed
from monitor.source import ReplyRules

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
ONLY_WHEN_ASKED = "goodword posts nothing without your word. Approve it, then choose who posts it."

APPROVED = "<b>Approved reply to #{number}</b>"
COPY = "Copy the text, change it as you like, and post it where the review stands."
THEN = "Then press “I have posted it”."
WHO_POSTS = "Let goodword post it on {site}, or copy it and post it yourself."
TOO_LONG = "{why} Take another wording, or shorten it and post it yourself."
ON_ITS_WAY = "It is on its way to {site}. You hear when it stands there."
CAN_STOP = "Until then “Throw away” stops it."
DID_NOT_GET_THROUGH = "It did not get through: {why}"
STANDS_ALREADY = "<b>An answer stands there already.</b> Shall this one take its place?"
STANDING = "What stands there:"
NEW_ONE = "The new one:"
POSTED = "✅ You have answered #{number}. Thank you for taking the time."
DISCARDED = "The draft for #{number} is thrown away."
DISCARDED_STAYS = "The review stays in your inbox."

APPROVE, APPROVE_ANYWAY = "Approve", "Approve anyway"
POST, POST_AGAIN = "Post it for me", "Try again"
REPLACE, LEAVE = "Replace it", "Leave it as it is"
ANOTHER, DISCARD, HAVE_POSTED = "Another wording", "Throw away", "I have posted it"
SHOW, DRAFT_AGAIN, OPEN_PAGE = "Show the review", "Draft again", "Open the page"

FINDINGS_SHOWN = 4
QUOTED = 1200


REPLACING = 1
"""``Action.extra`` of POST when the owner agrees that an earlier answer is replaced."""


@dataclass(frozen=True, slots=True)
class Way:
    """How an answer can get to its site: ``rules`` None means by the owner's own hand alone.

    ``posting`` is the newest answer that goodword was asked to post to this mention.
    """

    site: str = ""
    rules: ReplyRules | None = None
    posting: Posting | None = None

    def posting_of(self, draft: Draft) -> Posting | None:
        """What became of ``draft`` so far, if goodword was asked to post it."""
        mine = self.posting is not None and self.posting.draft == draft.id
        return self.posting if mine else None


BY_HAND = Way()


def draft_screen(draft: Draft, mention: Mention, way: Way = BY_HAND) -> Message:
    """``draft`` as it stands: to be judged, to be posted, posted or thrown away."""
    if draft.state is DraftState.PROPOSED:
        return _proposed(draft, way)
    if draft.state is DraftState.APPROVED:
        return _approved(draft, mention, way)
    show = Button(SHOW, Action(Verb.SHOW, mention.number))
    if draft.state is DraftState.POSTED:
        return Message(POSTED.format(number=mention.number), ((show,),))
    again = Button(DRAFT_AGAIN, Action(Verb.DRAFT, mention.number, mention.versions))
    gone = DISCARDED.format(number=mention.number)
    return Message(f"{gone}\n{DISCARDED_STAYS}", ((again, show),))


def replace_screen(draft: Draft, mention: Mention, reply: OwnerReply) -> Message:
    """Ask whether ``draft`` may take the place of the answer that stands there."""
    standing = f"{STANDING}\n<blockquote>{block(reply.text, QUOTED)}</blockquote>"
    html = _around(draft.proposal.text, [STANDS_ALREADY, standing, NEW_ONE], [])
    return Message(
        html,
        (
            (
                Button(REPLACE, Action(Verb.POST, draft.id, REPLACING)),
                Button(LEAVE, Action(Verb.SHOW, mention.number)),
            ),
        ),
    )


def _proposed(draft: Draft, way: Way) -> Message:
    proposal = draft.proposal
    note = inline(proposal.note, 500)
    promise = NEVER_POSTED if way.rules is None else ONLY_WHEN_ASKED
    html = _around(
        proposal.text,
        [HEADINGS[proposal.route].format(number=draft.mention)],
        [note, *finding_lines(proposal.text, proposal.findings), promise],
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


def _approved(draft: Draft, mention: Mention, way: Way) -> Message:
    heading = APPROVED.format(number=draft.mention)
    posting = way.posting_of(draft)
    others = (
        Button(ANOTHER, Action(Verb.REDRAFT, draft.id)),
        Button(DISCARD, Action(Verb.DISCARD, draft.id)),
    )
    if posting is not None and posting.state in UNDER_WAY:
        lines = [heading, ON_ITS_WAY.format(site=inline(way.site, 60)), CAN_STOP]
        return Message(_around(draft.proposal.text, lines, []), (others,))
    by_hand = (*open_button(mention, OPEN_PAGE), Button(HAVE_POSTED, Action(Verb.POSTED, draft.id)))
    if way.rules is None:
        return Message(_around(draft.proposal.text, [heading, COPY], [THEN]), (by_hand, others))
    too_long = limit_passed(draft.proposal.text, way.rules)
    if too_long is not None:
        said = TOO_LONG.format(why=inline(too_long, 200))
        html = _around(draft.proposal.text, [heading, said], [THEN])
        return Message(html, (by_hand, others))
    lines = [heading, trouble(posting), WHO_POSTS.format(site=inline(way.site, 60))]
    post = post_button(draft.id, posting)
    return Message(_around(draft.proposal.text, lines, [THEN]), ((post,), by_hand, others))


def trouble(posting: Posting | None) -> str:
    """Why an answer did not get through, and what the owner can do; empty if there is none."""
    if posting is None or posting.reason is None:
        return ""
    why = DID_NOT_GET_THROUGH.format(why=inline(posting.reason, 300))
    return " ".join(filter(None, (why, inline(posting.hint, 300))))


def post_button(draft: int, posting: Posting | None) -> Button:
    """The button that has it posted: for the first time, once more, or over another answer."""
    if posting is None:
        return Button(POST, Action(Verb.POST, draft))
    if posting.reason == STANDS:
        return Button(REPLACE, Action(Verb.POST, draft, REPLACING))
    return Button(POST_AGAIN, Action(Verb.POST, draft, int(posting.replace)))


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
