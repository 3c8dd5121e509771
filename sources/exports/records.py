"""One row or object of an export, of whatever layout, as an item."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from typing import TypeVar

from monitor.mention import Author, Item, Kind, OwnerReply, Precision, Rating, State, Translation
from monitor.source import Rejected
from monitor.verdict import Sentiment, Urgency
from sources.exports.columns import Columns, Tool, find_columns
from sources.google.envelope import split_translation
from sources.google.review import (
    dedupe_key,
    is_google_review,
    looks_like_review_id,
    read_google_review,
)
from sources.reading.dates import read_date
from sources.reading.formula import linked, shown
from sources.reading.identity import synthetic_id
from sources.reading.ratings import read_rating
from sources.reading.text import clean, plain, safe_url

_MARKUP = re.compile(r"</?(?:p|br|div|span|strong|em|b|i|a|ul|ol|li)(?:\s[^<>]{0,500})?/?>", re.I)
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-f]{2,6}|quot|amp|lt|gt|apos|nbsp);", re.I)
_CONTACT = re.compile(r"\S+@\S+\.\S+|\+?[\d\s().-]{7,}")
_LONGEST_CONTACT = 200
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_LANG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*\Z")


Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a file, still in the file's own words.

    ``where`` names its place. ``tabular`` entries come from a spreadsheet, whose cells can be
    formulas.
    """

    where: str
    record: Mapping[str, object]
    tabular: bool = False


class RecordReader:
    """Reads the rows of one file. Remembers what its columns mean and how it writes dates.

    ``kind`` and ``zone`` hold for rows that state none; ``by_hand`` maps fields to headers.
    """

    def __init__(
        self, *, now: datetime, kind: Kind, zone: tzinfo, by_hand: Mapping[str, str]
    ) -> None:
        self._now = now
        self._kind = kind
        self._zone = zone
        self._by_hand = by_hand
        self._columns: dict[tuple[str, ...], Columns] = {}
        self._nameless: Counter[str] = Counter()
        self._month_first = False

    def learn_dates(self, rows: Iterable[Row]) -> None:
        """See from the first ``rows`` whether ``05/06/2024`` means the fifth of June or May 6th.

        It is the latter only in a file with days above twelve in second place, and none in first.
        """
        first = second = 0
        for row in rows:
            record = flat(row.record)
            value = record.get(self.columns(record).named.get("published_at", ""))
            if isinstance(value, str) and (found := _SLASHED.match(value.strip())):
                first, second = max(first, int(found[1])), max(second, int(found[2]))
        self._month_first = first <= 12 < second

    def columns(self, record: Mapping[str, object]) -> Columns:
        """What the columns of ``record`` mean."""
        headers = tuple(record)
        known = self._columns.get(headers)
        if known is None:
            known = find_columns(headers, self._by_hand)
            if len(self._columns) < 1000:
                self._columns[headers] = known
        return known

    def read(self, row: Row) -> Item | Rejected:
        """The item in ``row``, or why there is none."""
        if is_google_review(row.record):
            item = read_google_review(row.record, now=self._now)
            return item or Rejected(
                "A Google review without an id, or without stars and words.", row.where
            )
        record = flat(row.record)
        columns = self.columns(record)
        cell = _cells(record, columns, row.tabular)
        if columns.tool is Tool.GOODWORD:
            return self._own(cell, row.where)
        return self._any(cell, columns.tool, row.where)

    def _any(self, cell: Cell, tool: Tool, where: str) -> Item | Rejected:
        title = clean(_words(cell("title")))
        text, translation = _text(cell("text"))
        rating = _rating(cell)
        if text is None and title is None and rating is None:
            return Rejected("Neither words nor stars.", where)
        author = Author(_name(cell("author")), _id(cell("author_id")), _url(cell("author_url")))
        about = clean(_words(cell("about")))
        printed = _words(cell("published_at"))
        published_at, precision = self._date(cell("published_at"), tool)
        given = _id(cell("id"))
        google = given is not None and (tool is Tool.OUTSCRAPER or looks_like_review_id(given))
        return Item(
            id=given or self._derived(author, about, printed, title, text, rating),
            kind=self._kind,
            author=author,
            rating=rating,
            title=title,
            text=text,
            published_at=published_at,
            precision=precision,
            updated_at=self._date(cell("updated_at"), tool)[0],
            url=_url(cell("url")),
            reply=self._reply(cell),
            translation=translation,
            lang=_lang(cell("lang")),
            about=about,
            dedupe_key=dedupe_key(given) if given is not None and google else None,
            synthetic=given is None,
        )

    def _own(self, cell: Cell, where: str) -> Item | Rejected:
        """A row of goodword's own export: every cell says exactly what was stored."""
        title, text = clean(_words(cell("title"))), clean(_words(cell("text")))
        rating = _rating(cell)
        source, given = _id(cell("source")), _id(cell("id"))
        if given is None or (text is None and title is None and rating is None):
            return Rejected("No id, or neither words nor stars.", where)
        published_at, precision = self._date(cell("published_at"), Tool.GOODWORD)
        if published_at is not None:
            precision = _member(Precision, cell("precision"), precision)
            precision = Precision.INSTANT if precision is Precision.UNKNOWN else precision
        return Item(
            id=f"{source}/{given}" if source else given,
            kind=_member(Kind, cell("kind"), self._kind),
            author=Author(name=clean(_words(cell("author")))),
            rating=rating,
            title=title,
            text=text,
            published_at=published_at,
            precision=precision,
            updated_at=self._date(cell("updated_at"), Tool.GOODWORD)[0],
            url=_url(cell("url")),
            state=_member(State, cell("state"), State.VISIBLE),
            reply=self._reply(cell),
            lang=_lang(cell("lang")),
            about=clean(_words(cell("about"))),
            dedupe_key=_id(cell("dedupe_key")),
            extra=_owners_word(cell),
        )

    def _reply(self, cell: Cell) -> OwnerReply | None:
        text, _translation = _text(cell("reply"))
        if text is None:
            return None
        return OwnerReply(text, self._date(cell("reply_at"), Tool.UNKNOWN)[0])

    def _date(self, value: object, tool: Tool) -> tuple[datetime | None, Precision]:
        slashed = _SLASHED.match(value) if isinstance(value, str) else None
        if self._month_first and slashed is not None:
            month, day, year = slashed.groups()
            value = f"{year}-{int(month):02}-{int(day):02}{slashed.string[slashed.end() :]}"
        moment, precision = read_date(value, now=self._now, zone=self._zone)
        if tool is Tool.AMAZON and moment is not None:
            return moment.astimezone(UTC).replace(hour=12, minute=0, second=0), Precision.DAY
        return moment, precision

    def _derived(
        self,
        author: Author,
        about: str | None,
        printed: str,
        title: str | None,
        text: str | None,
        rating: Rating | None,
    ) -> str:
        """An id for a row that has none. Bare stars of nobody are told apart by counting them."""
        known = (author.id or author.name, about, printed, title, text)
        if author.name or author.id or text or title:
            return synthetic_id("file", *known)
        bare = synthetic_id("file", *known, None if rating is None else f"{rating.value:g}")
        self._nameless[bare] += 1
        return bare if self._nameless[bare] == 1 else f"{bare}-{self._nameless[bare]}"


Cell = Callable[[str], object]
"""What stands in the column of a given meaning; None where there is no such column."""


def _cells(record: Mapping[str, object], columns: Columns, tabular: bool) -> Cell:
    def cell(meaning: str) -> object:
        value = record.get(columns.named.get(meaning, ""))
        if not isinstance(value, str):
            return value
        value = value.strip()
        if not tabular or not value:
            return value or None
        return linked(value) if meaning in ("url", "author_url") else shown(value)

    return cell


def _owners_word(cell: Cell) -> Mapping[str, str]:
    """What the owner said against the reading, as far as it is a word that goodword knows."""
    sentiment, urgency = _words(cell("owner_sentiment")), _words(cell("owner_urgency"))
    said = {}
    if sentiment in set(Sentiment):
        said["owner_sentiment"] = sentiment
    if urgency in set(Urgency):
        said["owner_urgency"] = urgency
    return said


def flat(record: Mapping[str, object]) -> Mapping[str, object]:
    """``{"user": {"name": "Anna"}}`` as ``{"user_name": "Anna"}``; lists are left out."""
    if not any(isinstance(value, dict | list) for value in record.values()):
        return record
    found: dict[str, object] = {}
    for name, value in record.items():
        if isinstance(value, dict):
            inner = {k: v for k, v in value.items() if not isinstance(v, dict | list)}
            found.update({f"{name}_{part}": v for part, v in inner.items()})
        elif not isinstance(value, list):
            found[name] = value
    return found


def _words(value: object) -> str:
    """A cell as the text that is printed in it; "" when it is empty."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _text(value: object) -> tuple[str | None, Translation | None]:
    words = clean(_words(value)) or ""
    if _MARKUP.search(words) or _ENTITY.search(words):
        words = clean(plain(words)) or ""
    if not words:
        return None, None
    original, translation = split_translation(words)
    return clean(original), translation


def _rating(cell: Cell) -> Rating | None:
    """The stars. A zero on a scale that begins at one is how shops write "none given"."""
    rating = read_rating(cell("rating"), cell("worst"), cell("best"))
    if rating is not None and rating.value == 0 and rating.worst > 0:
        return None
    return rating


def _id(value: object) -> str | None:
    return clean(_words(value))


def _name(value: object) -> str | None:
    """A name to show; never an e-mail address or a telephone number."""
    name = clean(_words(value))
    if name is None or (len(name) < _LONGEST_CONTACT and _CONTACT.fullmatch(name)):
        return None
    return name


def _url(value: object) -> str | None:
    words = _words(value)
    return safe_url(words) if words else None


def _lang(value: object) -> str | None:
    code = _words(value)
    return code.replace("_", "-") if _LANG.match(code) else None


def _member(kind: type[Choice], value: object, otherwise: Choice) -> Choice:
    try:
        return kind(_words(value))
    except ValueError:
        return otherwise
