"""What was worked out for a word, kept in bounded memory."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from monitor.understand.memo import Memo


@given(st.lists(st.integers(0, 30)), st.integers(1, 12))
def test_an_answer_is_the_same_whether_or_not_it_was_kept(keys: list[int], limit: int) -> None:
    memo: Memo[int, int] = Memo(lambda key: key * key, limit)
    for key in keys:
        assert memo[key] == key * key
        assert len(memo) <= limit


def test_nothing_is_worked_out_twice_while_there_is_room() -> None:
    asked: list[str] = []
    memo: Memo[str, None] = Memo(asked.append, 10)
    for key in "abcabc":
        assert memo[key] is None
    assert asked == ["a", "b", "c"]


def test_a_flood_of_new_keys_seldom_drives_out_what_is_asked_for_all_the_time() -> None:
    asked: list[int] = []

    def work(key: int) -> int:
        asked.append(key)
        return key

    memo = Memo(work, 20)
    for key in range(1_000):
        assert memo[-1] == -1
        assert memo[key] == key
    assert asked.count(-1) <= 1_000 / 10 + 1


def test_half_of_the_old_and_half_of_the_new_are_kept_when_there_is_no_more_room() -> None:
    asked: list[str] = []
    memo: Memo[str, None] = Memo(asked.append, 4)
    for key in "abcdebdac":
        assert memo[key] is None
    assert asked == [*"abcde", "a", "c"]
