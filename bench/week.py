"""What the week costs with 10,000, 100,000 and a million mentions stored.

    python -m bench.week [SIZE ...]

Prints milliseconds (the median of some runs) and, last, the ratio of the largest store to the
smallest. A week reads 91 days of roll-ups, what is unanswered, and the voices of seven days.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.reviews import NOW, reviews
from monitor.mention import Status
from monitor.store import Store
from monitor.store.rows import Filter
from monitor.verdict import Sentiment

SIZES = (10_000, 100_000, 1_000_000)
RUNS = 25
TODAY = NOW.date()
MONDAY = TODAY - timedelta(days=6)


def fill(store: Store, count: int) -> None:
    """Store ``count`` reviews of ten years."""
    rows = reviews(count)
    while page := list(islice(rows, 2000)):
        store.mentions.add(page)


def questions(store: Store) -> Mapping[str, Callable[[], object]]:
    """What is asked of the store, by name."""
    week = Filter(since=MONDAY, until=TODAY)
    worst = Filter(since=MONDAY, until=TODAY, sentiment=Sentiment.NEGATIVE)
    inbox = Filter(status=Status.OPEN, unanswered=True)
    return {
        "roll-ups of 13 weeks": lambda: store.rollups.days(TODAY - timedelta(days=90), TODAY),
        "unanswered": store.rollups.unanswered,
        "voices of the week": lambda: (
            store.mentions.list(week, limit=50),
            store.mentions.list(worst, limit=50),
        ),
        "inbox, first page": lambda: (store.mentions.list(inbox), store.mentions.count(inbox)),
        "search": lambda: store.mentions.search("kamoti relan"),
        "one mention": lambda: store.mentions.get(4711),
    }


def milliseconds(question: Callable[[], object]) -> float:
    """The median over RUNS."""
    taken = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        question()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def main(sizes: list[int]) -> None:
    """Print a table: a question a line, a size a column."""
    table: dict[str, list[float]] = {}
    for size in sizes:
        with TemporaryDirectory() as folder, Store.open(Path(folder) / "week.db") as store:
            fill(store, size)
            for name, question in questions(store).items():
                table.setdefault(name, []).append(milliseconds(question))
    print(f"{'milliseconds':<22}" + "".join(f"{size:>12,}" for size in sizes) + "       ratio")
    for name, cells in table.items():
        figures = "".join(f"{cell:>12.2f}" for cell in cells)
        print(f"{name:<22}{figures}{cells[-1] / cells[0]:>12.1f}")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(SIZES))
