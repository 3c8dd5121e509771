"""A draft takes legal steps only."""

from __future__ import annotations

from itertools import product

import pytest

from monitor.draft import LEGAL, Draft, DraftState, Proposal, Route
from monitor.errors import DraftError
from tests.fakes.clock import START


def draft(state: DraftState) -> Draft:
    return Draft(1, 7, 1, Proposal("Thank you.", "en", Route.DRAFT), state, START)


@pytest.mark.parametrize(("before", "after"), list(product(DraftState, DraftState)))
def test_every_step_is_either_legal_or_refused(before: DraftState, after: DraftState) -> None:
    if after in LEGAL[before]:
        assert draft(before).moved_to(after).state is after
    else:
        with pytest.raises(DraftError):
            draft(before).moved_to(after)


def test_nothing_is_posted_that_was_not_approved() -> None:
    assert [state for state in DraftState if DraftState.POSTED in LEGAL[state]] == [
        DraftState.APPROVED
    ]
