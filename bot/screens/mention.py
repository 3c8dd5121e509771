"""One mention in full: the text, its earlier wordings, and what has been done about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.screens.card import YOU_ANSWERED, Card, card_buttons, unsure, why_read
from bot.screens.correction import LAPSED, said
from bot.screens.dates import moment_name
from bot.screens.happened import told_line
from bot.screens.markup import Quote, inline
from bot.screens.message import Action, Button, Message, Verb
from bot.screens.titles import source_titles
from bot.screens.words import stars
from monitor.config import Config
from monitor.match import match
from monitor.mention import Kind, Mention, State, Version
from monitor.store import Store

HEADLINE = "#{number}"
UNKNOWN_NUMBER = "There is no #{number} in goodword. /inbox shows what waits for you."
EARLIER = "Earlier wording, seen {when}: {stars}"
ALSO_SEEN = "Also seen at: {places}"
STATES = {
    State.REMOVED: "It is no longer shown there, and no longer counts.",
    State.HIDDEN: "The site hides it from the public.",
    State.SPAM: "The site treats it as spam.",
    State.PENDING: "It waits for approval there; the public cannot see it yet.",
}
MATCHED = "Why it is here: {why}"
NO_LONGER_MATCHED = "By your query it would not be here any more: {why}"
VERSIONS_SHOWN = 3
PLACES_SHOWN = 5


def mention_screen(store: Store, config: Config, now: datetime, number: int) -> Message:
    """Everything about mention ``number``, or a polite line if there is none."""
    mention = store.mentions.get(number)
    if mention is None:
        return Message(UNKNOWN_NUMBER.format(number=number), inbox_row())
    titles = source_titles(store)
    card = mention_card(mention, titles.get(mention.source, mention.source), config, now)
    history = store.mentions.versions(number) if mention.versions > 1 else []
    reply = mention.item.reply
    quotes: list[str | Quote] = [Quote(mention.item.text, mention.item.title)]
    quotes += [] if reply is None else [YOU_ANSWERED, Quote(reply.text)]
    for version in sorted(history, key=lambda each: each.version)[-VERSIONS_SHOWN:]:
        quotes += version_quote(version, card)
    html = card.markup(
        HEADLINE.format(number=number),
        why_here(mention, config),
        also_seen(store, mention, titles),
        STATES.get(mention.item.state, ""),
        "" if unsure(mention) else why_read(mention),
        said(mention) or (LAPSED if store.corrections.lapsed(number) else ""),
        told_line(store.facts.of(number, mention.versions)),
        card.status_line(),
        quotes=quotes,
    )
    return Message(html, card_buttons(mention))


def mention_card(mention: Mention, source: str, config: Config, now: datetime) -> Card:
    """The card of ``mention`` in the shop's own zone."""
    return Card(mention, source, config.shop.zone, now)


def version_quote(version: Version, card: Card) -> list[str | Quote]:
    """An earlier wording under a line that says when it was seen, and with which stars."""
    when = moment_name(version.seen_at, card.zone, card.now)
    heading = EARLIER.format(when=when, stars=stars(version.rating)).strip()
    return [heading, Quote(version.text, version.title)]


def why_here(mention: Mention, config: Config) -> str:
    """Why a post counts as one about the shop; a review needs no reason."""
    if mention.item.kind is Kind.REVIEW:
        return ""
    found = match(mention.item, config.query)
    return (MATCHED if found.about_us else NO_LONGER_MATCHED).format(why=inline(found.why, 160))


def also_seen(store: Store, mention: Mention, titles: Mapping[str, str]) -> str:
    """The other sources that show the same review, or nothing."""
    names = {origin.source for origin in store.mentions.origins(mention.number)}
    others = [inline(titles.get(name, name), 60) for name in sorted(names - {mention.source})]
    return ALSO_SEEN.format(places=", ".join(others[:PLACES_SHOWN])) if others else ""


def inbox_row() -> tuple[tuple[Button, ...], ...]:
    """The one way on that is always right."""
    return ((Button("Inbox", Action(Verb.INBOX)),),)
