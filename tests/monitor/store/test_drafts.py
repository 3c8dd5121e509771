"""The drafts of replies, and how far each has come."""

from __future__ import annotations

import pytest

from monitor.draft import DraftState, Finding, Proposal, Route, Severity
from monitor.errors import DraftError, StoreError
from monitor.store import Store
from tests.monitor.store.samples import HOUR, NOW, add, review

FINDING = Finding("excuse", Severity.FIX, 3, 9, "It sounds like an excuse.", "We are sorry.")
PROPOSAL = Proposal("Thank you, Anna.", "en", Route.HOLD, (FINDING,), "Call her first.")


@pytest.fixture
def mention(store: Store) -> int:
    (number,) = add(store, review())
    return number


def test_a_draft_comes_back_as_it_was_proposed(store: Store, mention: int) -> None:
    draft = store.drafts.add(mention, 2, PROPOSAL, NOW)
    assert (draft.mention, draft.mention_version, draft.proposal) == (mention, 2, PROPOSAL)
    assert (draft.state, draft.created_at) == (DraftState.PROPOSED, NOW)
    assert store.drafts.get(draft.id) == store.drafts.latest(mention) == draft


def test_a_newer_draft_discards_the_older_ones_that_were_not_posted(
    store: Store, mention: int
) -> None:
    posted = store.drafts.add(mention, 1, PROPOSAL, NOW)
    store.drafts.move(posted.id, DraftState.APPROVED)
    store.drafts.move(posted.id, DraftState.POSTED)
    approved = store.drafts.add(mention, 1, PROPOSAL, NOW)
    store.drafts.move(approved.id, DraftState.APPROVED)
    newest = store.drafts.add(mention, 1, PROPOSAL, NOW + HOUR)
    states = [store.drafts.get(draft.id) for draft in (posted, approved, newest)]
    assert [draft.state for draft in states if draft] == [
        DraftState.POSTED,
        DraftState.DISCARDED,
        DraftState.PROPOSED,
    ]
    assert store.drafts.latest(mention) == newest


def test_a_draft_takes_only_legal_steps(store: Store, mention: int) -> None:
    draft = store.drafts.add(mention, 1, PROPOSAL, NOW)
    with pytest.raises(DraftError):
        store.drafts.move(draft.id, DraftState.POSTED)
    assert store.drafts.get(draft.id) == draft
    assert store.drafts.move(draft.id, DraftState.APPROVED).state is DraftState.APPROVED


def test_a_draft_that_does_not_exist_cannot_move(store: Store) -> None:
    with pytest.raises(DraftError):
        store.drafts.move(7, DraftState.APPROVED)
    assert store.drafts.get(7) is None
    assert store.drafts.latest(7) is None


def test_a_draft_for_an_unknown_mention_is_refused(store: Store) -> None:
    with pytest.raises(StoreError):
        store.drafts.add(7, 1, PROPOSAL, NOW)
