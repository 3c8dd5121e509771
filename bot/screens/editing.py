"""Asking for the owner's own words."""

from __future__ import annotations

from bot.screens.markup import block
from bot.screens.message import Action, Button, Message, Verb
from monitor.draft import Draft

ASK = "<b>Send me the reply to #{number} as you want it</b>, the whole text in one message."
HINT = "Tap the text below to copy it, change it, and send it. I check it and show it again."
LOST = "That draft is no longer there. Ask for a new one under the review; here are your words:"
CLOSED = "All right, nothing was changed."
LEAVE = "Leave it as it is"
_ROOM = 3500


def edit_screen(draft: Draft) -> Message:
    """Ask for the new text, with the present one to copy."""
    lines = (
        ASK.format(number=draft.mention),
        HINT,
        f"<pre>{block(draft.proposal.text, _ROOM)}</pre>",
    )
    return Message("\n".join(lines), ((Button(LEAVE, Action(Verb.NEVER_MIND)),),))


def lost_screen(text: str) -> Message:
    """The draft was gone when the words came: they are given back."""
    return Message(f"{LOST}\n<pre>{block(text, _ROOM)}</pre>")
