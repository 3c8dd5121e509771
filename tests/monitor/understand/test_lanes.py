"""Many small numbers in one large one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from monitor.understand import lanes

BYTES = st.lists(st.integers(0, 255), min_size=1, max_size=60)


@given(BYTES)
def test_what_is_packed_comes_out_again_in_its_order(numbers: list[int]) -> None:
    for lane in (lanes.SHORT, lanes.LONG):
        assert [*lanes.unpack(lanes.pack(numbers, lane), len(numbers), lane)] == numbers
        assert lanes.pack(bytes(numbers), lane) == lanes.pack(numbers, lane)


@given(BYTES, BYTES)
def test_lanes_are_added_up_each_for_itself(one: list[int], other: list[int]) -> None:
    size = max(len(one), len(other))
    wide = [[*each, *[0] * (size - len(each))] for each in (one, other)]
    together = sum(lanes.pack(each, lanes.SHORT) for each in wide)
    added = lanes.unpack(together, size, lanes.SHORT)
    assert [*added] == [sum(pair) for pair in zip(*wide, strict=True)]
