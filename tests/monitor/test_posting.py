"""Which steps an answer may take, how it is measured, and how it is known again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.posting import (
    LEGAL,
    STANDING,
    UNDER_WAY,
    PostingState,
    length,
    posting_key,
    same_words,
)
from monitor.source import ReplyRules


def test_every_state_says_where_it_may_lead() -> None:
    assert set(LEGAL) == set(PostingState)


def test_what_has_ended_stays_so() -> None:
    stands = STANDING | {
        PostingState.OUTDATED,
        PostingState.WITHDRAWING,
        PostingState.BY_HAND,
    }
    for state in set(PostingState) - UNDER_WAY - stands:
        assert not LEGAL[state]


def test_an_answer_goes_out_only_after_it_was_taken_up() -> None:
    came_from = {state for state, legal in LEGAL.items() if PostingState.SENT in legal}
    assert came_from == {PostingState.SENDING}


@pytest.mark.parametrize(
    ("unit", "text", "expected"),
    [("bytes", "Спасибо", 14), ("characters", "Спасибо", 7), ("bytes", "🙂", 4)],
)
def test_an_answer_is_measured_in_the_sites_own_unit(unit: str, text: str, expected: int) -> None:
    assert length(text, ReplyRules(4096, unit)) == expected


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Thank you, Anna!", "  Thank you,\r\nAnna! "),
        ('We\'re sorry - "truly"...', "We’re sorry – “truly”…"),
        ("Thank you!", "@anna@forum.example Thank you!"),
        ("Kiitos, Äiti", "Kiitos, A\u0308iti"),
    ],
)
def test_an_answer_is_known_again_through_what_sites_do_to_it(ours: str, theirs: str) -> None:
    assert same_words(ours, theirs)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Thank you, Anna.", "Thank you, Ben."),
        ("🙂", "🙁"),
        ("Thank you.", ""),
        ("Kiitos 1", "Kiitos 2"),
    ],
)
def test_another_answer_is_not_taken_for_ours(ours: str, theirs: str) -> None:
    assert not same_words(ours, theirs)


@given(st.text())
def test_any_answer_is_the_same_as_itself(text: str) -> None:
    assert same_words(text, text)
    assert posting_key("site", "1", text) == posting_key("site", "1", text)


def test_the_key_tells_answers_items_and_sources_apart() -> None:
    keys = {
        posting_key("site", "1", "Thanks"),
        posting_key("site", "1", "Thanks!"),
        posting_key("site", "2", "Thanks"),
        posting_key("shop", "1", "Thanks"),
    }
    assert len(keys) == 4
