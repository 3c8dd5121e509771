"""What was ever said with these words in it."""

from __future__ import annotations

from datetime import datetime

from bot.screens.dates import published
from bot.screens.line import mention_line, show_buttons
from bot.screens.markup import inline
from bot.screens.message import Message
from monitor.config import Config
from monitor.store import Store

NO_WORDS = "What shall I look for? Write it like this: /search cold coffee"
NOTHING = "Nothing found for {words}. Try fewer words, or only the beginning of one."
FOUND = "<b>Found {n} for {words}</b>"
FIRST = "<b>The first {n} for {words}</b>"
SHOWN = 8


def search_screen(store: Store, config: Config, now: datetime, words: str) -> Message:
    """The mentions that hold ``words``, best first."""
    asked = inline(words, 80)
    if not asked:
        return Message(NO_WORDS)
    found = store.mentions.search(words, limit=SHOWN + 1)
    if not found:
        return Message(NOTHING.format(words=asked))
    shown = found[:SHOWN]
    heading = (FIRST if len(found) > SHOWN else FOUND).format(n=len(shown), words=asked)
    lines = [mention_line(each, published(each.item, config.shop.zone, now)) for each in shown]
    return Message("\n\n".join([heading, *lines]), tuple(show_buttons(shown)))
