"""From waiting alerts to messages: which belong together, which are no news any more.

- What became of an answer is a piece of news of its own, and so is each promise.
- All other alerts about one mention become one piece of news: a review that was written and then
  changed while the chat was away is simply new, with the words it has now.
- What the owner has settled meanwhile, or what has undone itself, is not told.
- From ``config.alerts.burst`` pieces on, they come as one message.

Every alert is in exactly one batch. Those that are told nothing of ride along with the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

from bot.desk import Desk, usable
from bot.screens.alert import mention_alert, quiet, sick, well
from bot.screens.digest import News, SourceNews, digest_screen
from bot.screens.draft import rested_screen
from bot.screens.message import Message
from bot.screens.promise import reminder_screen
from bot.screens.reply_alert import HEADLINES as REPLIES
from bot.screens.reply_alert import reply_alert
from monitor.alert import Alert, AlertKind, AlertState
from monitor.config import Config
from monitor.draft import DraftState
from monitor.mention import Mention, State, Status
from monitor.posting import UNDER_WAY, PostingState
from monitor.promise import PromiseState, Told
from monitor.store import Store
from monitor.terms import as_told

SETTLED = Message("Something waited for you here. It has been settled meanwhile.", silent=True)
AGAIN = "🔁 <i>You may have seen this already: goodword was interrupted as it sent it.</i>"

_PROMISES = {AlertKind.PROMISE_DUE: Told.DUE, AlertKind.PROMISE_OVERDUE: Told.OVERDUE}
_GONE = (State.REMOVED, State.SPAM)


@dataclass(frozen=True, slots=True)
class Batch:
    """One message, and the ids of the alerts that are done once it is sent."""

    ids: tuple[int, ...]
    message: Message


def plan(alerts: Sequence[Alert], store: Store, config: Config, now: datetime) -> list[Batch]:
    """The messages for ``alerts`` of one destination, most urgent first.

    One that goodword was sending when it was killed may have arrived: it says so.
    """
    interrupted = {alert.id for alert in alerts if alert.state is AlertState.SENDING}
    return [
        batch if interrupted.isdisjoint(batch.ids) else Batch(batch.ids, _again(batch.message))
        for batch in _batches(alerts, store, config, now)
    ]


def _again(message: Message) -> Message:
    return replace(message, html=f"{AGAIN}\n\n{message.html}")


def _batches(alerts: Sequence[Alert], store: Store, config: Config, now: datetime) -> list[Batch]:
    if not alerts:
        return []
    told: list[tuple[list[int], News | SourceNews]] = []
    untold: list[int] = []
    for group in _by_subject(alerts):
        ids = [alert.id for alert in group]
        news = _news(group, store, config, now)
        if news is None:
            untold += ids
        else:
            told.append((ids, news))
    if not told:
        return [Batch(tuple(untold), SETTLED)]
    if len(told) >= config.alerts.burst:
        everything = (*chain.from_iterable(ids for ids, _ in told), *untold)
        return [Batch(everything, _digest([news for _, news in told], config, now))]
    told[0][0].extend(untold)
    return [Batch(tuple(ids), _message(news, store, config, now)) for ids, news in told]


def _by_subject(alerts: Iterable[Alert]) -> list[list[Alert]]:
    """Alerts about the same mention or source together; those with an urgent one first."""
    groups: dict[tuple[str, object], list[Alert]] = {}
    for alert in alerts:
        key: tuple[str, object] = (
            ("mention", alert.mention) if alert.mention is not None else ("source", alert.source)
        )
        if alert.kind in REPLIES:
            key = ("reply", alert.mention)
        elif alert.kind is AlertKind.DRAFT_READY:
            key = ("draft", alert.mention)
        elif alert.kind in _PROMISES:
            key = ("promise", _promise_id(alert))
        groups.setdefault(key, []).append(alert)
    return sorted(groups.values(), key=lambda group: not any(alert.urgent for alert in group))


def _promise_id(alert: Alert) -> int:
    """From "promise:<id>:<day>"."""
    return int(alert.subject.split(":")[1])


def _news(
    group: Sequence[Alert], store: Store, config: Config, now: datetime
) -> News | SourceNews | None:
    """What ``group`` has to tell today, or None."""
    kinds = {alert.kind for alert in group}
    since = min(alert.created_at for alert in group)
    first = group[0]
    if first.mention is None:
        return _source_news(kinds, first.source, since, store)
    mention = store.mentions.get(first.mention)
    if first.kind in REPLIES:
        return _reply_news(group, mention, since, store)
    if mention is not None and first.kind is AlertKind.DRAFT_READY:
        return _rested_news(mention, since, store, now)
    if mention is not None and first.kind in _PROMISES:
        return _promise_news(group, mention, store, config, now)
    kind = _kind_now(kinds, mention) if mention is not None else None
    if mention is None or kind is None:
        return None
    notes = [alert.note for alert in group if alert.note is not None]
    return News(kind, as_told(mention, notes[-1] if notes else None), since)


def _reply_news(
    group: Sequence[Alert], mention: Mention | None, since: datetime, store: Store
) -> News | None:
    """The last thing that happened to an answer; nothing if it is being tried again, or was
    posted by hand since."""
    last = max(group, key=lambda alert: alert.id)
    posting = store.replies.latest(mention.number) if mention is not None else None
    if mention is None or posting is None or posting.state in UNDER_WAY | {PostingState.BY_HAND}:
        return None
    return News(last.kind, mention, since)


def _rested_news(mention: Mention, since: datetime, store: Store, now: datetime) -> News | None:
    """A draft that has rested, if it still waits to be posted."""
    draft = store.drafts.latest(mention.number)
    posting = store.replies.latest(mention.number)
    if draft is None or draft.state is not DraftState.APPROVED or not usable(draft, mention):
        return None
    if draft.cooling(now) or (posting is not None and posting.draft == draft.id):
        return None
    return News(AlertKind.DRAFT_READY, mention, since)


def _promise_news(
    group: Sequence[Alert], mention: Mention, store: Store, config: Config, now: datetime
) -> News | None:
    """A promise whose day has come or passed, as it stands now."""
    promise = store.promises.get(_promise_id(group[0]))
    today = now.astimezone(config.shop.zone).date()
    if promise is None or promise.state is not PromiseState.OPEN or promise.due is None:
        return None
    if promise.due > today:
        return None
    kind = AlertKind.PROMISE_DUE if promise.due == today else AlertKind.PROMISE_OVERDUE
    return News(kind, mention, min(alert.created_at for alert in group), promise)


def _kind_now(kinds: set[AlertKind], mention: Mention) -> AlertKind | None:
    """Which of ``kinds`` still is news about ``mention`` as it stands."""
    if mention.status is Status.NOT_ABOUT_US:
        return None
    if mention.item.state in _GONE:
        return AlertKind.REMOVED if AlertKind.REMOVED in kinds else None
    if AlertKind.NEW in kinds:
        return None if mention.status is Status.HANDLED else AlertKind.NEW
    if AlertKind.REMINDER in kinds and mention.status is Status.OPEN:
        return AlertKind.REMINDER
    # An edit is told even of what was handled: it may be the thanks, or a new complaint.
    return AlertKind.EDITED if AlertKind.EDITED in kinds else None


def _source_news(
    kinds: set[AlertKind], name: str | None, since: datetime, store: Store
) -> SourceNews | None:
    """A source that failed and healed before anybody heard of it is no news."""
    health = store.health.get(name) if name is not None else None
    if health is None:
        return None
    if health.failures:
        return (
            SourceNews(AlertKind.SOURCE_SICK, health, since)
            if AlertKind.SOURCE_SICK in kinds
            else None
        )
    if kinds == {AlertKind.SOURCE_WELL}:
        return SourceNews(AlertKind.SOURCE_WELL, health, since)
    # Silence is news until something was heard again.
    silent = AlertKind.SOURCE_QUIET in kinds and (health.newest_at or since) <= since
    return SourceNews(AlertKind.SOURCE_QUIET, health, since) if silent else None


def _digest(told: Sequence[News | SourceNews], config: Config, now: datetime) -> Message:
    return digest_screen(
        [each for each in told if isinstance(each, News)],
        [each for each in told if isinstance(each, SourceNews)],
        config,
        now,
    )


def _message(news: News | SourceNews, store: Store, config: Config, now: datetime) -> Message:
    if isinstance(news, News):
        told = _of_answer(news, Desk(store, config, now))
        return told or mention_alert(news.kind, news.mention, store, config, now)
    if news.kind is AlertKind.SOURCE_SICK:
        return sick(news.health, config, now)
    if news.kind is AlertKind.SOURCE_QUIET:
        return quiet(news.health, config, now)
    return well(news.health)


def _of_answer(news: News, desk: Desk) -> Message | None:
    """What is to be told of an answer or a promise; None where it is about the mention itself."""
    mention, store = news.mention, desk.store
    if news.promise is not None:
        return reminder_screen(news.promise, _PROMISES[news.kind])
    if news.kind is AlertKind.DRAFT_READY:
        draft = store.drafts.latest(mention.number)
        return None if draft is None else rested_screen(draft, mention, desk.way(mention))
    posting = store.replies.latest(mention.number) if news.kind in REPLIES else None
    if posting is None:
        return None
    promised = [
        each
        for each in store.promises.of_draft(posting.draft)
        if each.state is PromiseState.OPEN and news.kind is AlertKind.REPLY_PUBLISHED
    ]
    return reply_alert(news.kind, mention, posting, desk.way(mention), promised)
