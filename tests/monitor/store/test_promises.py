"""What was promised is kept until it is settled, and told once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from monitor.draft import DraftState, Proposal, Route
from monitor.posting import NewPosting, PostingState
from monitor.promise import Commitment, PromiseState, Told
from monitor.store import Store
from tests.monitor.store.samples import DAY, HOUR, NOW, TODAY, add, review

CALL = Commitment("I will call you.", 0, 16, TODAY + DAY)
FIX = Commitment("We will fix it.", 17, 30, None)


@pytest.fixture
def mention(store: Store) -> int:
    (number,) = add(store, review())
    return number


@pytest.fixture
def draft(store: Store, mention: int) -> int:
    draft = store.drafts.add(mention, 1, Proposal("Hello.", "en", Route.DRAFT), NOW)
    store.drafts.move(draft.id, DraftState.APPROVED)
    return draft.id


def test_promises_are_noted_once_a_draft(store: Store, mention: int, draft: int) -> None:
    noted = store.promises.note(draft, mention, [CALL, FIX], NOW)
    assert [(p.text, p.due, p.state, p.told, p.made_at) for p in noted] == [
        (CALL.text, CALL.due, PromiseState.OPEN, Told.NOTHING, NOW),
        (FIX.text, None, PromiseState.OPEN, Told.NOTHING, NOW),
    ]
    later = Commitment(CALL.text, 0, 16, TODAY + 3 * DAY)
    assert store.promises.note(draft, mention, [later], NOW + DAY) == noted
    assert store.promises.of_draft(draft) == store.promises.open() == noted
    assert store.promises.get(noted[0].id) == noted[0]


def test_a_promise_is_told_when_due_and_when_overdue(
    store: Store, mention: int, draft: int
) -> None:
    call, _ = store.promises.note(draft, mention, [CALL, FIX], NOW)
    due = TODAY + DAY

    def untold(day: date) -> list[int]:
        return [promise.id for promise in store.promises.untold(day)]

    assert [untold(TODAY), untold(due), untold(due + DAY)] == [[], [call.id], [call.id]]
    store.promises.told(call.id, Told.DUE)
    assert [untold(due), untold(due + DAY)] == [[], [call.id]]
    store.promises.told(call.id, Told.OVERDUE)
    assert untold(due + DAY) == []
    assert store.promises.put_off(call.id, due + 2 * DAY)
    assert [untold(due + DAY), untold(due + 2 * DAY)] == [[], [call.id]]


def test_a_promise_is_settled_once_and_can_be_opened_again(
    store: Store, mention: int, draft: int
) -> None:
    call, fix = store.promises.note(draft, mention, [CALL, FIX], NOW)
    assert store.promises.settle(call.id, PromiseState.KEPT, NOW + HOUR)
    assert not store.promises.settle(call.id, PromiseState.KEPT, NOW + DAY)
    assert store.promises.settle(fix.id, PromiseState.DROPPED, NOW + HOUR)
    assert store.promises.open() == store.promises.untold(TODAY + 9 * DAY) == []
    (kept,) = store.promises.kept(NOW)
    assert (kept.id, kept.settled_at) == (call.id, NOW + HOUR)
    assert store.promises.kept(NOW + DAY) == []
    assert not store.promises.put_off(call.id, TODAY)
    assert store.promises.settle(call.id, PromiseState.OPEN, NOW + DAY)
    reopened = store.promises.get(call.id)
    assert reopened is not None
    assert reopened.settled_at is None


def test_what_nobody_could_read_was_not_promised(store: Store, mention: int, draft: int) -> None:
    found = store.drafts.get(draft)
    known = store.mentions.get(mention)
    assert found is not None
    assert known is not None
    posting = store.replies.queue(NewPosting.of(found, known, replace=False), NOW)
    store.promises.note(draft, mention, [CALL], NOW)
    for state in (PostingState.SENDING, PostingState.REJECTED):
        store.replies.move(posting.id, state)
    assert store.promises.open() == store.promises.untold(TODAY + 9 * DAY) == []
    assert store.promises.of_draft(draft) == []


def test_unknown_promises_answer(store: Store) -> None:
    assert store.promises.get(7) is None
    assert not store.promises.settle(7, PromiseState.KEPT, NOW)
    assert not store.promises.put_off(7, TODAY + timedelta(days=1))
