"""A draft reply: to read, to change, to copy, to approve, and to post where goodword can.

Nothing is ever posted without the owner's press on that very text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.screens.card import open_button
from bot.screens.dates import moment_name
from bot.screens.findings import finding_lines, good_line, use_buttons
from bot.screens.happened import told_line
from bot.screens.markup import TEXT_LIMIT, block, inline, shown_units
from bot.screens.message import Action, Button, Message, Verb
from bot.screens.promise import promised_line
from bot.screens.words import counted
from monitor.draft import Draft, DraftState, Route, Severity
from monitor.facts import NO_FACTS, Facts
from monitor.mention import Mention, OwnerReply
from monitor.posting import (
    STANDS,
    UNDER_WAY,
    Posting,
    PostingState,
    can_come_down,
    limit_passed,
)
from monitor.source import ReplyRules

HEADINGS = {
    Route.DRAFT: "<b>Draft reply to #{number}</b>",
    Route.HOLD: "⚠️ <b>Careful: draft reply to #{number}</b>",
    Route.FLAG: "<b>#{number}: better reported than answered</b>",
}
OWN = "<b>Your own words for #{number}</b>"
BY_MODEL = "<b>Draft reply to #{number}, worded by your language model</b>"
READ_IT = "🤖 goodword has checked it, but a model can be wrong: read every word before you use it."
NEVER_POSTED = "goodword posts nothing. Approve it, then copy it and post it yourself."
ONLY_WHEN_ASKED = "goodword posts nothing without your word. Approve it, then choose who posts it."

APPROVED = "<b>Approved reply to #{number}</b>"
COPY = "Copy the text, change it as you like, and post it where the review stands."
THEN = "Then press “I have posted it”."
WHO_POSTS = "Let goodword post it on {site}, or copy it and post it yourself."
TOO_LONG = "{why} Take a shorter one, or shorten it and post it yourself."
ON_ITS_WAY = "It is on its way to {site}. You hear when it stands there."
CAN_STOP = "Until then “Dismiss” stops it."
DID_NOT_GET_THROUGH = "It did not get through: {why}"
STANDS_ALREADY = "<b>An answer stands there already.</b> Shall this one take its place?"
STANDING = "What stands there:"
NEW_ONE = "The new one:"
POSTED = "✅ You have answered #{number}. Thank you for taking the time."
LOOKED_OUT_FOR = "Once {site} shows it to goodword, you hear that it stands."
COMING_DOWN = "It is being taken down from {site}. You hear when it is gone."
TAKEN_DOWN = "Your answer to #{number} was taken down."
DISCARDED = "The draft for #{number} is dismissed."
DISCARDED_STAYS = "The review stays in your inbox."
COOLS = "It rests until {when}. {left}"
LEFT_ONE, LEFT_MANY = "One more minute.", "{n} more minutes."
WHY_WAIT = (
    "Everybody who looks for you will read this answer. What stings now looks smaller after "
    "a short walk, and a calm answer is the one that wins them. I tell you when it is time."
)
RESTED = "☕ <b>Your reply to #{number} has rested.</b> Read it once more; then it is ready."

APPROVE, APPROVE_ANYWAY = "Approve", "Approve anyway"
EDIT, SHORTER, WARMER, ANOTHER = "Edit", "Shorter", "Warmer", "Another"
ASK_MODEL, ASK_AGAIN = "Ask the language model", "Ask the language model again"
WHAT_HAPPENED, DISCARD, HAVE_POSTED = "What happened?", "Dismiss", "I have posted it"
POST, POST_AGAIN, POST_ANYWAY = "Post it for me", "Try again", "Post it now anyway"
NOT_WAIT = "I will not wait"
REPLACE, LEAVE, TAKE_DOWN = "Replace it", "Leave it as it is", "Take it down"
SHOW, DRAFT_AGAIN, OPEN_PAGE = "Show the review", "Draft again", "Open the page"
ANSWER_THERE = "Answer there"

QUOTED = 1200


REPLACING = 1
"""``Action.extra`` of POST when the owner agrees that an earlier answer is replaced."""


@dataclass(frozen=True, slots=True)
class Way:
    """What a draft's screen must know beside it.

    ``rules`` None means that an answer gets to ``site`` by the owner's own hand alone;
    ``posting`` is the newest answer that goodword was asked to post to this mention. ``facts``
    is what the owner told, ``asks``: whether there is something to tell. ``answer_at`` is the
    page on which owners answer, where it is not the review's own; ``find_out`` what to learn
    before a grave matter is answered. ``model``: a language model may be asked about it. ``said``
    is a plain line to show above the draft this once.
    """

    now: datetime
    zone: ZoneInfo
    site: str = ""
    rules: ReplyRules | None = None
    posting: Posting | None = None
    facts: Facts = NO_FACTS
    asks: bool = False
    answer_at: str | None = None
    find_out: str | None = None
    model: bool = False
    said: str = ""

    def posting_of(self, draft: Draft) -> Posting | None:
        """What became of ``draft`` so far, if goodword was asked to post it."""
        mine = self.posting is not None and self.posting.draft == draft.id
        return self.posting if mine else None


def draft_screen(draft: Draft, mention: Mention, way: Way) -> Message:
    """``draft`` as it stands: to be judged, resting, to be posted, posted or dismissed."""
    if draft.state is DraftState.PROPOSED:
        return _proposed(draft, mention, way)
    if draft.state is DraftState.APPROVED:
        return _approved(draft, mention, way)
    show = Button(SHOW, Action(Verb.SHOW, mention.number))
    if draft.state is DraftState.POSTED:
        return _posted(draft, mention, way, show)
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


def rested_screen(draft: Draft, mention: Mention, way: Way) -> Message:
    """An approved draft has cooled off."""
    message = _approved(draft, mention, way)
    rested = RESTED.format(number=draft.mention)
    return Message(
        message.html.replace(APPROVED.format(number=draft.mention), rested, 1), message.buttons
    )


def _proposed(draft: Draft, mention: Mention, way: Way) -> Message:
    proposal = draft.proposal
    heading = OWN if draft.own else BY_MODEL if proposal.by_model else HEADINGS[proposal.route]
    heading = heading.format(number=draft.mention)
    notes = [
        READ_IT if proposal.by_model else "",
        inline(proposal.note, 500),
        inline(way.find_out, 300),
        told_line(way.facts),
        *finding_lines(proposal.text, proposal.findings),
        good_line(proposal, mention) if draft.own else "",
        promised_line(proposal, way.now.astimezone(way.zone).date()),
        NEVER_POSTED if way.rules is None else ONLY_WHEN_ASKED,
    ]
    html = _around(proposal.text, [heading, inline(way.said, 400)], notes)
    blocked = any(finding.severity is Severity.BLOCK for finding in proposal.findings)
    approve = APPROVE_ANYWAY if blocked or proposal.route is not Route.DRAFT else APPROVE
    rows = (
        use_buttons(draft),
        (Button(approve, Action(Verb.APPROVE, draft.id)), _edit(draft)),
        (
            Button(SHORTER, Action(Verb.SHORTER, draft.id)),
            Button(WARMER, Action(Verb.WARMER, draft.id)),
            Button(ANOTHER, Action(Verb.REDRAFT, draft.id)),
        ),
        _ask_model(draft, way),
        (*_what_happened(mention, way), Button(DISCARD, Action(Verb.DISCARD, draft.id))),
    )
    return Message(html, tuple(filter(None, rows)))


def _approved(draft: Draft, mention: Mention, way: Way) -> Message:
    heading = APPROVED.format(number=draft.mention)
    posting = way.posting_of(draft)
    others = (
        _edit(draft),
        Button(ANOTHER, Action(Verb.REDRAFT, draft.id)),
        Button(DISCARD, Action(Verb.DISCARD, draft.id)),
    )
    if posting is not None and posting.state in UNDER_WAY:
        lines = [heading, ON_ITS_WAY.format(site=inline(way.site, 60)), CAN_STOP]
        return Message(_around(draft.proposal.text, lines, []), (others,))
    if draft.cooling(way.now):
        return _resting(draft, way, heading, others)
    by_hand = (*_pages(mention, way), Button(HAVE_POSTED, Action(Verb.POSTED, draft.id)))
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


def _resting(draft: Draft, way: Way, heading: str, others: tuple[Button, ...]) -> Message:
    """Why a short wait helps, and the way round it."""
    ready = draft.ready_at or way.now
    left = counted(max(1, -int((way.now - ready).total_seconds() // 60)), LEFT_ONE, LEFT_MANY)
    when = moment_name(ready, way.zone, way.now)
    lines = [heading, COOLS.format(when=when, left=left)]
    label = NOT_WAIT if way.rules is None else POST_ANYWAY
    hurry = Button(label, Action(Verb.HURRY, draft.id))
    return Message(_around(draft.proposal.text, lines, [WHY_WAIT]), ((hurry,), others))


def _posted(draft: Draft, mention: Mention, way: Way, show: Button) -> Message:
    posting = way.posting_of(draft)
    if posting is not None and posting.state is PostingState.WITHDRAWN:
        again = Button(DRAFT_AGAIN, Action(Verb.DRAFT, mention.number, mention.versions))
        return Message(TAKEN_DOWN.format(number=mention.number), ((again, show),))
    lines = [POSTED.format(number=mention.number)]
    if posting is not None and posting.state is PostingState.BY_HAND and way.site:
        lines.append(LOOKED_OUT_FOR.format(site=inline(way.site, 60)))
    if posting is not None and posting.state is PostingState.WITHDRAWING:
        lines.append(COMING_DOWN.format(site=inline(way.site, 60)))
    return Message("\n".join(lines), ((show, *down_button(posting, mention, way.rules)),))


def down_button(
    posting: Posting | None, mention: Mention, rules: ReplyRules | None
) -> tuple[Button, ...]:
    """The way to take an answer down, where its site allows that."""
    if posting is None or rules is None or not rules.delete:
        return ()
    possible = can_come_down(posting, mention.item.reply)
    return (Button(TAKE_DOWN, Action(Verb.WITHDRAW, posting.id)),) if possible else ()


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


def _pages(mention: Mention, way: Way) -> tuple[Button, ...]:
    """Where the review stands, and where owners sign in to answer it."""
    own = (Button(ANSWER_THERE, url=way.answer_at),) if way.answer_at is not None else ()
    return (*open_button(mention, OPEN_PAGE), *own)


def _edit(draft: Draft) -> Button:
    return Button(EDIT, Action(Verb.EDIT, draft.id))


def _ask_model(draft: Draft, way: Way) -> tuple[Button, ...]:
    label = ASK_AGAIN if draft.proposal.by_model else ASK_MODEL
    offered = way.model and draft.proposal.route is Route.DRAFT
    return (Button(label, Action(Verb.ASK_MODEL, draft.id)),) if offered else ()


def _what_happened(mention: Mention, way: Way) -> tuple[Button, ...]:
    ask = Action(Verb.WHAT_HAPPENED, mention.number, mention.versions)
    return (Button(WHAT_HAPPENED, ask),) if way.asks else ()


def _around(text: str, before: Sequence[str], after: Sequence[str]) -> str:
    """The draft's text, ready to be copied, between what is said before and after it."""
    above, below = ("\n".join(filter(None, lines)) for lines in (before, after))
    room = TEXT_LIMIT - shown_units(f"{above}\n\n{below}")
    return f"{above}\n<pre>{block(text, room)}</pre>\n{below}"
