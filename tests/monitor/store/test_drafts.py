"""The drafts of replies, and how far each has come."""

from __future__ import annotations

from dataclasses import replace

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


def test_a_draft_remembers_that_a_model_worded_it(store: Store, mention: int) -> None:
    draft = store.drafts.add(mention, 1, replace(PROPOSAL, by_model=True), NOW)
    assert draft.proposal.by_model
    assert store.drafts.get(draft.id) == draft


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


def test_a_draft_cools_off_and_is_told_of_once_it_was_approved(store: Store) -> None:
    numbers = add(store, review("a"), review("b"), review("c"))
    drafts = [store.drafts.add(n, 1, PROPOSAL, NOW, ready_at=NOW + HOUR) for n in numbers]
    approved, waiting, hurried = drafts
    assert approved.cooling(NOW)
    assert not approved.cooling(NOW + HOUR)
    store.drafts.move(approved.id, DraftState.APPROVED)
    store.drafts.move(hurried.id, DraftState.APPROVED)
    store.drafts.hurry(hurried.id)
    assert not store.drafts.to_cool(NOW)
    assert store.drafts.cooled(NOW) == []
    assert store.drafts.to_cool(NOW + HOUR)
    assert [draft.id for draft in store.drafts.cooled(NOW + HOUR)] == [approved.id]
    assert not store.drafts.to_cool(NOW + HOUR)
    found = store.drafts.get(waiting.id)
    assert found is not None
    assert found.ready_at is None


def test_the_last_texts_for_other_mentions_are_known(store: Store) -> None:
    first, second = add(store, review("a"), review("b"))
    for text in ("One.", "Two."):
        store.drafts.add(first, 1, Proposal(text, "en", Route.DRAFT), NOW)
    own = store.drafts.add(second, 1, Proposal("Three.", "en", Route.DRAFT), NOW, own=True)
    assert own.own
    assert (store.drafts.count(first), store.drafts.count(second)) == (2, 1)
    assert store.drafts.recent(second) == ("Two.",)
    assert store.drafts.recent(0) == ("Two.", "Three.")
    assert store.drafts.recent(0, limit=1) == ("Three.",)
