"""Mentions a second into the store, beside a raw ``executemany`` of the same rows.

    python -m bench.ingest [COUNT]

The raw run is one table without any index, one transaction a page: the least that SQLite can
do. The store adds origins, indices, the search index and the roll-ups, and syncs each commit.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.reviews import reviews
from bench.timing import seconds
from monitor.store import Store
from monitor.store.mapping import item_columns
from monitor.store.rows import NewMention
from monitor.store.verdicts import verdict_columns

PAGES = (100, 1000)


def raw(path: Path, rows: Sequence[NewMention], page: int) -> None:
    """The same values into one bare table."""
    filled = [item_columns(row.item) | verdict_columns(row.verdict) for row in rows]
    columns = list(filled[0])
    insert = f"INSERT INTO bare VALUES ({', '.join(f':{column}' for column in columns)})"
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute(f"CREATE TABLE bare ({', '.join(columns)})")
        for start in range(0, len(filled), page):
            conn.execute("BEGIN IMMEDIATE")
            conn.executemany(insert, filled[start : start + page])
            conn.execute("COMMIT")


def store(path: Path, rows: Sequence[NewMention], page: int) -> None:
    """New mentions, page by page."""
    with Store.open(path) as opened:
        for start in range(0, len(rows), page):
            with opened.transaction():
                opened.mentions.add(rows[start : start + page])


def known(path: Path, rows: Sequence[NewMention], page: int) -> None:
    """The commonest poll: everything is known already. ``path`` holds the rows."""
    with Store.open(path) as opened:
        for start in range(0, len(rows), page):
            items = [row.item for row in rows[start : start + page]]
            found = opened.mentions.known(rows[start].source, [item.id for item in items])
            if any(found[item.id].content_hash != item.content_hash for item in items):
                raise AssertionError("a known review looks edited")


def main(count: int) -> None:
    """Print one line a page size."""
    rows = list(reviews(count))
    print(f"{count} reviews of 47 words")
    for page in PAGES:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "store.db"
            bare = seconds(partial(raw, path.with_name("raw.db"), rows, page))
            ours = seconds(partial(store, path, rows, page))
            again = seconds(partial(known, path, rows, page))
            size = path.stat().st_size / count
        print(
            f"pages of {page:>4}: raw {count / bare:>7,.0f}/s, store {count / ours:>7,.0f}/s "
            f"(1:{ours / bare:.1f}), known ones {again / count * 1e6:.0f} us each, "
            f"{size:,.0f} bytes a mention"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
