"""One row or object of an export, of whatever layout, as an item."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from monitor.mention import Author, Item, Kind, OwnerReply, Precision, Rating, State
from monitor.source import Rejected
from sources.exports.cells import (
    Cell,
    cells,
    flat,
    id_in,
    lang_in,
    member,
    name_in,
    owners_word,
    rating_in,
    text_in,
    url_in,
    words_in,
)
from sources.exports.columns import Columns, Tool, find_columns
from sources.google.review import (
    dedupe_key,
    is_google_review,
    looks_like_review_id,
    read_google_review,
)
from sources.reading.dates import read_date
from sources.reading.identity import synthetic_id
from sources.reading.text import clean

_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


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
        cell = cells(record, columns, row.tabular)
        if columns.tool is Tool.GOODWORD:
            return self._own(cell, row.where)
        return self._any(cell, columns.tool, row.where)

    def _any(self, cell: Cell, tool: Tool, where: str) -> Item | Rejected:
        title = clean(words_in(cell("title")))
        text, translation = text_in(cell("text"))
        rating = rating_in(cell)
        if text is None and title is None and rating is None:
            return Rejected("Neither words nor stars.", where)
        author = Author(
            name_in(cell("author")), id_in(cell("author_id")), url_in(cell("author_url"))
        )
        about = clean(words_in(cell("about")))
        printed = words_in(cell("published_at"))
        published_at, precision = self._date(cell("published_at"), tool)
        given = id_in(cell("id"))
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
            url=url_in(cell("url")),
            reply=self._reply(cell),
            translation=translation,
            lang=lang_in(cell("lang")),
            about=about,
            dedupe_key=dedupe_key(given) if given is not None and google else None,
            synthetic=given is None,
        )

    def _own(self, cell: Cell, where: str) -> Item | Rejected:
        """A row of goodword's own export: every cell says exactly what was stored."""
        title, text = clean(words_in(cell("title"))), clean(words_in(cell("text")))
        rating = rating_in(cell)
        source, given = id_in(cell("source")), id_in(cell("id"))
        if given is None or (text is None and title is None and rating is None):
            return Rejected("No id, or neither words nor stars.", where)
        published_at, precision = self._date(cell("published_at"), Tool.GOODWORD)
        if published_at is not None:
            precision = member(Precision, cell("precision"), precision)
            precision = Precision.INSTANT if precision is Precision.UNKNOWN else precision
        return Item(
            id=f"{source}/{given}" if source else given,
            kind=member(Kind, cell("kind"), self._kind),
            author=Author(name=clean(words_in(cell("author")))),
            rating=rating,
            title=title,
            text=text,
            published_at=published_at,
            precision=precision,
            updated_at=self._date(cell("updated_at"), Tool.GOODWORD)[0],
            url=url_in(cell("url")),
            state=member(State, cell("state"), State.VISIBLE),
            reply=self._reply(cell),
            lang=lang_in(cell("lang")),
            about=clean(words_in(cell("about"))),
            dedupe_key=id_in(cell("dedupe_key")),
            extra=owners_word(cell),
        )

    def _reply(self, cell: Cell) -> OwnerReply | None:
        text, _translation = text_in(cell("reply"))
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
