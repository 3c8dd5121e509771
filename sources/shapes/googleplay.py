"""Google Play's reviews in the shapes they are met in, as items. Pure.

Google's web page gets them as lists of bare values: id, name, stars, words and time each have
their place. The two libraries called google-play-scraper, for Python and for JavaScript, save
them as objects with names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from monitor.errors import SchemaChanged
from monitor.mention import Author, Item, Kind, OwnerReply
from monitor.source import Json
from sources.reading.dates import read_date
from sources.reading.entries import Readings, each_once
from sources.reading.nodes import at, text_at
from sources.reading.person import person
from sources.reading.ratings import read_rating
from sources.reading.text import clean


@dataclass(frozen=True, slots=True)
class Reviews:
    """Reads the reviews of ``package``, written in ``lang``, as known at ``now``."""

    package: str | None
    lang: str | None
    now: datetime

    def read(self, entries: Sequence[Json]) -> Readings:
        """The reviews, and what is none. Raises SchemaChanged when not one of many is."""
        found = (
            self._named(entry) if isinstance(entry, dict) else self._listed(entry)
            for entry in entries
        )
        items, rejected = each_once(
            (item or "not a review with an id and stars" for item in found), "review"
        )
        if entries and not items:
            raise SchemaChanged("The answer lists something else than reviews.")
        return items, rejected

    def _listed(self, entry: Json) -> Item | None:
        """One review as Google's page gets it."""
        seconds = {"seconds": at(entry, 5, 0), "nanos": at(entry, 5, 1)}
        replied = {"seconds": at(entry, 7, 2, 0), "nanos": at(entry, 7, 2, 1)}
        return self._item(
            (at(entry, 0), at(entry, 1, 0), at(entry, 2), at(entry, 4)),
            seconds,
            (at(entry, 7, 1), replied),
        )

    def _named(self, entry: Json) -> Item | None:
        """One review as a library saves it; the times of the Python one say no zone."""
        name, stars = at(entry, "userName"), at(entry, "score")
        number = at(entry, "reviewId") or at(entry, "id")
        return self._item(
            (number, name, stars, at(entry, "content") or at(entry, "text")),
            at(entry, "at") or at(entry, "date"),
            (
                at(entry, "replyContent") or at(entry, "replyText"),
                at(entry, "repliedAt") or at(entry, "replyDate"),
            ),
        )

    def _item(
        self, said: tuple[Json, Json, Json, Json], when: object, reply: tuple[Json, object]
    ) -> Item | None:
        number, name, score, words = said
        rating = read_rating(score)
        if not isinstance(number, str) or not number or clean(number) != number:
            return None
        if rating is None and not isinstance(words, str):
            return None
        published, precision = read_date(when, now=self.now)
        answer = clean(reply[0])
        return Item(
            id=number,
            kind=Kind.REVIEW,
            author=Author(person(name)),
            rating=None if rating is None or rating.value == 0 else rating,
            text=clean(words),
            published_at=published,
            precision=precision,
            url=address(self.package, number),
            reply=None if answer is None else OwnerReply(answer, self._moment(reply[1])),
            lang=self.lang,
            dedupe_key=f"googleplay:{number}",
        )

    def _moment(self, value: object) -> datetime | None:
        return read_date(value, now=self.now)[0]


def address(package: str | None, review: str) -> str | None:
    """The link to one review, where the app's name is known."""
    if not package:
        return None
    return (
        f"https://play.google.com/store/apps/details?id={package}&reviewId={quote(review, safe='')}"
    )


def listing_in(frame: Json) -> tuple[list[Json], str | None]:
    """The entries of one answer of Google's page, and the name of the page that follows.

    An app without reviews, and one that does not exist, are both an empty list.
    """
    if not isinstance(frame, list) or (frame and not isinstance(frame[0], list | None)):
        raise SchemaChanged("The answer is no list of reviews.")
    entries = at(frame, 0)
    return (entries if isinstance(entries, list) else []), text_at(frame, 1, 1)
