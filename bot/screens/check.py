"""Asking the collector to look now. The wish is a row in the store; nothing is fetched here."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.screens.markup import escape, inline
from bot.screens.message import Action, Button, Message, Verb
from bot.screens.words import counted
from monitor.config import Config
from monitor.health import Health
from monitor.store import Store

ASKED_ONE = "goodword looks at {n} place now."
ASKED_MANY = "goodword looks at {n} places now."
ASKED_FOR = "goodword looks at {title} now."
RESULT = "Whatever is new comes here within a few minutes. /sources shows how it went."
NOT_RUNNING = (
    "But nothing has been looked at for more than a day. "
    "Is <code>goodword run</code> still running on your computer?"
)
NO_SOURCE = "There is no source called {name}. /sources lists them all."
WHICH = "More than one is called {name}. Which one? {ways}"
WAY = "<code>/check {name}</code>"
NOWHERE = "There is no source yet, so there is nothing to check. /sources says what to do."
SOURCES = "Sources"

SILENCE = timedelta(days=1)
WAYS_SHOWN = 10


def check_screen(store: Store, config: Config, now: datetime, name: str = "") -> Message:
    """Ask for a check of all sources, or of the one called ``name``; say when to expect news."""
    del config
    sources = store.health.all()
    if not sources:
        return Message(NOWHERE)
    called = _called(name, sources) if name.strip() else []
    if name.strip() and len(called) != 1:
        ways = " ".join(WAY.format(name=escape(each.name[:60])) for each in called[:WAYS_SHOWN])
        says = WHICH if called else NO_SOURCE
        return Message(says.format(name=inline(name, 60), ways=ways))
    chosen = called[0] if called else None
    asked = store.health.request_check(now, chosen.name if chosen is not None else None)
    if chosen is not None:
        answer = ASKED_FOR.format(title=inline(chosen.title, 60))
    else:
        answer = counted(asked, ASKED_ONE, ASKED_MANY)
    tried = max((each.tried_at for each in sources if each.tried_at is not None), default=None)
    asleep = tried is None or now - tried > SILENCE
    lines = [answer, RESULT, NOT_RUNNING if asleep and tried is not None else ""]
    return Message("\n".join(filter(None, lines)), ((Button(SOURCES, Action(Verb.SOURCES)),),))


def _called(name: str, sources: list[Health]) -> list[Health]:
    """The sources whose name or title is ``name``; those that begin so where none is."""
    asked = name.strip().casefold()
    for same in (str.__eq__, str.startswith):
        found = [
            source
            for source in sources
            if same(source.name.casefold(), asked) or same(source.title.casefold(), asked)
        ]
        if found:
            return found
    return []
