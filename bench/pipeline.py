"""From parsed page to committed verdict and alert, in mentions a second.

    python -m bench.pipeline [COUNT]

One run holds three things over the same reviews: the whole of ``absorb`` (match, changes,
understand, rules, one commit a page, one alert a mention), a bare ``executemany`` of the same
rows, and a loop of stock vaderSentiment over the same texts. Then the commonest poll: the same
pages once more, nothing new. What is new is looked at twice, and that is nearly all that it takes
(``bench.speed`` leaves it out); so COUNT is small.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from bench import ingest
from bench.reviews import reviews
from bench.timing import seconds
from monitor.absorb import absorb
from monitor.config import Config, from_table
from monitor.source import Page
from monitor.store import Store
from monitor.store.rows import NewMention
from monitor.walk import begin

SENTENCES = (
    "We came for breakfast on a Saturday and the place was packed.",
    "The bread is still warm when they hand it over, and it tastes wonderful.",
    "I waited more than half an hour for a coffee and nobody said a word.",
    "The lady at the counter remembered my name and asked about my mother.",
    "The soup was cold, the table was sticky and the waiter was rude.",
    "Prices went up again, but the portions did not.",
    "They ran out of rye bread at noon, which is not great for a bakery!",
    "My parcel arrived two days late and one jar was broken.",
    "Lovely cake, fair price, and I will certainly be back next week.",
    "The card machine does not work, so bring cash.",
    "It is not bad at all, just a bit loud.",
)

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
PAGE = 100


def whole(config: Config, pages: Sequence[Page]) -> None:
    """All pages through the engine, with one chat listening."""
    with Store.open(config.store.path) as store:
        walk = begin("bench", store, config, NOW)
        for page in pages:
            with store.transaction():
                absorb(page, walk, store, config)


def stock_vader(rows: Sequence[NewMention]) -> None:
    """What everybody else does for the sentiment alone."""
    analyser = SentimentIntensityAnalyzer()
    for row in rows:
        analyser.polarity_scores(row.item.words)


def main(count: int) -> None:
    """Measure and print."""
    dice = random.Random(1)
    rows = [
        replace(row, item=replace(row.item, text=" ".join(dice.sample(SENTENCES, 4)), title=None))
        for row in reviews(count)
    ]
    items = [replace(row.item, published_at=NOW) for row in rows]
    pages = [Page(tuple(items[at : at + PAGE])) for at in range(0, count, PAGE)]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        config = from_table({"shop": {"name": "Bench"}, "store": {"path": path}})
        with Store.open(path) as store:
            store.chats.pair(store.chats.code(NOW), "telegram:1", "Bench", NOW)
        first = seconds(lambda: whole(config, pages))
        again = seconds(lambda: whole(config, pages))
        raw = seconds(lambda: ingest.raw(Path(folder) / "raw.db", rows, PAGE))
    vader = seconds(lambda: stock_vader(rows))
    print(f"{count} mentions in pages of {PAGE}:")
    print(f"  page to committed verdict and alert  {count / first:8.0f}/s")
    print(f"  the same pages again, nothing new    {count / again:8.0f}/s  x{first / again:.1f}")
    print(f"  bare executemany of the same rows    {count / raw:8.0f}/s  x{first / raw:.1f}")
    print(f"  stock vaderSentiment loop alone      {count / vader:8.0f}/s  x{first / vader:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
