"""How plain values look in the file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from monitor.store.encode import KEY_LIMIT, clean, key, moment, pack, stamp, unpack

MOMENTS = st.datetimes(
    min_value=datetime(1, 1, 2),  # noqa: DTZ001 - the zone is drawn apart
    max_value=datetime(9999, 12, 30),  # noqa: DTZ001
    timezones=st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m))),
)
ANY_TEXT = st.text(st.characters(codec=None, categories=None))


@given(MOMENTS)
def test_a_moment_comes_back_as_itself(when: datetime) -> None:
    assert moment(stamp(when)) == when


@given(MOMENTS, MOMENTS)
def test_stamps_sort_as_their_moments_do(one: datetime, other: datetime) -> None:
    assert (stamp(one) < stamp(other)) == (one < other)
    assert len(stamp(one)) == len("2026-11-02T09:00:00.000000Z")


def test_a_stamp_is_in_utc() -> None:
    assert stamp(datetime(2026, 11, 2, 9, tzinfo=UTC)) == "2026-11-02T09:00:00.000000Z"


@given(ANY_TEXT)
def test_any_text_can_be_stored(value: str) -> None:
    stored = clean(value)
    assert "\x00" not in stored
    assert len(stored) == len(value)
    stored.encode("utf-8")


@given(ANY_TEXT, ANY_TEXT)
def test_two_keys_stay_two_and_can_be_stored(one: str, other: str) -> None:
    assert (key(one) == key(other)) == (one == other)
    assert len(key(one).encode("utf-8")) <= 4 * KEY_LIMIT


@given(st.recursive(st.none() | st.booleans() | st.integers() | ANY_TEXT, st.lists))
def test_what_is_packed_comes_back(value: object) -> None:
    assert unpack(pack(value)) == value
