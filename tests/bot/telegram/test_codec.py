from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.screens.message import Action, Verb
from bot.telegram.codec import LIMIT, decode, encode

ROW = st.integers(0, 2**63 - 1)
ACTIONS = st.builds(Action, st.sampled_from(Verb), ROW, ROW)


@given(ACTIONS)
@settings(max_examples=60)
def test_every_action_comes_back_and_fits_a_button(action: Action) -> None:
    data = encode(action)
    assert len(data.encode()) <= LIMIT
    assert decode(data) == action


@given(st.one_of(st.text(), st.from_regex(r"1?:[a-z]{0,3}:\d*:\d*", fullmatch=True)))
@settings(max_examples=100)
def test_any_data_is_either_an_action_or_none(data: str) -> None:
    action = decode(data)
    assert action is None or decode(encode(action)) == action


@pytest.mark.parametrize(
    "data",
    [
        "",
        "draft:12",
        "2:d:12:0",
        "1:zz:12:0",
        "1:z:12:0",
        "1:abc:12:0",
        "1:d:12",
        "1:d:-1:0",
        "1:d:١:0",
        f"1:d:{2**63}:0",
    ],
)
def test_what_this_version_did_not_write_is_no_action(data: str) -> None:
    assert decode(data) is None


@pytest.mark.parametrize("number", [-1, 2**63])
def test_a_number_that_no_row_has_does_not_become_a_button(number: int) -> None:
    with pytest.raises(ValueError, match="does not fit a button"):
        encode(Action(Verb.DRAFT, number))
