"""Small mentions to store, alike but for what a test says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from monitor.mention import Author, Item, Kind, Precision, Rating
from monitor.store import Store
from monitor.store.rows import Edit, Join, NewMention, Refresh
from monitor.verdict import Sentiment, Verdict

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

GOOD = Verdict(Sentiment.POSITIVE, 0.8, 0.9, lang="en", reasons=("5 stars.",), engine="test/1")
BAD = Verdict(Sentiment.NEGATIVE, -0.8, 0.9, lang="en", reasons=("1 star.",), engine="test/1")

REVIEW = Item(
    id="r1",
    kind=Kind.REVIEW,
    author=Author(name="Anna"),
    rating=Rating(5.0),
    title="Lovely",
    text="The bread is lovely.",
    published_at=NOW,
    precision=Precision.INSTANT,
    url="https://site.example/r1",
)


def review(id: str = "r1", **changes: object) -> Item:  # noqa: A002 - the item's own word
    """A review by Anna: five stars for the bread."""
    return replace(REVIEW, id=id, **changes)  # type: ignore[arg-type]


def new(
    item: Item = REVIEW,
    *,
    source: str = "site",
    verdict: Verdict = GOOD,
    place: str | None = None,
    day: date = TODAY,
    at: datetime = NOW,
) -> NewMention:
    return NewMention(source, item, verdict, place, day, at)


def edit(
    number: int,
    item: Item,
    *,
    source: str = "site",
    verdict: Verdict = BAD,
    day: date | None = TODAY,
    at: datetime = NOW + HOUR,
) -> Edit:
    return Edit(number, source, item, verdict, day, at)


def refresh(number: int, item: Item, *, source: str = "site", at: datetime = NOW + HOUR) -> Refresh:
    return Refresh(number, source, item, at)


def join(
    number: int,
    item: Item,
    *,
    source: str = "mail",
    verdict: Verdict | None = None,
    replace: bool = False,
    day: date | None = None,
    at: datetime = NOW + HOUR,
) -> Join:
    return Join(number, source, item, at, verdict, replace, day)


def add(store: Store, *items: Item) -> list[int]:
    """Store ``items`` as good reviews of today from "site"."""
    return store.mentions.add([new(item) for item in items])
