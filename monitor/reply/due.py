"""Which day a promise names: "tomorrow", "by Friday", "within two weeks", "1 May", "1.5.".

Where the words can be read in two ways, the earlier day is taken: a reminder too early does
less harm than one too late. "This week" means its Friday, "this month" its last day. A date
that could be two ("3/4" in English) is not read at all.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict

from monitor.reply.pattern import Finder, Sentence, fold

Unit = Literal["hours", "days", "weeks", "months"]

_NUMERIC = re.compile(
    r"(?<![\d./-])(?:(?P<iso>\d{4}-\d{2}-\d{2})"
    r"|(?P<day>\d{1,2})(?P<mark>[./])(?P<month>\d{1,2})(?P<rest>[./](?P<year>\d{4}|\d{2})?)?)"
    r"(?![\d/])"
)
_TRAILING = re.compile(r"(?<![\d.])(\d{1,2}\.\d{1,2})\.(?=\s|\Z)")
_DAY_BEFORE = re.compile(r"(?<!\d)(\d{1,2})(?:[^\W\d]{1,3}|\.)?\s+(?:\w{1,2}\s+)?\Z")
_DAY_AFTER = re.compile(r"[\s,-]{0,3}(\d{1,2})(?!\d)(?:st|nd|rd|th|\.)?")
_YEAR_AFTER = re.compile(r"[\s,]{0,3}(?:\w{1,3}\s+)?(20\d\d)(?!\d)")
_ORDINAL = re.compile(r"(?<!\d)(\d{1,2})\.(\s+)(?=(\w+))")
_FRIDAY = 4
_LAST_OF_YEAR = 12


class DateTable(BaseModel):
    """The words of one language. ``within`` are phrases with ``{n}`` for a number of units;
    ``numbers`` those that are written out. ``weekdays`` begin with Monday. ``day_first`` is
    False where "3/4" may be either."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    today: tuple[str, ...]
    tomorrow: tuple[str, ...]
    after_tomorrow: tuple[str, ...]
    this_week: tuple[str, ...]
    next_week: tuple[str, ...]
    this_month: tuple[str, ...]
    next_month: tuple[str, ...]
    numbers: Mapping[str, int]
    within: Mapping[Unit, tuple[str, ...]]
    weekdays: tuple[tuple[str, ...], ...]
    months: tuple[tuple[str, ...], ...]
    day_first: bool = True


class Calendar:
    """Reads days in one language."""

    def __init__(self, table: DateTable) -> None:
        self._numbers = {fold(word).casefold(): n for word, n in table.numbers.items()}
        self._day_first = table.day_first
        self._fixed: list[tuple[Finder, Callable[[date], date]]] = [
            (Finder(table.after_tomorrow), lambda day: day + timedelta(days=2)),
            (Finder(table.today), lambda day: day),
            (Finder(table.tomorrow), lambda day: day + timedelta(days=1)),
            (Finder(table.this_week), _end_of_week),
            (Finder(table.next_week), lambda day: _end_of_week(_monday(day) + timedelta(weeks=1))),
            (Finder(table.this_month), _end_of_month),
            (Finder(table.next_month), lambda day: _end_of_month(_month_later(day))),
        ]
        digits = "|".join(["#", *table.numbers])
        self._within = {
            unit: Finder(phrase.replace("{n}", f"({digits})") for phrase in phrases)
            for unit, phrases in table.within.items()
        }
        self._weekdays = [Finder(names) for names in table.weekdays]
        self._months = [Finder(names) for names in table.months]

    def joined(self, text: str) -> str:
        """``text``, same length, where no point in "1. Mai" or "1.5." ends a sentence."""

        def join(match: re.Match[str]) -> str:
            word = Sentence(match.start(3), match.end(3))
            is_month = any(month.occurs(text, [word]) for month in self._months)
            return f"{match[1]} {match[2]}" if is_month else match.group()

        return _TRAILING.sub(r"\1/", _ORDINAL.sub(join, text))

    def due(self, text: str, within: Sentence, said_on: date) -> date | None:
        """The day that ``within`` names first, seen from ``said_on``; never one before it."""
        return next((day for _, day in self.days(text, within, said_on)), None)

    def days(self, text: str, within: Sentence, said_on: date) -> list[tuple[int, date]]:
        """Every day from ``said_on`` on that ``within`` names, and where, in order."""
        found = self._all(text, within, said_on)
        return sorted((start, day) for start, day in found if day >= said_on)

    def _all(self, text: str, within: Sentence, said_on: date) -> Iterator[tuple[int, date]]:
        for finder, day_of in self._fixed:
            for match in finder.matches(text, [within]):
                yield match.start, day_of(said_on)
        for unit, finder in self._within.items():
            for match in finder.matches(text, [within]):
                n = self._number(text[match.start : match.end])
                yield match.start, _later(said_on, unit, n)
        for weekday, finder in enumerate(self._weekdays):
            for match in finder.matches(text, [within]):
                yield match.start, _coming(said_on, weekday)
        for month, finder in enumerate(self._months, start=1):
            for match in finder.matches(text, [within]):
                named = _dated(text, within, match.start, match.end, month, said_on)
                if named is not None:
                    yield named
        yield from self._numeric(text, within, said_on)

    def _number(self, words: str) -> int:
        digits = re.search(r"\d+", words)
        if digits is not None:
            return int(digits[0])
        named = (self._numbers.get(word.casefold()) for word in re.findall(r"\w+", words))
        return next((n for n in named if n is not None), 1)

    def _numeric(self, text: str, within: Sentence, said_on: date) -> Iterator[tuple[int, date]]:
        for match in _NUMERIC.finditer(text, *within):
            if match["iso"]:
                day = _made(*map(int, match["iso"].split("-")))
            else:
                day = self._day_and_month(match, said_on)
            if day is not None:
                yield match.start(), day

    def _day_and_month(self, match: re.Match[str], said_on: date) -> date | None:
        first, second = int(match["day"]), int(match["month"])
        if not match["rest"] and not _surely_a_date(match):
            return None
        if match["mark"] == "/" and not self._day_first:
            if first <= _LAST_OF_YEAR and second <= _LAST_OF_YEAR and first != second:
                return None
            if second > _LAST_OF_YEAR:
                first, second = second, first
        year = int(match["year"]) if match["year"] else None
        if year is not None and year < 100:
            year += 2000
        return _on(first, second, year, said_on)


def _surely_a_date(match: re.Match[str]) -> bool:
    """Whether two numbers alone are one: "01.05" and "1/5" are, "3.10" is money, "24/7" is not."""
    if match["mark"] == "/":
        return match.group() != "24/7"
    return len(match["day"]) == 2 and match["month"].startswith("0")


def _dated(
    text: str, within: Sentence, start: int, end: int, month: int, said_on: date
) -> tuple[int, date] | None:
    """The day that stands beside the name of a month, and where."""
    before = _DAY_BEFORE.search(text[within.start : start])
    after = _DAY_AFTER.match(text[end : within.end])
    beside = before or after
    if beside is None:
        return None
    rest = end if before is not None else end + beside.end()
    year = _YEAR_AFTER.match(text[rest : within.end])
    day = _on(int(beside[1]), month, int(year[1]) if year else None, said_on)
    return None if day is None else (start, day)


def _on(day: int, month: int, year: int | None, said_on: date) -> date | None:
    """That day; without a year the next one on which it falls."""
    if year is not None:
        return _made(year, month, day)
    this_year = _made(said_on.year, month, day)
    if this_year is None or this_year >= said_on:
        return this_year
    return _made(said_on.year + 1, month, day)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _later(said_on: date, unit: Unit, n: int) -> date:
    n = min(n, 1000)
    if unit == "months":
        return said_on + timedelta(days=30 * n)
    days = {"hours": -(-n // 24), "days": n, "weeks": 7 * n}[unit]
    return said_on + timedelta(days=days)


def _coming(said_on: date, weekday: int) -> date:
    """The next such day; named on the very day, the one of the week after is meant."""
    return said_on + timedelta(days=(weekday - said_on.weekday() - 1) % 7 + 1)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _end_of_week(day: date) -> date:
    """Friday, or on a weekend its Sunday."""
    ahead = _FRIDAY - day.weekday()
    return day + timedelta(days=ahead if ahead >= 0 else 6 - day.weekday())


def _end_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _month_later(day: date) -> date:
    return _end_of_month(day) + timedelta(days=1)
