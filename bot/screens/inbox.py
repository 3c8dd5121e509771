"""What waits for an answer: first what must not wait, then what has waited longest."""

from __future__ import annotations

import heapq
from datetime import datetime, timedelta

from bot.screens.dates import age
from bot.screens.line import mention_line, show_buttons
from bot.screens.message import Action, Button, Message, Verb
from bot.screens.words import counted
from monitor.config import Config
from monitor.mention import Mention, Status
from monitor.store import Store
from monitor.store.rows import Filter
from monitor.verdict import Sentiment, Urgency

EMPTY = "Nothing waits for an answer. Well done."
SNOOZED_ONE = "{n} is snoozed and comes back by itself."
SNOOZED_MANY = "{n} are snoozed and come back by themselves."
WAITING_ONE = "<b>{n} waits for an answer</b>"
WAITING_MANY = "<b>{n} wait for an answer</b>"
PAGE_OF = "Page {page} of {pages}"
WAITS = "waits {age}"
PREVIOUS, NEXT = "◀ Previous", "Next ▶"

PAGE = 8
WAITING = Filter(status=Status.OPEN, unanswered=True)
LONG_AGO = timedelta(days=180)
"""An answer after half a year helps few; such mentions come after all others."""
IN_PLACE = 1
"""``number`` of an INBOX action that turns the page of the message it stands under."""


def inbox_screen(store: Store, config: Config, now: datetime, page: int = 0) -> Message:
    """Page ``page`` (from 0; beyond the end means the last one) of what is unanswered."""
    del config  # every screen is called alike
    waiting = store.mentions.count(WAITING)
    snoozed = store.mentions.count(Filter(status=Status.SNOOZED, unanswered=True))
    later = counted(snoozed, SNOOZED_ONE, SNOOZED_MANY) if snoozed else ""
    if not waiting:
        return Message("\n".join(filter(None, (EMPTY, later))))
    pages = -(-waiting // PAGE)
    page = min(max(page, 0), pages - 1)
    first = first_waiting(store, now, PAGE * (page + 1))
    shown = first[PAGE * page :]
    lines = [mention_line(each, WAITS.format(age=age(waiting_since(each), now))) for each in shown]
    heading = counted(waiting, WAITING_ONE, WAITING_MANY)
    footing = [PAGE_OF.format(page=page + 1, pages=pages) if pages > 1 else "", later]
    html = "\n\n".join(filter(None, [heading, *lines, *footing]))
    return Message(html, (*show_buttons(shown), *pager(page, pages)))


def first_waiting(store: Store, now: datetime, n: int) -> list[Mention]:
    """The ``n`` that should be answered first. Reads all that wait, keeps only these."""
    waiting = store.mentions.iterate(WAITING)
    return heapq.nsmallest(n, waiting, key=lambda each: urgency_order(each, now))


def waiting_since(mention: Mention) -> datetime:
    """When it was written or last changed by its author, or first seen if that is not known."""
    item = mention.item
    return item.updated_at or item.published_at or mention.first_seen_at


def urgency_order(mention: Mention, now: datetime) -> tuple[int, datetime, int]:
    """Sorts urgent before unhappy before the rest before the very old; then the longest wait."""
    since = waiting_since(mention)
    if mention.verdict.urgency is not Urgency.NONE:
        rank = 0
    elif now - since > LONG_AGO:
        rank = 3
    else:
        rank = 1 if mention.verdict.sentiment in (Sentiment.NEGATIVE, Sentiment.MIXED) else 2
    return rank, since, mention.number


def pager(page: int, pages: int) -> tuple[tuple[Button, ...], ...]:
    """Buttons to the neighbouring pages, as far as there are any."""
    row = []
    if page > 0:
        row.append(Button(PREVIOUS, Action(Verb.INBOX, IN_PLACE, page - 1)))
    if page < pages - 1:
        row.append(Button(NEXT, Action(Verb.INBOX, IN_PLACE, page + 1)))
    return (tuple(row),) if row else ()
