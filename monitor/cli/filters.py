"""Command-line filters turned into the store's."""

from __future__ import annotations

from datetime import datetime

from monitor.mention import Status
from monitor.store.rows import Filter
from monitor.verdict import Sentiment


def read_filter(
    source: object = None,
    place: object = None,
    sentiment: object = None,
    status: object = None,
    since: object = None,
    unanswered: object = False,
) -> Filter:
    """The store's filter for what click has checked already."""
    return Filter(
        source=source if isinstance(source, str) else None,
        place=place if isinstance(place, str) else None,
        sentiment=Sentiment(sentiment) if isinstance(sentiment, str) else None,
        status=Status(status) if isinstance(status, str) else None,
        since=since.date() if isinstance(since, datetime) else None,
        unanswered=bool(unanswered),
    )
