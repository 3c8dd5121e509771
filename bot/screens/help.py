"""What the owner can ask for."""

from __future__ import annotations

from bot.screens.message import Message

HELP = """<b>What you can ask me</b>

/inbox: what waits for an answer
/week: the last seven days, with a chart
/search and some words: what was ever said about it
/sources: where I look, and whether it works
/check: look everywhere now

Under each review you can ask for a draft reply, call it handled, put it off, or tell me that \
it is not about you.

I never publish anything. You copy a reply and post it yourself."""


def help_screen() -> Message:
    """All commands, and the one promise."""
    return Message(HELP)
