"""What goodword says unasked: a new, changed or removed mention, a source that fails or heals."""

from __future__ import annotations

from datetime import datetime

from bot.screens.card import card_buttons
from bot.screens.dates import moment_name
from bot.screens.markup import Quote, inline
from bot.screens.mention import mention_card
from bot.screens.message import Action, Button, Message, Verb
from bot.screens.titles import source_titles
from bot.screens.words import stars
from monitor.alert import AlertKind
from monitor.config import Config
from monitor.health import Health
from monitor.mention import Kind, Mention
from monitor.store import Store

NEW = {Kind.REVIEW: "New review #{number}", Kind.MENTION: "You are mentioned #{number}"}
EDITED = {Kind.REVIEW: "Review #{number} was changed", Kind.MENTION: "#{number} was changed"}
REMOVED = {Kind.REVIEW: "Review #{number} is gone", Kind.MENTION: "#{number} is gone"}
BEFORE = "Before: {stars}"
AFTER = "Now: {stars}"
GONE = "It is no longer shown there, and no longer counts. goodword keeps the text for you."
SICK = "⚠️ <b>{source} cannot be read</b>"
NEVER_READ = "goodword has not been able to read it yet."
LAST_READ = "Last read: {when}. goodword keeps trying."
TO_DO = "What to do: {hint}"
WELL = "✅ <b>{source} can be read again</b>"
GOES_ON = "Nothing to do. What was written meanwhile comes as usual."
CHECK, SOURCES = "Check now", "All sources"


def mention_alert(
    kind: AlertKind, mention: Mention, store: Store, config: Config, now: datetime
) -> Message:
    """The card of ``mention`` under a headline that says what has happened to it."""
    source = source_titles(store).get(mention.source, mention.source)
    card = mention_card(mention, source, config, now)
    about, number = mention.item.kind, mention.number
    if kind is AlertKind.EDITED:
        headline = EDITED[about].format(number=number)
        html = card.markup(headline, quotes=before_and_after(mention, store))
    elif kind is AlertKind.REMOVED:
        html = card.markup(REMOVED[about].format(number=number), GONE)
    else:
        html = card.markup(NEW[about].format(number=number))
    return Message(html, card_buttons(mention))


def before_and_after(mention: Mention, store: Store) -> list[str | Quote]:
    """The wording before the last edit, and the wording now."""
    item = mention.item
    now: list[str | Quote] = [
        AFTER.format(stars=stars(item.rating)).strip(),
        Quote(item.text, item.title),
    ]
    earlier = store.mentions.versions(mention.number)
    if not earlier:
        return now[1:]
    last = max(earlier, key=lambda version: version.version)
    before = BEFORE.format(stars=stars(last.rating)).strip()
    return [before, Quote(last.text, last.title), *now]


def sick(health: Health, config: Config, now: datetime) -> Message:
    """A source has failed several times: what is wrong, and what the owner can do."""
    read = health.succeeded_at
    lines = [
        SICK.format(source=inline(health.title, 60)),
        inline(health.error_text, 300),
        TO_DO.format(hint=inline(health.hint, 300)) if health.hint else "",
        LAST_READ.format(when=moment_name(read, config.shop.zone, now)) if read else NEVER_READ,
    ]
    buttons = (Button(CHECK, Action(Verb.CHECK_NOW)), Button(SOURCES, Action(Verb.SOURCES)))
    return Message("\n".join(filter(None, lines)), (buttons,))


def well(health: Health) -> Message:
    """A source that had failed works again."""
    html = "\n".join((WELL.format(source=inline(health.title, 60)), GOES_ON))
    return Message(html, silent=True)
