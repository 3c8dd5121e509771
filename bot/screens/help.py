"""What the owner can ask for."""

from __future__ import annotations

from bot.screens.message import Message

HELP = """<b>What you can ask me</b>

/inbox: what waits for an answer
/week: the last seven days, with a chart
/search and some words: what was ever said about it
/promises: what your answers have promised, and by when
/facts: what your replies may say: opening hours, what you offer, what you have put right
/sources: where I look, and whether it works
/check: look everywhere now

Under each review you can ask for a draft reply, call it handled, put it off, or tell me that \
it is not about you.

I never publish anything without your word. You copy a reply and post it yourself, or where the \
site allows it you let me post that very text."""


def help_screen() -> Message:
    """All commands, and the one promise."""
    return Message(HELP)
