"""Every date that sites write."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.mention import Precision
from sources.reading.dates import read_date

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


def read(value: object) -> tuple[str | None, str]:
    moment, precision = read_date(value, now=NOW)
    return (moment.isoformat() if moment else None), precision.value


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2025-05-30T03:46:30.951790Z", "2025-05-30T03:46:30.951790+00:00"),
        ("2025-05-30T03:46:30.951790123Z", "2025-05-30T03:46:30.951790+00:00"),
        ("2025-05-27T20:32:43.000Z", "2025-05-27T20:32:43+00:00"),
        ("2013-09-07T13:37:00", "2013-09-07T13:37:00+00:00"),
        ("2021-08-10T18:45:03+0000", "2021-08-10T18:45:03+00:00"),
        ("2019-04-15T03:54:07-0400", "2019-04-15T07:54:07+00:00"),
        ("2017-11-15T08:10:34-08:00", "2017-11-15T16:10:34+00:00"),
        ("2026-07-01T10:00:00.000000+05:00", "2026-07-01T05:00:00+00:00"),
        ("2024-06-28 18:28:16", "2024-06-28T18:28:16+00:00"),
        ("2024-06-28 18:28:16 UTC", "2024-06-28T18:28:16+00:00"),
        ("2024-06-28T18:28Z", "2024-06-28T18:28:00+00:00"),
        ("Fri, 05 Jan 2018 02:56:11 +0000", "2018-01-05T02:56:11+00:00"),
        ("Fri, 05 Jan 2018 02:56:11 GMT", "2018-01-05T02:56:11+00:00"),
        ("5 Jan 18 02:56", "2018-01-05T02:56:00+00:00"),
        (1443676826, "2015-10-01T05:20:26+00:00"),
        (1443676826.5, "2015-10-01T05:20:26.500000+00:00"),
        ("1443676826", "2015-10-01T05:20:26+00:00"),
        (1443676826000, "2015-10-01T05:20:26+00:00"),
        ({"seconds": "1443676826", "nanos": 713000000}, "2015-10-01T05:20:26.713000+00:00"),
        ("24.10.2011 15:30", "2011-10-24T15:30:00+00:00"),
        ("24. lokakuuta 2011 klo 15:20", "2011-10-24T15:20:00+00:00"),
        (datetime(2024, 1, 2, 3, tzinfo=timezone(timedelta(hours=2))), "2024-01-02T01:00:00+00:00"),
    ],
)
def test_a_moment_is_read_in_utc(value: object, moment: str) -> None:
    assert read(value) == (moment, "instant")


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-06-28", "2024-06-28"),
        ("2024/6/8", "2024-06-08"),
        ("20240628", "2024-06-28"),
        ("October 24, 2011", "2011-10-24"),
        ("24 октября 2011 г.", "2011-10-24"),
        ("24.10.2011", "2011-10-24"),
        ("10/24/2011", "2011-10-24"),
        ("2100-01-01", "2100-01-01"),
        (date(2024, 6, 28), "2024-06-28"),
    ],
)
def test_a_day_is_noon_so_that_no_zone_moves_it(value: object, day: str) -> None:
    assert read(value) == (f"{day}T12:00:00+00:00", "day")
    far_west = read_date(value, now=NOW, zone=ZoneInfo("Pacific/Honolulu"))
    assert far_west == read_date(value, now=NOW)


@pytest.mark.parametrize("value", ["2019-10", "Oct 2019", "октябрь 2019", "octombrie 2019"])
def test_a_month_is_its_first_day(value: str) -> None:
    assert read(value) == ("2019-10-01T12:00:00+00:00", "month")


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("5 months ago", "2026-06-22T10:00:00+00:00"),
        ("a week ago", "2026-11-15T10:00:00+00:00"),
        ("3 месяца назад", "2026-08-22T10:00:00+00:00"),
        ("2 viikkoa sitten", "2026-11-08T10:00:00+00:00"),
        ("לפני 3 חודשים", "2026-08-22T10:00:00+00:00"),
        ("2 hours ago", "2026-11-22T08:00:00+00:00"),
        ("yesterday", "2026-11-21T10:00:00+00:00"),
    ],
)
def test_ago_counts_from_when_the_page_came(value: str, moment: str) -> None:
    assert read(value) == (moment, "relative")


def test_slashes_are_read_day_first() -> None:
    assert read("03/04/2024")[0] == "2024-04-03T12:00:00+00:00"


def test_slashes_are_not_read_into_the_future() -> None:
    assert read("11/12/2026")[0] == "2026-11-12T12:00:00+00:00"


def test_a_time_without_a_zone_is_taken_in_the_zone_that_is_passed() -> None:
    pacific = ZoneInfo("America/Los_Angeles")
    moment, _ = read_date("2026-04-18 19:32:11", now=NOW, zone=pacific)
    assert moment == datetime(2026, 4, 19, 2, 32, 11, tzinfo=UTC)


def test_a_stated_zone_wins_over_the_one_that_is_passed() -> None:
    moment, _ = read_date("2026-04-18T19:32:11Z", now=NOW, zone=ZoneInfo("Asia/Almaty"))
    assert moment == datetime(2026, 4, 18, 19, 32, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        None, "", " ", True, 0, "0", 5, -1, 2019, "2019", "May", "12:30", "Lovely shop!", "1 2024",
        "2024-13-45", "2024-02-30T00:00:00", "99.99.2024", "2023-W05", "0001-01-01T00:00:00+10:00",
        "9999-12-31T23:59:59-10:00", float("nan"), float("inf"), 10**400, "9" * 25, "x" * 100_000,
        [], {}, {"seconds": None}, {"seconds": "x"}, b"2024-01-01", "Sat, 99 Foo 2020 10:00",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_unknown_and_never_now(value: object) -> None:
    assert read(value) == (None, "unknown")


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=40)
    | st.integers()
    | st.floats()
    | st.from_regex(r"\d{1,4}[-/. ]\d{1,3}[-/. ]\d{1,5}.{0,9}")
)
def test_reading_a_date_never_raises_and_is_honest(value: object) -> None:
    moment, precision = read_date(value, now=NOW)
    assert (moment is None) == (precision is Precision.UNKNOWN)
    assert moment is None or moment.utcoffset() == timedelta(0)
    assert read_date(value, now=NOW) == (moment, precision)
