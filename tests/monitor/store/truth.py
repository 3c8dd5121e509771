"""What must always hold of a store, worked out the slow way and by other means."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TypeAlias

from monitor.mention import Kind, Mention, State, Status
from monitor.rollup import DayCount
from monitor.store import Store
from monitor.store.rows import Filter
from monitor.verdict import Sentiment

Bucket: TypeAlias = tuple[date, str, str | None, Kind, Sentiment]

EVER = (date(1, 1, 1), date(9999, 12, 31))


def everything(store: Store) -> list[Mention]:
    """All mentions, hidden ones too, by number."""
    found = store.mentions.iterate(Filter(include_hidden=True))
    return sorted(found, key=lambda mention: mention.number)


def recount(mentions: list[Mention]) -> set[DayCount]:
    """The roll-ups as they should be."""
    counts: Counter[Bucket] = Counter()
    rated: Counter[Bucket] = Counter()
    stars: Counter[Bucket] = Counter()
    for mention in mentions:
        if mention.item.state is not State.VISIBLE or mention.status is Status.NOT_ABOUT_US:
            continue
        item = mention.item
        bucket = (mention.day, mention.source, mention.place, item.kind, mention.verdict.sentiment)
        counts[bucket] += 1
        if item.rating is not None and item.rating.stars is not None:
            rated[bucket] += 1
            stars[bucket] += round(item.rating.stars * 1000)
    return {
        DayCount(*bucket, count, rated[bucket], stars[bucket] / 1000)
        for bucket, count in counts.items()
    }


def is_unanswered(mention: Mention) -> bool:
    """The promise of ``Filter.unanswered`` in plain Python."""
    return (
        mention.status in (Status.OPEN, Status.SNOOZED)
        and mention.item.state is State.VISIBLE
        and not mention.item.author.is_owner
        and (
            mention.item.reply is None
            or mention.item.reply.state not in (State.VISIBLE, State.PENDING)
        )
    )


def check(store: Store, path: Path) -> None:
    """Fail unless roll-ups, counts and search index agree with the mentions themselves."""
    mentions = everything(store)
    assert set(store.rollups.days(*EVER)) == recount(mentions)
    waiting = [mention for mention in mentions if is_unanswered(mention)]
    assert store.rollups.unanswered().count == len(waiting)
    for status in (None, Status.OPEN, Status.SNOOZED):
        expected = [m.number for m in waiting if status in (None, m.status)]
        where = Filter(unanswered=True, status=status)
        assert store.mentions.count(where) == len(expected)
        assert sorted(m.number for m in store.mentions.list(where, limit=1000)) == expected
    with closing(sqlite3.connect(path)) as conn:
        # Raises unless the index holds exactly the words of the table it stands for.
        conn.execute("INSERT INTO mentions_fts (mentions_fts, rank) VALUES ('integrity-check', 1)")
        conn.rollback()
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
        orphans = "SELECT count(*) FROM mentions WHERE number NOT IN (SELECT number FROM origins)"
        assert conn.execute(orphans).fetchone() == (0,)
