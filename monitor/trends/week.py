"""The week as one value: what it was like, beside the week before and twelve weeks back.

A week is the last seven local days, today included, so that asking on a Wednesday compares
like with like.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from monitor.mention import Mention
from monitor.rollup import AspectCount, DayCount
from monitor.trends.accuracy import Accuracy
from monitor.verdict import Polarity, Sentiment, Urgency


@dataclass(frozen=True, slots=True)
class Span:
    """Seven days: how many mentions, how they felt, how they rated (1 to 5 stars)."""

    first: date
    last: date
    count: int
    by_sentiment: Mapping[Sentiment, int]
    rated: int
    average: float | None


@dataclass(frozen=True, slots=True)
class Slice:
    """The week's share of one source or place."""

    name: str
    count: int
    negative: int
    average: float | None


@dataclass(frozen=True, slots=True)
class Subject:
    """One aspect, and in how many mentions it hurt, or pleased: this week and the week before."""

    aspect: str
    count: int
    before: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the week can be trusted: one line a source.

    ``condition`` is "fine", "shaky" (the last look failed, which mostly passes), "quiet" (works,
    brought nothing for long), "broken" or "new".
    """

    name: str
    title: str
    condition: str
    succeeded_at: datetime | None
    newest_at: datetime | None
    trouble: str | None = None
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Week:
    """Everything the weekly summary says. ``history`` is oldest first and ends with ``this``.

    ``watched_since``: the day from which on every source was watched; what is older was
    imported and may lack what sites no longer show. None while a first look is not finished.
    """

    shop: str
    this: Span
    before: Span
    history: tuple[Span, ...]
    by_source: tuple[Slice, ...]
    by_place: tuple[Slice, ...]
    hurt: tuple[Subject, ...]
    pleased: tuple[Subject, ...]
    best: Mention | None
    worst: Mention | None
    unanswered: int
    oldest_unanswered: datetime | None
    coverage: tuple[Coverage, ...]
    watched_since: date | None = None
    accuracy: Accuracy | None = None


WEEKS = 12
"""How many weeks ``history`` holds, this one included."""
ENOUGH = 10
"""Below so many mentions in all, nothing is said about a trend: chance alone would explain it."""


FEWEST_WEEKS = 3
"""Fewer earlier weeks are no measure of what is usual."""


class Trend(StrEnum):
    """How a week's count stands against the weeks before it."""

    MORE = "more"
    USUAL = "usual"
    FEWER = "fewer"
    UNCLEAR = "unclear"


def first_day(today: date, weeks: int = WEEKS) -> date:
    """The first day of the ``weeks`` that end with ``today``."""
    return today - timedelta(days=7 * weeks - 1)


def summarise(
    shop: str,
    today: date,
    days: Iterable[DayCount],
    spoken: tuple[Sequence[AspectCount], Sequence[AspectCount]],
    voices: Iterable[Mention],
    waiting: tuple[int, datetime | None],
    coverage: Sequence[Coverage],
    watched_since: date | None = None,
    accuracy: Accuracy | None = None,
) -> Week:
    """The week that ends with ``today``.

    ``days`` are the counts since ``first_day(today)``; ``spoken`` what was spoken of this week,
    and the week before; ``voices`` the week's own mentions that
    may be quoted; ``waiting`` how many are unanswered and since when the oldest of them is.
    """
    weeks: list[list[DayCount]] = [[] for _ in range(WEEKS)]
    for count in days:
        back = (today - count.day).days // 7
        if 0 <= back < WEEKS:
            weeks[WEEKS - 1 - back].append(count)
    start = first_day(today)
    history = tuple(
        _span(start + timedelta(days=7 * index), counts) for index, counts in enumerate(weeks)
    )
    titles = {source.name: source.title for source in coverage}
    candidates = list(voices)
    return Week(
        shop=shop,
        this=history[-1],
        before=history[-2],
        history=history,
        by_source=_slices(weeks[-1], lambda count: titles.get(count.source, count.source)),
        by_place=_slices(weeks[-1], lambda count: count.place),
        hurt=_subjects(spoken, Polarity.NEGATIVE),
        pleased=_subjects(spoken, Polarity.POSITIVE),
        best=_best(candidates),
        worst=_worst(candidates),
        unanswered=waiting[0],
        oldest_unanswered=waiting[1],
        coverage=tuple(coverage),
        watched_since=watched_since,
        accuracy=accuracy,
    )


def watched(week: Week) -> tuple[Span, ...]:
    """The weeks before this one that were watched from their first day on."""
    since = week.watched_since
    return tuple(span for span in week.history[:-1] if since is not None and span.first >= since)


def trend(count: int, earlier: Sequence[int]) -> Trend:
    """How ``count`` stands against the counts of ``earlier`` weeks of the same length.

    If nothing has changed, each mention falls into this week with the same chance as into any
    other; beyond two and a half standard deviations from that, chance is no explanation.
    """
    total = count + sum(earlier)
    if len(earlier) < FEWEST_WEEKS or total < ENOUGH:
        return Trend.UNCLEAR
    share = 1 / (len(earlier) + 1)
    spread = math.sqrt(total * share * (1 - share))
    deviation = (count - total * share) / spread
    if abs(deviation) < 2.5:
        return Trend.USUAL
    return Trend.MORE if deviation > 0 else Trend.FEWER


def _span(first: date, counts: Sequence[DayCount]) -> Span:
    by_sentiment = dict.fromkeys(Sentiment, 0)
    for count in counts:
        by_sentiment[count.sentiment] += count.count
    rated, average = _average(counts)
    total = sum(count.count for count in counts)
    return Span(first, first + timedelta(days=6), total, by_sentiment, rated, average)


def _average(counts: Sequence[DayCount]) -> tuple[int, float | None]:
    rated = sum(count.rated for count in counts)
    return rated, sum(count.stars for count in counts) / rated if rated else None


def _slices(
    counts: Sequence[DayCount], name_of: Callable[[DayCount], str | None]
) -> tuple[Slice, ...]:
    groups: dict[str, list[DayCount]] = {}
    for count in counts:
        name = name_of(count)
        if name is not None:
            groups.setdefault(name, []).append(count)
    slices = (
        Slice(
            name,
            sum(count.count for count in group),
            sum(count.count for count in group if count.sentiment is Sentiment.NEGATIVE),
            _average(group)[1],
        )
        for name, group in groups.items()
    )
    return tuple(sorted(slices, key=lambda each: (-each.count, each.name)))


def _subjects(
    spoken: tuple[Sequence[AspectCount], Sequence[AspectCount]], polarity: Polarity
) -> tuple[Subject, ...]:
    """What was spoken of that way this week, the most frequent first."""
    this, before = (
        {each.aspect: each.count for each in week if each.polarity is polarity} for week in spoken
    )
    subjects = (Subject(aspect, count, before.get(aspect, 0)) for aspect, count in this.items())
    return tuple(sorted(subjects, key=lambda each: (-each.count, -each.before, each.aspect)))


def _best(voices: Sequence[Mention]) -> Mention | None:
    return max(_speaking(voices, Sentiment.POSITIVE), key=_warmth, default=None)


def _worst(voices: Sequence[Mention]) -> Mention | None:
    return min(_speaking(voices, Sentiment.NEGATIVE), key=_warmth, default=None)


def _speaking(voices: Sequence[Mention], sentiment: Sentiment) -> list[Mention]:
    """Those that feel so; the ones that only gave stars count where nobody used words."""
    felt = [each for each in voices if each.verdict.sentiment is sentiment]
    return [each for each in felt if each.item.words.strip()] or felt


def _warmth(mention: Mention) -> tuple[bool, float, float, int]:
    """Sorts voices from cold to warm; urgent ones are the coldest, missing stars count as three."""
    verdict, rating = mention.verdict, mention.item.rating
    stars = rating.stars if rating is not None else None
    return (
        verdict.urgency is Urgency.NONE,
        3.0 if stars is None else stars,
        verdict.score,
        mention.number,
    )
