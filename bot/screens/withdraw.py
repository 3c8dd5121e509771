"""Taking an answer of the shop's down: asked twice, for others may have read it."""

from __future__ import annotations

from bot.screens.markup import block, inline
from bot.screens.message import Action, Button, Message, Verb
from monitor.posting import Posting

SURE = "<b>Take your answer to #{number} down from {site}?</b>"
MEANS = "The review stays as it is, and stands without an answer. You can write a new one."
COMING = "Your answer to #{number} is being taken down from {site}. You hear when it is gone."
YES, NO = "Yes, take it down", "Leave it there"
SHOW = "Show the review"
_SHOWN = 1500


def withdraw_screen(posting: Posting, site: str, sure: int) -> Message:
    """Ask whether the owner is sure; ``sure`` is what the answer "yes" carries."""
    html = "\n".join(
        (
            SURE.format(number=posting.mention, site=inline(site, 60)),
            f"<blockquote>{block(posting.text, _SHOWN)}</blockquote>",
            MEANS,
        )
    )
    yes = Button(YES, Action(Verb.WITHDRAW, posting.id, sure))
    return Message(html, ((yes, Button(NO, Action(Verb.SHOW, posting.mention))),))


def coming_down_screen(posting: Posting, site: str) -> Message:
    """The collector has been asked."""
    html = COMING.format(number=posting.mention, site=inline(site, 60))
    return Message(html, ((Button(SHOW, Action(Verb.SHOW, posting.mention)),),))
