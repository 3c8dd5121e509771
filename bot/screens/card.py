"""One mention as a card: what was said, where, by whom, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.screens import verdict
from bot.screens.correction import wrong_button
from bot.screens.dates import moment_name, published
from bot.screens.markup import Quote, fit, inline, web_link
from bot.screens.message import Action, Button, Verb
from bot.screens.words import STATUSES, URGENCIES, stars
from monitor.mention import Mention, State, Status
from monitor.verdict import Sentiment, Urgency

BY = "{author}, {date}"
NO_NAME = "No name given"
ABOUT = "About: {about}"
NO_WORDS = "Stars only, no words."
NOT_KEPT = "The site's terms do not let goodword keep words. The link shows what there is."
TRANSLATION = "The site translates it so:"
SHORTENED = "The site shows only the beginning of this text."
UNVERIFIED = "(unverified e-mail) Anyone could have sent it. Look at the site before you answer."
YOU_ANSWERED = "Your answer there:"
SNOOZED_UNTIL = "Snoozed until {when}."

DRAFT, OPEN = "Draft a reply", "Open"
HANDLED, REOPEN = "Handled", "Put back in the inbox"
SNOOZE_ONE, SNOOZE_THREE = "Snooze 1 day", "Snooze 3 days"
NOT_ABOUT_US = "Not about us"


@dataclass(frozen=True, slots=True)
class Card:
    """A mention, what its source is called, and the time and zone to tell dates by."""

    mention: Mention
    source: str
    zone: ZoneInfo
    now: datetime

    def markup(self, headline: str, *notes: str, quotes: Sequence[str | Quote] = ()) -> str:
        """The whole card under ``headline``. ``quotes`` take the place of the text itself."""
        item = self.mention.item
        said: Sequence[str | Quote] = quotes or (Quote(item.text, item.title),)
        parts: list[str | Quote] = [
            urgency_line(self.mention),
            f"<b>{headline}</b> {stars(item.rating)}".rstrip(),
            where_line(self.mention, self.source),
            BY.format(
                author=inline(item.author.name, 80) or NO_NAME,
                date=published(item, self.zone, self.now),
            ),
            ABOUT.format(about=inline(item.about, 120)) if item.about else "",
            *said,
            "" if item.words.strip() else NOT_KEPT if item.truncated else NO_WORDS,
            SHORTENED if item.truncated and item.words.strip() else "",
        ]
        if item.translation is not None:
            parts += [TRANSLATION, Quote(item.translation.text)]
        parts += verdict.said(self.mention.verdict)
        parts += [why_read(self.mention) if unsure(self.mention) else ""]
        parts += [UNVERIFIED if item.unverified else "", *notes]
        return fit(parts)

    def status_line(self) -> str:
        """What the owner did about it so far."""
        until = self.mention.snoozed_until
        if self.mention.status is Status.SNOOZED and until is not None:
            return SNOOZED_UNTIL.format(when=moment_name(until, self.zone, self.now))
        return f"<i>{STATUSES[self.mention.status]}</i>"


def urgency_line(mention: Mention) -> str:
    """The line that comes before everything else, or nothing."""
    urgency = mention.verdict.urgency
    return "" if urgency is Urgency.NONE else f"⚠️ <b>{URGENCIES[urgency]}</b>"


def where_line(mention: Mention, source: str) -> str:
    """Source and branch."""
    names = (inline(source, 60), inline(mention.place, 60))
    return ", ".join(name for name in names if name)


def why_read(mention: Mention) -> str:
    """How goodword read it and why, where it says so and not the owner."""
    said_so = mention.correction is not None and mention.correction.sentiment is not None
    return "" if said_so else verdict.why(mention.verdict)


def unsure(mention: Mention) -> bool:
    """Whether it was read as mixed, or not understood."""
    return mention.verdict.sentiment in (Sentiment.MIXED, Sentiment.UNKNOWN)


def open_button(mention: Mention, label: str = OPEN) -> tuple[Button, ...]:
    """The way to the place where it stands, if that address can be opened."""
    link = web_link(mention.item.url)
    return (Button(label, url=link),) if link else ()


def card_buttons(mention: Mention) -> tuple[tuple[Button, ...], ...]:
    """What can be done about ``mention`` as it stands."""
    number, version = mention.number, mention.versions
    link = open_button(mention)
    if mention.status in (Status.HANDLED, Status.NOT_ABOUT_US):
        return ((Button(REOPEN, Action(Verb.REOPEN, number)), *link), *wrong_button(mention))
    handled = Button(HANDLED, Action(Verb.HANDLED, number, version))
    if mention.item.state is State.REMOVED:
        return ((handled,),)
    return (
        (Button(DRAFT, Action(Verb.DRAFT, number, version)), *link),
        (handled, Button(NOT_ABOUT_US, Action(Verb.NOT_ABOUT_US, number))),
        (
            Button(SNOOZE_ONE, Action(Verb.SNOOZE, number, 1)),
            Button(SNOOZE_THREE, Action(Verb.SNOOZE, number, 3)),
        ),
        *wrong_button(mention),
    )
