"""What goodword says unasked: a new, changed or removed mention, a source that fails or heals.

What becomes of answers is told by ``reply_alert``, of promises by ``promise``."""

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
from monitor.draft import DraftState
from monitor.health import Health
from monitor.mention import Kind, Mention
from monitor.posting import PostingState
from monitor.reply.notes import to_find_out
from monitor.store import Store

NEW = {Kind.REVIEW: "New review #{number}", Kind.MENTION: "You are mentioned #{number}"}
EDITED = {Kind.REVIEW: "Review #{number} was changed", Kind.MENTION: "#{number} was changed"}
REMOVED = {Kind.REVIEW: "Review #{number} is gone", Kind.MENTION: "#{number} is gone"}
REMINDER = {
    Kind.REVIEW: "You put review #{number} off until now",
    Kind.MENTION: "You put #{number} off until now",
}
BEFORE = "Before: {stars}"
AFTER = "Now: {stars}"
STILL_FITS = "Your answer there was given to the words before. Does it still fit?"
GONE = "It is no longer shown there, and no longer counts. goodword keeps the text for you."
SICK = "⚠️ <b>{source} cannot be read</b>"
NEVER_READ = "goodword has not been able to read it yet."
LAST_READ = "Last read: {when}. goodword keeps trying."
TO_DO = "What to do: {hint}"
WELL = "✅ <b>{source} can be read again</b>"
QUIET = "💤 <b>Nothing new from {source} for a long time</b>"
HEARD = "The last thing came {when}; it used to bring more."
NEVER_HEARD = "It has brought nothing since goodword began to read it."
LOOK = "It can be read, so perhaps all is well. Open it once to see that the address is right."
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
        answered = still_fits(mention, store)
        html = card.markup(headline, answered, quotes=before_and_after(mention, store))
    elif kind is AlertKind.REMOVED:
        html = card.markup(REMOVED[about].format(number=number), GONE)
    elif kind is AlertKind.REMINDER:
        html = card.markup(REMINDER[about].format(number=number))
    else:
        grave = to_find_out(mention.verdict.urgency.value)
        html = card.markup(NEW[about].format(number=number), inline(grave, 300))
    return Message(html, card_buttons(mention))


def still_fits(mention: Mention, store: Store) -> str:
    """A hint where an answer of the shop's stands under words that have changed; or nothing."""
    if mention.item.reply is not None:
        return STILL_FITS
    posting = store.replies.latest(mention.number)
    if posting is None or posting.state is not PostingState.OUTDATED:
        return ""
    draft = store.drafts.get(posting.draft)
    # One by hand has no id of the site's, but its draft has done its work.
    by_hand = draft is not None and draft.state is DraftState.POSTED
    return STILL_FITS if by_hand or posting.site_id is not None else ""


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


def quiet(health: Health, config: Config, now: datetime) -> Message:
    """A source that works has brought nothing for longer than is usual for it."""
    heard = health.newest_at
    lines = (
        QUIET.format(source=inline(health.title, 60)),
        HEARD.format(when=moment_name(heard, config.shop.zone, now)) if heard else NEVER_HEARD,
        LOOK,
    )
    return Message("\n".join(lines), ((Button(SOURCES, Action(Verb.SOURCES)),),), silent=True)
