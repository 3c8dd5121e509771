"""What became of an answer: it stands, waits, failed, has rested, or was taken down."""

from __future__ import annotations

from collections.abc import Sequence

from bot.screens.card import open_button
from bot.screens.dates import day_name
from bot.screens.draft import (
    DRAFT_AGAIN,
    HAVE_POSTED,
    SHOW,
    TAKE_DOWN,
    Way,
    down_button,
    post_button,
    trouble,
)
from bot.screens.markup import block, inline
from bot.screens.message import Action, Button, Message, Verb
from bot.screens.promise import Step
from monitor.alert import AlertKind
from monitor.mention import Mention
from monitor.posting import Posting, PostingState
from monitor.promise import Promise

HEADLINES = {
    AlertKind.REPLY_PENDING: "<b>Your answer to #{number} waits for {site} to approve it</b>",
    AlertKind.REPLY_PUBLISHED: "✅ <b>Your answer to #{number} stands on {site}</b>",
    AlertKind.REPLY_REJECTED: "⚠️ <b>Your answer to #{number} does not stand on {site}</b>",
    AlertKind.REPLY_WITHDRAWN: "<b>Your answer to #{number} is taken down from {site}</b>",
    AlertKind.REPLY_STAYS: "⚠️ <b>Your answer to #{number} could not be taken down from {site}</b>",
}
STAYS_OPEN = "Nothing else was posted."
STILL_STANDS = "It still stands there: {why}"
PROMISED_ONE = "🤝 You have promised something in it:"
PROMISED_MANY = "🤝 You have promised {n} things in it:"
BY_WHEN = "By when will you do it?"
SET_DAY, REMINDED = "🤝 Choose a day", "🤝 By {day}"
ANSWER_SHOWN = 1500
PROMISES_SHOWN = 3


def reply_alert(
    kind: AlertKind, mention: Mention, posting: Posting, way: Way, promised: Sequence[Promise]
) -> Message:
    """What became of an answer that goodword was asked to post, or to take down."""
    headline = HEADLINES[kind].format(number=mention.number, site=inline(way.site, 60))
    text = f"<blockquote>{block(posting.text, ANSWER_SHOWN)}</blockquote>"
    show = Button(SHOW, Action(Verb.SHOW, mention.number))
    link = open_button(mention)
    if kind is AlertKind.REPLY_WITHDRAWN:
        again = Button(DRAFT_AGAIN, Action(Verb.DRAFT, mention.number, mention.versions))
        return Message(f"{headline}\n{text}", ((again, show),), silent=True)
    if kind is AlertKind.REPLY_STAYS:
        notes = (STILL_STANDS.format(why=inline(posting.reason, 300)), inline(posting.hint, 300))
        retry = Button(TAKE_DOWN, Action(Verb.WITHDRAW, posting.id))
        return Message("\n".join((headline, text, *notes)), ((retry, show), *_row(link)))
    if kind is AlertKind.REPLY_REJECTED:
        html = "\n".join(filter(None, (headline, text, trouble(posting), STAYS_OPEN)))
        return Message(html, _after_failure(posting, mention, show, link))
    notes = (inline(posting.reason, 300), promise_lines(promised))
    html = "\n".join(filter(None, (headline, text, *notes)))
    down = down_button(posting, mention, way.rules)
    rows = (*promise_rows(promised), (show, *link), *_row(down))
    return Message(html, rows, silent=not any(each.due is None for each in promised))


def promise_lines(promised: Sequence[Promise]) -> str:
    """What was promised, and the question where no day was named; empty without promises."""
    if not promised:
        return ""
    heading = PROMISED_ONE if len(promised) == 1 else PROMISED_MANY.format(n=len(promised))
    quotes = [f"“{inline(each.text, 200)}”" for each in promised[:PROMISES_SHOWN]]
    undated = any(each.due is None for each in promised[:PROMISES_SHOWN])
    return "\n".join((heading, *quotes, *((BY_WHEN,) if undated else ())))


def promise_rows(promised: Sequence[Promise]) -> tuple[tuple[Button, ...], ...]:
    """A button for each: to set its day, to say that it is none."""
    shown = promised[:PROMISES_SHOWN]
    return tuple(
        (
            Button(
                SET_DAY if each.due is None else REMINDED.format(day=day_name(each.due)),
                Action(Verb.PROMISE, each.id, Step.SHOW),
            ),
        )
        for each in shown
    )


def _after_failure(
    posting: Posting, mention: Mention, show: Button, link: tuple[Button, ...]
) -> tuple[tuple[Button, ...], ...]:
    if posting.state is PostingState.FAILED:
        by_hand = Button(HAVE_POSTED, Action(Verb.POSTED, posting.draft))
        return ((post_button(posting.draft, posting), by_hand), (show, *link))
    again = Button(DRAFT_AGAIN, Action(Verb.DRAFT, mention.number, mention.versions))
    return ((again, show), *_row(link))


def _row(buttons: tuple[Button, ...]) -> tuple[tuple[Button, ...], ...]:
    return (buttons,) if buttons else ()
