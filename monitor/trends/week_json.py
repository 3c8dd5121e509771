"""The week as plain data, for ``goodword week --json``."""

from __future__ import annotations

from datetime import datetime

from monitor.mention import Mention
from monitor.source import Json
from monitor.trends.accuracy import LOOK_BACK, Accuracy
from monitor.trends.week import Coverage, Slice, Span, Subject, Week


def week_json(week: Week) -> dict[str, Json]:
    """Everything in ``week``; moments in ISO 8601, the two voices by their numbers and words."""
    return {
        "shop": week.shop,
        "this": _span(week.this),
        "before": _span(week.before),
        "history": [_span(span) for span in week.history],
        "by_source": [_slice(each) for each in week.by_source],
        "by_place": [_slice(each) for each in week.by_place],
        "hurt": [_subject(each) for each in week.hurt],
        "pleased": [_subject(each) for each in week.pleased],
        "best": _voice(week.best),
        "worst": _voice(week.worst),
        "unanswered": week.unanswered,
        "oldest_unanswered": _moment(week.oldest_unanswered),
        "watched_since": week.watched_since.isoformat() if week.watched_since else None,
        "accuracy": None if week.accuracy is None else _accuracy(week.accuracy),
        "coverage": [_coverage(each) for each in week.coverage],
    }


def _span(span: Span) -> dict[str, Json]:
    return {
        "first": span.first.isoformat(),
        "last": span.last.isoformat(),
        "count": span.count,
        "by_sentiment": {feeling.value: count for feeling, count in span.by_sentiment.items()},
        "rated": span.rated,
        "average": _rounded(span.average),
    }


def _slice(part: Slice) -> dict[str, Json]:
    return {
        "name": part.name,
        "count": part.count,
        "negative": part.negative,
        "average": _rounded(part.average),
    }


def _subject(subject: Subject) -> dict[str, Json]:
    return {"aspect": subject.aspect, "count": subject.count, "before": subject.before}


def _voice(mention: Mention | None) -> dict[str, Json] | None:
    if mention is None:
        return None
    return {
        "number": mention.number,
        "source": mention.source,
        "author": mention.item.author.name,
        "sentiment": mention.verdict.sentiment.value,
        "words": mention.item.words,
        "url": mention.item.url,
    }


def _accuracy(accuracy: Accuracy) -> dict[str, Json]:
    return {
        "days": LOOK_BACK.days,
        "by_language": [
            {"lang": each.lang, "seen": each.seen, "corrected": each.corrected}
            for each in accuracy.by_language
        ],
    }


def _coverage(source: Coverage) -> dict[str, Json]:
    return {
        "name": source.name,
        "title": source.title,
        "condition": source.condition,
        "succeeded_at": _moment(source.succeeded_at),
        "newest_at": _moment(source.newest_at),
        "trouble": source.trouble,
        "hint": source.hint,
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def _rounded(average: float | None) -> float | None:
    return round(average, 2) if average is not None else None
