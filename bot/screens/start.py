"""The welcome: what goodword does, and how things stand."""

from __future__ import annotations

from datetime import datetime

from bot.screens.markup import inline
from bot.screens.message import Action, Button, Message, Verb
from bot.screens.words import counted
from monitor.config import Config
from monitor.mention import Status
from monitor.store import Store
from monitor.store.rows import Filter

WELCOME = """<b>This is goodword, for {shop}.</b>

When somebody writes about you, I tell you here: what they say, and what hurt. I can draft a calm \
reply and check yours; nothing is ever posted without your word. What you promise, I remember."""
NOWHERE = "I look nowhere yet: /sources says what to do."
LOOKING_ONE = "I look at {n} place."
LOOKING_MANY = "I look at {n} places."
NONE_WAIT = "Nothing waits for an answer."
WAITS_ONE = "{n} waits for an answer."
WAITS_MANY = "{n} wait for an answer."
MORE = "/help shows what you can ask me."
INBOX, WEEK = "Inbox", "The week"


def start_screen(store: Store, config: Config, now: datetime) -> Message:
    """What goodword is for, where it looks, how many wait."""
    del now
    places = len(store.health.all())
    waiting = store.mentions.count(Filter(status=Status.OPEN, unanswered=True))
    standing = [
        counted(places, LOOKING_ONE, LOOKING_MANY) if places else NOWHERE,
        counted(waiting, WAITS_ONE, WAITS_MANY) if waiting else NONE_WAIT,
        MORE,
    ]
    html = "\n\n".join((WELCOME.format(shop=inline(config.shop.name, 60)), "\n".join(standing)))
    row = (Button(INBOX, Action(Verb.INBOX)), Button(WEEK, Action(Verb.WEEK)))
    return Message(html, (row,))
