"""Replies to one and two stars rest; nothing else does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.reply.resting import rests_until
from tests.monitor.reply.mentions import NOW, mention

REST = timedelta(minutes=20)


@pytest.mark.parametrize(
    ("stars", "rests"),
    [(1, True), (2, True), (2.4, True), (2.5, False), (3, False), (5, False), (None, False),
     (9, False)],
)  # fmt: skip
def test_one_and_two_stars_rest(stars: float | None, rests: bool) -> None:
    until = rests_until(mention("Cold.", stars), REST, NOW)
    assert until == (NOW + REST if rests else None)


def test_a_rest_of_no_length_is_none() -> None:
    assert rests_until(mention("Cold.", 1), timedelta(0), NOW) is None
