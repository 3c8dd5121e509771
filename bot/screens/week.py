"""The week: what people said, how they felt, what waits, and how far to trust all this."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.screens.accuracy import accuracy_line
from bot.screens.coverage import coverage_line
from bot.screens.dates import age, span_name
from bot.screens.line import mention_line, show_buttons
from bot.screens.markup import CAPTION_LIMIT, inline, shown_units
from bot.screens.message import Action, Button, Message, Verb
from bot.screens.promises import week_line
from bot.screens.verdict import HURT, PLEASED
from bot.screens.words import FACES, SENTIMENTS, aspect_name, counted, pleasing_name
from monitor.config import Config
from monitor.mention import Mention
from monitor.store import Store
from monitor.store.rows import Filter
from monitor.trends.accuracy import LOOK_BACK, measured
from monitor.trends.coverage import coverage, watched_since
from monitor.trends.week import (
    FEWEST_WEEKS,
    Coverage,
    Slice,
    Span,
    Subject,
    Trend,
    Week,
    first_day,
    summarise,
    trend,
    watched,
)
from monitor.verdict import Sentiment

HEADING = "<b>{shop}: {days}</b>"
SAID_ONE = "People spoke of you <b>once</b>. The week before: {before}."
SAID_MANY = "People spoke of you <b>{n} times</b>. The week before: {before}."
SILENT = "Nobody spoke of you. The week before: {before}."
PART = "{face} {n} {feeling}"
SHARED_PART = "{face} {n} {feeling} ({percent} %)"
AVERAGE_ONE = "Average {average} stars, from {n} rating."
AVERAGE_MANY = "Average {average} stars, from {n} ratings."
AVERAGE_BEFORE = "The week before: {average}."
TRENDS = {
    Trend.MORE: "That is clearly more than usual.",
    Trend.USUAL: "That is about as usual.",
    Trend.FEWER: "That is clearly less than usual.",
    Trend.UNCLEAR: "Too few to say whether that is more or less than usual.",
}
NOT_YET = "I have not watched long enough to say what is usual."
UNHAPPY_TRENDS = {
    Trend.MORE: "Clearly more of them are unhappy than usual.",
    Trend.FEWER: "Clearly fewer of them are unhappy than usual.",
}
SUBJECT, AGAIN = "{name} {count}", "{name} {count} ({before} the week before)"
PLACE = "{name} {count}"
UNHAPPY_PLACE = "{name} {count} ({negative} unhappy)"
WHERE = "Where: {slices}"
BRANCHES = "Branches: {slices}"
BEST, WORST = "<b>Warmest voice</b>", "<b>Unhappiest voice</b>"
NONE_WAIT = "Nothing waits for an answer."
WAITS_ONE = "<b>{n}</b> waits for an answer, for {age}."
WAITS_MANY = "<b>{n}</b> wait for an answer, the oldest for {age}."
COVERAGE = "<b>Where this comes from</b>"
MORE_SOURCES = "and {n} more: /sources"
INBOX, SOURCES = "Inbox", "Sources"

DAY = timedelta(days=1)
VOICES = 200
"""So many happy and so many unhappy mentions of a week are looked at for the two to quote."""
SHARES_FROM = 100
"""Percentages of fewer than a hundred only look exact."""
SUBJECTS_SHOWN = 4
SLICES_SHOWN = 6
SOURCES_SHOWN = 6


def gather(store: Store, config: Config, now: datetime) -> Week:
    """Everything the weekly summary says, read from ``store``. Its cost knows no history."""
    today = now.astimezone(config.shop.zone).date()
    days = store.rollups.days(first_day(today), today)
    waiting = store.rollups.unanswered()
    week_began = first_day(today, weeks=1)
    voices = [
        mention
        for feeling in (Sentiment.POSITIVE, Sentiment.NEGATIVE)
        for mention in store.mentions.list(
            Filter(sentiment=feeling, since=week_began, until=today), limit=VOICES
        )
    ]
    sources = store.health.all()
    since = watched_since(sources)
    return summarise(
        config.shop.name,
        today,
        days,
        (
            store.rollups.aspects(week_began, today),
            store.rollups.aspects(first_day(today, weeks=2), week_began - DAY),
        ),
        voices,
        (waiting.count, waiting.oldest),
        coverage(sources, days, config.alerts.sick_after, now),
        since.astimezone(config.shop.zone).date() if since is not None else None,
        measured(store.corrections.tally(today - LOOK_BACK)),
    )


def week_screen(store: Store, config: Config, now: datetime) -> tuple[Message, ...]:
    """The chart with the text under it; where that is too long for a caption, one after the
    other."""
    week = gather(store, config, now)
    text = week_text(week, config, now, week_line(store, config, now))
    buttons = (*_voice_buttons(week), _ways_on())
    if shown_units(text) <= CAPTION_LIMIT:
        return (Message(text, buttons, chart=week),)
    first, _, rest = text.partition("\n\n")
    return (Message(first, chart=week), Message(rest, buttons, silent=True))


def week_text(week: Week, config: Config, now: datetime, promises: str = "") -> str:
    """The summary as HTML; at most a few thousand characters, whatever happened.

    ``promises`` are the lines that ``week_line`` has for them.
    """
    blocks = [
        _lines(_counts(week), _trends(week)),
        _lines(_feelings(week.this), _average(week)),
        _lines(
            _subjects(HURT, week.hurt, aspect_name),
            _subjects(PLEASED, week.pleased, pleasing_name),
        ),
        _lines(_places(WHERE, week.by_source), _places(BRANCHES, week.by_place)),
        _voice(BEST, week.best),
        _voice(WORST, week.worst),
        _waiting(week, now),
        promises,
        coverage_lines(week.coverage, config.shop.zone, now),
        "" if week.accuracy is None else accuracy_line(week.accuracy),
    ]
    return "\n\n".join(filter(None, blocks))


def coverage_lines(sources: Iterable[Coverage], zone: ZoneInfo, now: datetime) -> str:
    """A line a source, those that need the owner first; empty without sources."""
    lines = [coverage_line(source, zone, now) for source in sources]
    if len(lines) > SOURCES_SHOWN:
        lines[SOURCES_SHOWN:] = [MORE_SOURCES.format(n=len(lines) - SOURCES_SHOWN)]
    return "\n".join([COVERAGE, *lines]) if lines else ""


def _lines(*lines: str) -> str:
    return "\n".join(filter(None, lines))


def _counts(week: Week) -> str:
    this, before = week.this, week.before.count
    heading = HEADING.format(shop=inline(week.shop, 60), days=span_name(this.first, this.last))
    said = counted(this.count, SAID_ONE, SAID_MANY if this.count else SILENT, before=before)
    return f"{heading}\n{said}"


def _feelings(span: Span) -> str:
    parts = []
    for feeling, name in SENTIMENTS.items():
        count = span.by_sentiment.get(feeling, 0)
        if count:
            part = SHARED_PART if span.count >= SHARES_FROM else PART
            percent = round(100 * count / span.count)
            parts.append(part.format(face=FACES[feeling], n=count, feeling=name, percent=percent))
    return "   ".join(parts)


def _average(week: Week) -> str:
    this, before = week.this, week.before
    if this.average is None:
        return ""
    average = counted(this.rated, AVERAGE_ONE, AVERAGE_MANY, average=f"{this.average:.1f}")
    if before.average is None:
        return average
    return f"{average} {AVERAGE_BEFORE.format(average=f'{before.average:.1f}')}"


def _trends(week: Week) -> str:
    """What can honestly be said about more or less than usual."""
    earlier = watched(week)
    if not week.this.count and not week.before.count:
        return ""
    if len(earlier) < FEWEST_WEEKS:
        return NOT_YET
    unhappy = [span.by_sentiment.get(Sentiment.NEGATIVE, 0) for span in (*earlier, week.this)]
    return _lines(
        TRENDS[trend(week.this.count, [span.count for span in earlier])],
        UNHAPPY_TRENDS.get(trend(unhappy[-1], unhappy[:-1]), ""),
    )


def _subjects(template: str, subjects: tuple[Subject, ...], named: Callable[[str], str]) -> str:
    parts = [
        (AGAIN if each.before else SUBJECT).format(
            name=inline(named(each.aspect), 40), count=each.count, before=each.before
        )
        for each in subjects[:SUBJECTS_SHOWN]
    ]
    return template.format(aspects=", ".join(parts)) if parts else ""


def _places(template: str, slices: tuple[Slice, ...]) -> str:
    parts = [
        (UNHAPPY_PLACE if each.negative else PLACE).format(
            name=inline(each.name, 40), count=each.count, negative=each.negative
        )
        for each in slices[:SLICES_SHOWN]
    ]
    return template.format(slices=", ".join(parts)) if parts else ""


def _voice(heading: str, mention: Mention | None) -> str:
    return f"{heading}\n{mention_line(mention)}" if mention is not None else ""


def _waiting(week: Week, now: datetime) -> str:
    if week.oldest_unanswered is None:
        return NONE_WAIT
    oldest = age(week.oldest_unanswered, now)
    return counted(week.unanswered, WAITS_ONE, WAITS_MANY, age=oldest)


def _voice_buttons(week: Week) -> tuple[tuple[Button, ...], ...]:
    return tuple(show_buttons(each for each in (week.best, week.worst) if each is not None))


def _ways_on() -> tuple[Button, ...]:
    return (Button(INBOX, Action(Verb.INBOX)), Button(SOURCES, Action(Verb.SOURCES)))
