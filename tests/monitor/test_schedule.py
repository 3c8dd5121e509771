"""When to look again."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import AuthExpired, RateLimited, Unavailable
from monitor.schedule import (
    LONGEST,
    LONGEST_PAUSE,
    SPREAD,
    after_failure,
    after_success,
    interval,
    not_before,
)
from tests.fakes.clock import START

MINUTE = timedelta(minutes=1)
HALF_HOUR = timedelta(minutes=30)


def test_the_owners_wish_counts_but_not_below_the_sites_manners() -> None:
    assert interval(None, HALF_HOUR, MINUTE) == HALF_HOUR
    assert interval(timedelta(hours=2), HALF_HOUR, MINUTE) == timedelta(hours=2)
    assert interval(timedelta(seconds=1), HALF_HOUR, MINUTE) == MINUTE


def test_polls_are_spread_a_little() -> None:
    assert after_success(START, HALF_HOUR, 0) == START + HALF_HOUR
    assert after_success(START, HALF_HOUR, 1) == START + HALF_HOUR * (1 + SPREAD)


def test_each_failure_in_a_row_doubles_the_wait() -> None:
    error = Unavailable("no connection")
    waits = [after_failure(START, MINUTE, n, error, 0) - START for n in (1, 2, 3)]
    assert waits == [MINUTE * 2, MINUTE * 4, MINUTE * 8]


def test_what_only_the_owner_can_mend_waits_the_longest_at_once() -> None:
    assert after_failure(START, MINUTE, 1, AuthExpired("no"), 0) == START + LONGEST


def test_a_site_that_says_when_to_come_back_is_obeyed_to_the_second() -> None:
    back = START + timedelta(hours=9, seconds=7)
    assert after_failure(START, MINUTE, 1, RateLimited("slow", retry_at=back), 0.5) == back
    soon = START + timedelta(seconds=30)
    assert after_failure(START, HALF_HOUR, 5, RateLimited("slow", retry_at=soon), 0) == soon


def test_a_date_to_come_back_that_has_passed_falls_back_to_waiting() -> None:
    past = RateLimited("slow", retry_at=START - MINUTE)
    assert after_failure(START, MINUTE, 1, past, 0) == START + MINUTE * 2


@given(st.integers(1, 10_000), st.timedeltas(MINUTE, timedelta(days=30)), st.floats(0, 1))
def test_however_often_it_fails_it_is_tried_again_within_bounds(
    failures: int, every: timedelta, share: float
) -> None:
    due = after_failure(START, every, failures, Unavailable("no"), share)
    assert START < due <= START + max(every, LONGEST) * (1 + SPREAD)


def test_a_pause_that_a_good_answer_asks_for_is_kept() -> None:
    due, asked = START + HALF_HOUR, START + timedelta(hours=3)
    assert not_before(None, due, START) == due
    assert not_before(asked, due, START) == asked
    assert not_before(START + MINUTE, due, START) == due


def test_a_pause_of_years_is_not() -> None:
    asked = START + timedelta(days=4000)
    assert not_before(asked, START + HALF_HOUR, START) == START + LONGEST_PAUSE
