"""From the entries of Apple's review feeds to items. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from monitor.errors import SchemaChanged
from monitor.mention import Author, Item, Kind
from monitor.source import Json, Page, Response
from sources.feeds.contents import read_contents
from sources.feeds.entry import read_items
from sources.reading.dates import read_date
from sources.reading.entries import Readings, each_once
from sources.reading.nodes import at, entries_at, text_at
from sources.reading.payload import read_json, read_text
from sources.reading.person import person
from sources.reading.prose import line
from sources.reading.ratings import read_rating
from sources.reading.text import clean, safe_url

LAST_PAGE = 10
"""Apple shows no more pages than these."""
ABOUT_THE_APP = "an entry about the app itself, no review"
"""Why an entry is rejected that older feeds begin with."""
_TOO_DEEP = re.compile(r"page depth is limited", re.IGNORECASE)


def read_xml_form(response: Response, country: str) -> Page:
    """A saved page of the feed's XML form, to which its "next" links lead. Never asked for."""
    contents = read_contents(response)
    if contents.entries and not any(entry.rating for entry in contents.entries):
        raise SchemaChanged("The feed lists something else than customer reviews.")
    items, rejected = read_items(
        contents, kind=Kind.REVIEW, base=response.url, now=response.received_at
    )
    # The feed's one date of an entry is that of the review.
    return Page(
        tuple(replace(each, updated_at=None, extra={"country": country}) for each in items),
        tuple(rejected),
    )


def feed_entries(response: Response) -> list[Json]:
    """The feed's entries: a list, a single one, or none at all. Raises SchemaChanged."""
    if len(response.body) < 1000 and _TOO_DEEP.search(read_text(response)):
        raise SchemaChanged(f"The App Store shows no more than {LAST_PAGE} pages.")
    feed = at(read_json(response), "feed")
    if not isinstance(feed, dict) or not feed.keys() & {"entry", "link", "author"}:
        raise SchemaChanged("The answer is no feed of customer reviews.")
    entries = entries_at(feed, "entry")
    if entries and not any(is_review(each) or _is_app(each) for each in entries):
        raise SchemaChanged("The feed lists something else than customer reviews.")
    return entries


def is_review(entry: Json) -> bool:
    """Whether ``entry`` judges the app; an entry without stars is about something else."""
    return isinstance(entry, dict) and "im:rating" in entry


def _is_app(entry: Json) -> bool:
    return isinstance(entry, dict) and "im:name" in entry and "im:rating" not in entry


def read_entries(entries: Sequence[Json], country: str, response: Response) -> Readings:
    """The reviews of one page of the store of ``country``, and what is none."""
    found = (_item(each, country, response) if is_review(each) else None for each in entries)
    none = (ABOUT_THE_APP if _is_app(each) else "not a review with a number" for each in entries)
    return each_once((item or why for item, why in zip(found, none, strict=True)), "review")


def _item(entry: Json, country: str, response: Response) -> Item | None:
    number = text_at(entry, "id", "label")
    if number is None or not number.isdecimal() or len(number) > 20:
        return None
    rating = read_rating(at(entry, "im:rating", "label"))
    published, precision = read_date(at(entry, "updated", "label"), now=response.received_at)
    return Item(
        id=number,
        kind=Kind.REVIEW,
        author=Author(
            person(at(entry, "author", "name", "label")),
            url=safe_url(at(entry, "author", "uri", "label")),
        ),
        rating=None if rating is None or rating.value == 0 else rating,
        title=line(at(entry, "title", "label")),
        text=clean(at(entry, "content", "label")),
        published_at=published,
        precision=precision,
        url=_link(entry),
        extra={"country": country},
    )


def _link(entry: Json) -> str | None:
    links = (safe_url(at(each, "attributes", "href")) for each in entries_at(entry, "link"))
    return next(filter(None, links), None)
