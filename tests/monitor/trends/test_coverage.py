"""Fine, shaky, quiet, broken and new: how far a source can be trusted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.health import Health
from monitor.mention import Kind
from monitor.rollup import DayCount
from monitor.trends.coverage import coverage, watched_since
from monitor.verdict import Sentiment

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

FINE = Health(
    name="site",
    type="feed",
    title="The site",
    place=None,
    cursor=None,
    baseline_at=NOW - 100 * DAY,
    tried_at=NOW - HOUR,
    succeeded_at=NOW - HOUR,
    newest_at=NOW - DAY,
    failures=0,
    error=None,
    error_text=None,
    hint=None,
    due_at=NOW + HOUR,
    check_requested_at=None,
    seen=1,
    matched=1,
    rejected=0,
    aggregate=None,
)
FAILING = replace(FINE, failures=1, error="Blocked", error_text="A block page.", hint="Wait.")


def condition(source: Health, said: int = 0) -> str:
    days = [DayCount(NOW.date(), source.name, None, Kind.REVIEW, Sentiment.POSITIVE, said, 0, 0.0)]
    return coverage([source], days, 3, NOW)[0].condition


@pytest.mark.parametrize(
    ("source", "is_called"),
    [
        (FINE, "fine"),
        (FAILING, "shaky"),
        (replace(FAILING, failures=3), "broken"),
        (replace(FAILING, succeeded_at=NOW - 2 * DAY), "broken"),
        (replace(FAILING, succeeded_at=None, baseline_at=None), "broken"),
        (replace(FINE, succeeded_at=None, baseline_at=None), "new"),
        (replace(FINE, baseline_at=None), "new"),
        (replace(FINE, newest_at=NOW - 31 * DAY), "quiet"),
        (replace(FINE, newest_at=NOW - 29 * DAY), "fine"),
        (replace(FINE, newest_at=None), "quiet"),
        (replace(FINE, succeeded_at=NOW - 3 * DAY, due_at=NOW - 3 * DAY), "broken"),
    ],
)
def test_broken_is_not_quiet_and_one_failure_is_not_broken(source: Health, is_called: str) -> None:
    assert condition(source) == is_called


def test_what_only_the_owner_can_mend_is_broken_at_once_as_the_alert_has_said() -> None:
    assert condition(replace(FAILING, error="AuthExpired")) == "broken"


def test_quiet_is_measured_by_the_sources_own_rhythm() -> None:
    silent_for_a_week = replace(FINE, newest_at=NOW - 7 * DAY)
    assert condition(silent_for_a_week, said=84) == "quiet"
    assert condition(silent_for_a_week, said=12) == "fine"


def test_three_silent_days_are_never_remarked_upon() -> None:
    assert condition(replace(FINE, newest_at=NOW - 2 * DAY), said=5000) == "fine"


def test_only_what_is_broken_tells_of_trouble() -> None:
    broken, shaky = coverage([FAILING, replace(FAILING, name="b", failures=3)], [], 3, NOW)
    assert (broken.name, broken.trouble, broken.hint) == ("b", "A block page.", "Wait.")
    assert (shaky.trouble, shaky.hint) == (None, None)


def test_what_needs_the_owner_comes_first() -> None:
    sources = [
        FINE,
        replace(FINE, name="new", baseline_at=None),
        replace(FINE, name="quiet", newest_at=None),
        replace(FAILING, name="broken", failures=9),
    ]
    lines = coverage(sources, [], 3, NOW)
    assert [line.name for line in lines] == ["broken", "quiet", "new", "site"]


def test_a_shop_is_watched_since_its_youngest_source_was_read() -> None:
    young = replace(FINE, baseline_at=NOW - DAY)
    assert watched_since([FINE, young]) == NOW - DAY
    assert watched_since([FINE, replace(FINE, baseline_at=None)]) is None
    assert watched_since([]) is None
