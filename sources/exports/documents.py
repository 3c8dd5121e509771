"""Whole JSON documents that hold reviews: lists, Business Profile pages, Takeout's files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.errors import Refused, SchemaChanged
from monitor.source import Aggregate, Json, Rejected
from sources.exports.records import Row
from sources.reading.text import clean


@dataclass(frozen=True, slots=True)
class Document:
    """The reviews in a JSON document. ``more`` says that it names a page that follows."""

    rows: tuple[Row | Rejected, ...] = ()
    aggregate: Aggregate | None = None
    more: bool = False


def read_document(value: Json) -> Document | None:
    """The reviews in ``value``; None when it is an object that lists none.

    Raises Refused for the reviews that the owner wrote elsewhere, SchemaChanged for what is no
    list and no object.
    """
    if isinstance(value, list):
        return Document(tuple(_rows(value)))
    if not isinstance(value, dict):
        raise SchemaChanged("The file holds no list of reviews.", hint="Is it the right file?")
    if value.get("type") == "FeatureCollection":
        raise Refused(
            "These are places and reviews that you wrote on Google Maps, not reviews of your shop.",
            hint='In Google Takeout choose "Google Business Profile" instead of "Maps".',
        )
    entries = value.get("reviews")
    if isinstance(entries, list):
        return Document(tuple(_rows(entries)), _aggregate(value), bool(value.get("nextPageToken")))
    entries = value.get("locationReviews")
    if isinstance(entries, list):
        inner = [entry.get("review") if isinstance(entry, dict) else None for entry in entries]
        return Document(tuple(_rows(inner)), more=bool(value.get("nextPageToken")))
    return None if value else Document()


def place_title(value: Json) -> str | None:
    """What ``data.json`` or ``additionalData.json``, beside Takeout's reviews, calls the place."""
    if not isinstance(value, dict):
        return None
    return clean(value.get("title")) or clean(value.get("locationName"))


def _rows(entries: Sequence[Json]) -> Iterator[Row | Rejected]:
    for number, entry in enumerate(entries, start=1):
        where = f"entry {number}"
        if isinstance(entry, dict):
            yield Row(where, entry)
        else:
            yield Rejected("Not an object.", where)


def _aggregate(page: dict[str, Json]) -> Aggregate | None:
    average, count = page.get("averageRating"), page.get("totalReviewCount")
    number = isinstance(average, int | float) and not isinstance(average, bool)
    whole = isinstance(count, int) and not isinstance(count, bool)
    if not number and not whole:
        return None
    return Aggregate(
        average=float(average) if isinstance(average, int | float) and number else None,
        count=count if isinstance(count, int) and whole else None,
    )
