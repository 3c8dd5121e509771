"""Many things at once in one message: a burst, or what came while goodword was off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.screens.dates import moment_name
from bot.screens.line import mention_line, show_buttons
from bot.screens.markup import inline
from bot.screens.message import Action, Button, Message, Verb
from bot.screens.words import counted
from monitor.alert import AlertKind
from monitor.config import Config
from monitor.health import Health
from monitor.mention import Kind, Mention
from monitor.promise import Promise
from monitor.verdict import Sentiment, Urgency

BURST = "<b>{n} things to tell you at once</b>"
CATCH_UP = "<b>{n} things since {when}</b>"
NEW_ONE, NEW_MANY = "{n} new review", "{n} new reviews"
MENTION_ONE, MENTION_MANY = "{n} new mention", "{n} new mentions"
EDITED_ONE, EDITED_MANY = "{n} changed", "{n} changed"
REMOVED_ONE, REMOVED_MANY = "{n} no longer shown", "{n} no longer shown"
UNHAPPY_ONE, UNHAPPY_MANY = "{n} of them is unhappy", "{n} of them are unhappy"
URGENT, UNHAPPY, REST = "<b>Please read first</b>", "<b>Unhappy</b>", "<b>The others</b>"
CHANGED, GONE, PUT_OFF = "changed", "no longer shown", "put off until now"
ANSWERED, WAITS, NOT_ANSWERED = "your answer stands", "your answer waits", "your answer failed"
DOWN, NOT_DOWN = "your answer is taken down", "your answer could not be taken down"
RESTED, DUE, OVERDUE = "your reply has rested", "a promise is due today", "a promise is overdue"
SICK = "⚠️ {source} cannot be read: /sources"
QUIET = "💤 {source} has brought nothing for a long time."
WELL = "✅ {source} can be read again."
MORE = "And {n} more: /inbox"
ELSEWHERE = (
    "And {n} more that wait for no answer: {numbers}. To see one, send /inbox and its number."
)
MORE_SOURCES = "And {n} more places: /sources"
INBOX, WEEK = "Inbox", "The week"

LINES_A_PART = 8
LINES_IN_ALL = 16
SOURCES_SHOWN = 4
NUMBERS_SHOWN = 20
LONG_AGO = timedelta(hours=6)
"""What has waited longer did not come in a burst: goodword, or the chat, was away."""


@dataclass(frozen=True, slots=True)
class News:
    """One thing to tell about one mention, or about a promise made in an answer to it."""

    kind: AlertKind
    mention: Mention
    since: datetime
    promise: Promise | None = None


@dataclass(frozen=True, slots=True)
class SourceNews:
    """A source that failed or healed."""

    kind: AlertKind
    health: Health
    since: datetime


def digest_screen(
    news: Sequence[News], sources: Sequence[SourceNews], config: Config, now: datetime
) -> Message:
    """All of it in one message: counts, then urgent and unhappy ones before the rest."""
    oldest = min([each.since for each in news] + [each.since for each in sources])
    n = len(news) + len(sources)
    if now - oldest > LONG_AGO:
        heading = CATCH_UP.format(n=n, when=moment_name(oldest, config.shop.zone, now))
    else:
        heading = BURST.format(n=n)
    parts, shown = _parts(news)
    blocks = [
        "\n".join(filter(None, (heading, _counts(news)))),
        *parts,
        *_left_out([each for each in news if each not in shown]),
        "\n".join(_source_lines(sources)),
    ]
    row = (Button(INBOX, Action(Verb.INBOX)), Button(WEEK, Action(Verb.WEEK)))
    buttons = (*show_buttons({each.mention.number: each.mention for each in shown}.values()), row)
    return Message("\n\n".join(filter(None, blocks)), buttons)


def _parts(news: Sequence[News]) -> tuple[list[str], list[News]]:
    """The blocks of lines that fit, and what they show."""
    room, blocks, shown = LINES_IN_ALL, [], list[News]()
    ranked: dict[str, list[News]] = {URGENT: [], UNHAPPY: [], REST: []}
    for each in news:
        ranked[_rank(each.mention)].append(each)
    for heading, group in ranked.items():
        chosen = group[: min(LINES_A_PART, room)]
        room -= len(chosen)
        shown += chosen
        if chosen:
            blocks.append("\n".join([heading, *map(_line, chosen)]))
    return blocks, shown


def _left_out(left: Sequence[News]) -> Iterator[str]:
    """How many more there are, and where each can be seen."""
    waiting = sum(each.mention.waits for each in left)
    if waiting:
        yield MORE.format(n=waiting)
    numbers = [f"#{each.mention.number}" for each in left if not each.mention.waits]
    if numbers:
        more = [*numbers[:NUMBERS_SHOWN], *(["…"] if len(numbers) > NUMBERS_SHOWN else [])]
        yield ELSEWHERE.format(n=len(numbers), numbers=", ".join(more))


def _rank(mention: Mention) -> str:
    if mention.verdict.urgency is not Urgency.NONE:
        return URGENT
    unhappy = mention.verdict.sentiment in (Sentiment.NEGATIVE, Sentiment.MIXED)
    return UNHAPPY if unhappy else REST


def _line(news: News) -> str:
    notes = {
        AlertKind.EDITED: CHANGED,
        AlertKind.REMOVED: GONE,
        AlertKind.REMINDER: PUT_OFF,
        AlertKind.REPLY_PUBLISHED: ANSWERED,
        AlertKind.REPLY_PENDING: WAITS,
        AlertKind.REPLY_REJECTED: NOT_ANSWERED,
        AlertKind.REPLY_WITHDRAWN: DOWN,
        AlertKind.REPLY_STAYS: NOT_DOWN,
        AlertKind.DRAFT_READY: RESTED,
        AlertKind.PROMISE_DUE: DUE,
        AlertKind.PROMISE_OVERDUE: OVERDUE,
    }
    return mention_line(news.mention, notes.get(news.kind, ""))


def _counts(news: Sequence[News]) -> str:
    """ "12 new reviews, 1 changed, 3 of them are unhappy."; empty without any."""
    unhappy = sum(each.mention.verdict.sentiment is Sentiment.NEGATIVE for each in news)
    kinds = [each.kind for each in news]
    new = [each.mention.item.kind for each in news if each.kind is AlertKind.NEW]
    wordings = (
        (new.count(Kind.REVIEW), NEW_ONE, NEW_MANY),
        (new.count(Kind.MENTION), MENTION_ONE, MENTION_MANY),
        (kinds.count(AlertKind.EDITED), EDITED_ONE, EDITED_MANY),
        (kinds.count(AlertKind.REMOVED), REMOVED_ONE, REMOVED_MANY),
        (unhappy, UNHAPPY_ONE, UNHAPPY_MANY),
    )
    parts = [counted(n, one, many) for n, one, many in wordings if n]
    return f"{', '.join(parts)}." if parts else ""


def _source_lines(sources: Sequence[SourceNews]) -> list[str]:
    wordings = {AlertKind.SOURCE_SICK: SICK, AlertKind.SOURCE_QUIET: QUIET}
    lines = [
        wordings.get(each.kind, WELL).format(source=inline(each.health.title, 60))
        for each in sources[:SOURCES_SHOWN]
    ]
    if len(sources) > SOURCES_SHOWN:
        lines.append(MORE_SOURCES.format(n=len(sources) - SOURCES_SHOWN))
    return lines
