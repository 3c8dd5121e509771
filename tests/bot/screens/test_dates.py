"""Moments in words: honest about what is known."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.screens.dates import age, moment_name, published, span_name
from monitor.mention import Item, Kind, Precision
from tests.bot.shop import NOW

HELSINKI, AUCKLAND = ZoneInfo("Europe/Helsinki"), ZoneInfo("Pacific/Auckland")


def written(at: datetime | None, precision: Precision) -> Item:
    return Item(id="1", kind=Kind.REVIEW, published_at=at, precision=precision)


@pytest.mark.parametrize(
    ("at", "precision", "says"),
    [
        (NOW - timedelta(hours=2), Precision.INSTANT, "today 12:00"),
        (NOW - timedelta(hours=20), Precision.INSTANT, "yesterday 18:00"),
        (NOW - timedelta(days=9), Precision.INSTANT, "13 Nov 2026, 14:00"),
        (datetime(2026, 11, 20, 12, tzinfo=UTC), Precision.DAY, "20 Nov 2026"),
        (datetime(2026, 3, 1, 12, tzinfo=UTC), Precision.MONTH, "in March 2026"),
        (NOW - timedelta(days=150), Precision.RELATIVE, "about 25 Jun 2026"),
        (None, Precision.UNKNOWN, "date unknown"),
    ],
)
def test_a_date_says_no_more_than_its_source(
    at: datetime | None, precision: Precision, says: str
) -> None:
    assert published(written(at, precision), HELSINKI, NOW) == says


def test_a_stated_day_stays_that_day_at_the_end_of_the_world() -> None:
    day = written(datetime(2026, 11, 20, 12, tzinfo=UTC), Precision.DAY)
    assert published(day, AUCKLAND, NOW) == "20 Nov 2026"


def test_the_first_day_of_the_calendar_can_be_told() -> None:
    assert moment_name(datetime.min.replace(tzinfo=UTC), ZoneInfo("America/New_York"), NOW)


@pytest.mark.parametrize(
    ("span", "says"),
    [
        (timedelta(minutes=59), "less than an hour"),
        (timedelta(hours=-3), "less than an hour"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(days=20), "20 days"),
        (timedelta(days=21), "3 weeks"),
        (timedelta(days=200), "6 months"),
        (timedelta(days=1200), "3 years"),
    ],
)
def test_an_age_is_told_in_its_largest_honest_unit(span: timedelta, says: str) -> None:
    assert age(NOW - span, NOW) == says


def test_a_span_names_its_month_once() -> None:
    assert span_name(date(2026, 11, 16), date(2026, 11, 22)) == "16–22 Nov 2026"
    assert span_name(date(2026, 10, 29), date(2026, 11, 4)) == "29 Oct – 4 Nov 2026"
