"""Every way in which sites write a date, read into aware UTC and an honest precision.

Quick ways first: ISO 8601, RFC 822, Unix seconds. Only what is left over goes to dateparser,
which costs milliseconds and is imported on first use. Nothing here raises.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, tzinfo
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import TypeAlias

from monitor.mention import Precision

Reading: TypeAlias = "tuple[datetime | None, Precision]"

UNREADABLE: Reading = (None, Precision.UNKNOWN)
# fmt: off
LANGUAGES = [
    "en", "fi", "he", "kk", "ro", "ru", "uk", "de", "fr", "es", "it", "pt", "nl", "sv", "nb", "da",
    "pl", "cs", "sk", "hu", "tr", "et", "lt", "lv", "el", "bg", "sr", "hr", "ar", "ja", "zh", "ko",
]
# fmt: on
"""Languages whose month names and "3 days ago" are understood."""

_MAX_LENGTH = 80
_NOON = time(12, tzinfo=UTC)
_EARLIEST_EPOCH = 1e8
"""1973: smaller numbers are counts, years or "no date", never the time of a review."""
_DAY = re.compile(r"(\d{4})([-/.]?)(\d\d?)\2(\d\d?)\.?\Z")
_ISO_WEEK = re.compile(r"\d{4}-?W\d\d")
_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})\Z")
_NUMERIC_DAY = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})\b[,.]?(.*)\Z")
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)[Tt _]+(\d\d:\d\d\S*?)\s*(Z|z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?\Z")
_RFC_822 = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{2,4}\s+\d{1,2}:\d\d")
_EPOCH = re.compile(r"\d{9,19}(?:\.\d+)?\Z")


def read_date(value: object, *, now: datetime, zone: tzinfo = UTC) -> Reading:
    """When ``value`` says it was, in UTC, and how exactly it says so.

    ``value`` may be text, Unix seconds (also milli-, micro- and nanoseconds), protobuf's
    ``{"seconds", "nanos"}``, a date or a datetime. ``now`` anchors "5 months ago"; ``zone``
    is assumed where none is stated. A day or a month becomes noon UTC, so that no zone moves
    it. ``03/04/2024`` is read day first, unless that lies in the future and the other
    reading does not. What cannot be read is ``(None, UNKNOWN)``, never a guess, never "now".
    """
    try:
        return _read(value, now, zone)
    except (ValueError, OverflowError, OSError):
        return UNREADABLE


def _read(value: object, now: datetime, zone: tzinfo) -> Reading:
    match value:
        case bool() | None:
            return UNREADABLE
        case int() | float():
            return _from_epoch(float(value))
        case datetime():
            return _instant(value, zone)
        case date():
            return _noon(value), Precision.DAY
        case {"seconds": seconds, **rest}:
            return _from_parts(seconds, rest)
        case str() if 0 < len(text := " ".join(value.split())) <= _MAX_LENGTH:
            return _from_text(text, now, zone)
        case _:
            return UNREADABLE


def _from_parts(seconds: object, rest: Mapping[object, object]) -> Reading:
    """Protobuf's time stamp: whole seconds, as number or text, and nanoseconds."""
    nanos = rest.get("nanos", 0)
    if not isinstance(seconds, int | str) or not isinstance(nanos, int):
        return UNREADABLE
    return _from_epoch(int(seconds) + nanos / 1e9)


def _from_epoch(seconds: float) -> Reading:
    """Unix time in whatever unit makes it a date of this age of the world."""
    if not math.isfinite(seconds) or seconds < _EARLIEST_EPOCH:
        return UNREADABLE
    for _ in range(3):
        if seconds >= 1e11:
            seconds /= 1000
    return datetime.fromtimestamp(seconds, UTC), Precision.INSTANT


def _from_text(text: str, now: datetime, zone: tzinfo) -> Reading:
    if found := _DAY.match(text):
        return _noon(date(int(found[1]), int(found[3]), int(found[4]))), Precision.DAY
    if found := _MONTH.match(text):
        return _noon(date(int(found[1]), int(found[2]), 1)), Precision.MONTH
    if found := _ISO.match(text):
        offset = found[3] or ""
        offset = "Z" if offset.upper() in ("UTC", "GMT") else offset
        return _instant(datetime.fromisoformat(f"{found[1]}T{found[2]}{offset}".upper()), zone)
    if _EPOCH.match(text):
        return _from_epoch(float(text))
    if (found := _NUMERIC_DAY.match(text)) and (swapped := _day_first(found, now)):
        return _from_text(swapped, now, zone)
    if _RFC_822.match(text):
        try:
            return _instant(parsedate_to_datetime(text), zone)
        except (ValueError, TypeError, IndexError):
            pass  # "24 October 2011 10:00 Uhr" looks alike; the next reader knows more
    return _in_words(text, now, zone)


def _day_first(found: re.Match[str], now: datetime) -> str | None:
    """``24.10.2011`` and its kin with the year first; None when it is no date at all."""
    first, separator, second, year, rest = found.groups()
    readings = []
    for day, month in ((first, second), (second, first)):
        try:
            readings.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    if not readings:
        return None
    slashed = separator == "/"
    past = [reading for reading in readings if reading <= now.date()] if slashed else []
    return f"{(past or readings)[0].isoformat()}{rest}"


def _instant(moment: datetime, zone: tzinfo) -> Reading:
    stated = moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
    return stated.astimezone(UTC), Precision.INSTANT


def _noon(day: date) -> datetime:
    return datetime.combine(day, _NOON)


@lru_cache(maxsize=4096)
def _in_words(text: str, now: datetime, zone: tzinfo) -> Reading:
    """Month names and "5 months ago", in any of ``LANGUAGES``."""
    if _ISO_WEEK.match(text) or not any(each.isalpha() or each == ":" for each in text):
        return UNREADABLE
    here = now.astimezone(zone).replace(tzinfo=None)
    moment, _period = _ask_dateparser(text, {"PARSERS": ["relative-time"], "RELATIVE_BASE": here})
    if moment is not None:
        return _instant(moment, zone)[0], Precision.RELATIVE
    moment, period = _ask_dateparser(
        text,
        {
            "PARSERS": ["absolute-time"],
            "RELATIVE_BASE": here,
            "REQUIRE_PARTS": ["year", "month"],
            "PREFER_DAY_OF_MONTH": "first",
        },
    )
    if moment is None:
        return UNREADABLE
    if period == "time":
        return _instant(moment, zone)
    return _noon(moment.date()), Precision.MONTH if period == "month" else Precision.DAY


def _ask_dateparser(text: str, settings: dict[str, object]) -> tuple[datetime | None, str]:
    """What dateparser makes of ``text``, and the finest part it found ("time", "day", "month")."""
    from dateparser.date import DateDataParser

    fixed = {"RETURN_TIME_AS_PERIOD": True, "TIMEZONE": "UTC"}
    parser = DateDataParser(languages=LANGUAGES, settings={**fixed, **settings})
    try:
        found = parser.get_date_data(text)
    except Exception:  # it raises all sorts on hostile text; unreadable is the answer
        return None, ""
    return found.date_obj, str(found.period)
