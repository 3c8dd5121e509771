"""The answers that goodword posts for the owner."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from monitor.draft import Proposal, Route
from monitor.errors import PostingError, StoreError
from monitor.mention import State
from monitor.posting import LEGAL, NewPosting, Posting, PostingState
from monitor.source import ReplyRules
from monitor.store import Store
from monitor.store.rows import SourceRow
from tests.monitor.store.samples import DAY, HOUR, NOW, TODAY, add, edit, join, new, refresh, review

LEASE = HOUR
BY_HAND = PostingState.BY_HAND


@pytest.fixture
def mention(store: Store) -> int:
    (number,) = add(store, review())
    return number


def answer(store: Store, mention: int, text: str = "Thank you, Anna.") -> NewPosting:
    draft = store.drafts.add(mention, 1, Proposal(text, "en", Route.DRAFT), NOW)
    return NewPosting(draft.id, mention, 1, "site", text, f"key of {text}")


def queued(store: Store, mention: int, text: str = "Thank you, Anna.") -> Posting:
    return store.replies.queue(answer(store, mention, text), NOW)


def by_hand(store: Store, mention: int, text: str = "Thank you, Anna.") -> Posting:
    store.replies.by_hand(answer(store, mention, text), NOW)
    noted = store.replies.latest(mention)
    assert noted is not None
    return noted


def take(store: Store, at: timedelta = timedelta(0)) -> list[int]:
    claimed = store.replies.claim_due(NOW + at, LEASE, 10, ["site"])
    return [posting.id for posting in claimed]


def brought_to(store: Store, posting: Posting, *states: PostingState) -> Posting:
    for state in states:
        posting = store.replies.move(posting.id, state)
    return posting


def test_a_queued_answer_comes_back_as_it_was_approved(store: Store, mention: int) -> None:
    new_one = replace(answer(store, mention), replace=True)
    posting = store.replies.queue(new_one, NOW)
    assert (posting.text, posting.key, posting.replace) == (new_one.text, new_one.key, True)
    assert (posting.state, posting.due_at, posting.attempts) == (PostingState.QUEUED, NOW, 0)
    assert store.replies.get(posting.id) == store.replies.latest(mention) == posting


def test_the_same_answer_pressed_twice_is_one(store: Store, mention: int) -> None:
    new_one = answer(store, mention)
    first = store.replies.queue(new_one, NOW)
    assert store.replies.queue(new_one, NOW + HOUR) == first
    brought_to(store, first, PostingState.SENDING, PostingState.PUBLISHED)
    assert store.replies.queue(new_one, NOW + HOUR).id == first.id


def test_a_second_answer_waits_until_the_first_has_come_through(store: Store, mention: int) -> None:
    first = queued(store, mention)
    with pytest.raises(PostingError):
        queued(store, mention, "Another one.")
    brought_to(store, first, PostingState.SENDING, PostingState.PUBLISHED)
    assert queued(store, mention, "Another one.").id != first.id


def test_an_answer_by_hand_is_awaited_until_a_listing_shows_it(store: Store, mention: int) -> None:
    noted = by_hand(store, mention)
    assert (noted.state, noted.text) == (BY_HAND, "Thank you, Anna.")
    assert take(store, DAY) == []
    assert store.replies.claim_pending(NOW + DAY, HOUR, 10, ["site"]) == []
    assert store.replies.awaited([mention, 99]) == [noted]
    shown = store.replies.shown(noted.id, PostingState.PUBLISHED, "Thanks, Anna!", "its key")
    assert (shown.state, shown.text, shown.key) == (
        PostingState.PUBLISHED,
        "Thanks, Anna!",
        "its key",
    )
    assert store.replies.awaited([mention]) == []
    with pytest.raises(PostingError):
        store.replies.shown(noted.id, PostingState.PUBLISHED, "Other words.", "other")
    assert store.replies.get(noted.id) == shown


def test_an_answer_of_goodwords_own_is_not_taken_for_one_by_hand(
    store: Store, mention: int
) -> None:
    first = by_hand(store, mention)
    posting = queued(store, mention, "By goodword.")
    assert store.replies.awaited([mention]) == []
    for state in (PostingState.SENDING, PostingState.PUBLISHED):
        assert by_hand(store, mention, "Other words.") == posting
        posting = store.replies.move(posting.id, state)
    assert first.id != posting.id


def test_an_edit_makes_an_answer_by_hand_outdated(store: Store, mention: int) -> None:
    noted = by_hand(store, mention)
    store.mentions.edit([edit(mention, review(text="Worse."))])
    assert store.replies.outdate([mention]) == []
    found = store.replies.get(noted.id)
    assert found is not None
    assert found.state is PostingState.OUTDATED


def test_an_answer_that_failed_may_be_tried_again_by_the_owner(store: Store, mention: int) -> None:
    new_one = answer(store, mention)
    first = store.replies.queue(new_one, NOW)
    brought_to(store, first, PostingState.SENDING, PostingState.FAILED)
    assert store.replies.queue(new_one, NOW).id != first.id


def test_an_answer_without_a_draft_or_a_mention_is_refused(store: Store, mention: int) -> None:
    for wrong in (
        replace(answer(store, mention), draft=99),
        replace(answer(store, mention), mention=99),
    ):
        with pytest.raises(StoreError):
            store.replies.queue(wrong, NOW)


def test_what_is_due_is_taken_up_once(store: Store, mention: int) -> None:
    posting = queued(store, mention)
    assert store.replies.claim_due(NOW, LEASE, 10, ["other"]) == []
    assert take(store) == [posting.id]
    assert take(store) == []
    taken = store.replies.get(posting.id)
    assert taken is not None
    assert (taken.state, taken.attempts, taken.tried_at) == (PostingState.SENDING, 1, NOW)


def test_what_a_crash_left_behind_is_taken_up_after_a_while(store: Store, mention: int) -> None:
    posting = queued(store, mention)
    take(store)
    assert take(store, LEASE / 2) == []
    assert take(store, LEASE) == [posting.id]


def test_one_answer_can_be_taken_up_by_its_id(store: Store) -> None:
    first, second = (queued(store, number) for number in add(store, review("1"), review("2")))
    claimed = store.replies.claim_due(NOW, LEASE, 10, ["site"], only=second.id)
    assert [posting.id for posting in claimed] == [second.id]
    assert take(store) == [first.id]


def test_an_answer_put_off_waits_for_its_time(store: Store, mention: int) -> None:
    posting = queued(store, mention)
    take(store)
    store.replies.move(posting.id, PostingState.SENT, reason="It is slow.", due_at=NOW + HOUR)
    assert take(store, HOUR / 2) == []
    assert take(store, HOUR) == [posting.id]


def test_what_waits_for_approval_is_looked_up_now_and_then(store: Store, mention: int) -> None:
    posting = brought_to(store, queued(store, mention), PostingState.SENDING, PostingState.PENDING)
    asked = [
        [p.id for p in store.replies.claim_pending(NOW + at, 2 * HOUR, 10, ["site"])]
        for at in (timedelta(0), HOUR, 2 * HOUR)
    ]
    assert asked == [[posting.id], [], [posting.id]]
    assert store.replies.claim_pending(NOW + DAY, HOUR, 10, ["other"]) == []


@pytest.mark.parametrize("start", PostingState)
@pytest.mark.parametrize("goal", PostingState)
def test_an_answer_takes_only_legal_steps(
    store: Store, mention: int, start: PostingState, goal: PostingState
) -> None:
    posting = by_hand(store, mention) if start is BY_HAND else queued(store, mention)
    if start not in (PostingState.QUEUED, BY_HAND):
        posting = brought_to(store, posting, PostingState.SENDING)
    withdrawn = (PostingState.WITHDRAWING, PostingState.WITHDRAWN)
    if start in withdrawn:
        way = (PostingState.PUBLISHED, *withdrawn[: withdrawn.index(start) + 1])
        posting = brought_to(store, posting, *way)
    elif start not in (PostingState.QUEUED, PostingState.SENDING, BY_HAND):
        posting = brought_to(store, posting, start)
    if goal in LEGAL[start]:
        assert store.replies.move(posting.id, goal).state is goal
    else:
        with pytest.raises(PostingError):
            store.replies.move(posting.id, goal)
        assert store.replies.get(posting.id) == posting


def test_an_answer_that_does_not_exist_cannot_move(store: Store) -> None:
    with pytest.raises(PostingError):
        store.replies.move(7, PostingState.SENDING)
    assert store.replies.get(7) is None
    assert store.replies.latest(7) is None


def test_an_edit_outdates_answers_to_the_words_before(store: Store) -> None:
    numbers = add(store, review("waits"), review("stands"), review("same"))
    waits, stands, same = (queued(store, number) for number in numbers)
    brought_to(store, stands, PostingState.SENDING, PostingState.PUBLISHED)
    store.mentions.edit(
        [
            edit(n, review(i, text="Worse."))
            for n, i in zip(numbers, ("waits", "stands"), strict=False)
        ]
    )
    stopped = store.replies.outdate(numbers)
    assert [posting.id for posting in stopped] == [waits.id]
    states = [p.state for p in map(store.replies.get, (waits.id, stands.id, same.id)) if p]
    assert states == [PostingState.OUTDATED, PostingState.OUTDATED, PostingState.QUEUED]


def test_an_answer_is_taken_down_by_one_process_and_again_after_a_while(
    store: Store, mention: int
) -> None:
    posting = brought_to(
        store, queued(store, mention), PostingState.SENDING, PostingState.PUBLISHED
    )
    wanted = store.replies.withdraw(posting.id, NOW)
    assert (wanted.state, wanted.attempts) == (PostingState.WITHDRAWING, 0)
    assert store.replies.withdraw(posting.id, NOW + HOUR) == wanted

    def claim(at: timedelta, only: int | None = None) -> list[int]:
        claimed = store.replies.claim_withdrawals(NOW + at, HOUR, 10, ["site"], only)
        return [each.attempts for each in claimed]

    assert [claim(timedelta(0)), claim(timedelta(0)), claim(HOUR)] == [[1], [], [2]]
    store.replies.put_off(posting.id, NOW + DAY, "The site is down.")
    assert [claim(2 * HOUR), claim(2 * HOUR, posting.id + 1), claim(2 * HOUR, posting.id)] == [
        [],
        [],
        [3],
    ]
    assert store.replies.claim_withdrawals(NOW + 2 * DAY, HOUR, 10, ["other"]) == []


def test_nothing_is_posted_while_an_answer_is_being_taken_down(store: Store, mention: int) -> None:
    posting = brought_to(
        store, queued(store, mention), PostingState.SENDING, PostingState.PUBLISHED
    )
    store.replies.withdraw(posting.id, NOW)
    with pytest.raises(PostingError, match="taken down"):
        queued(store, mention)
    store.replies.move(posting.id, PostingState.WITHDRAWN)
    assert queued(store, mention).id != posting.id


def test_what_never_stood_cannot_be_taken_down(store: Store, mention: int) -> None:
    with pytest.raises(PostingError):
        store.replies.withdraw(queued(store, mention).id, NOW)
    with pytest.raises(PostingError):
        store.replies.withdraw(77, NOW)


def test_only_the_newest_answer_that_stands_is_followed(store: Store, mention: int) -> None:
    done = (PostingState.SENDING, PostingState.PUBLISHED)
    brought_to(store, queued(store, mention), *done)
    newer = brought_to(store, queued(store, mention, "Another one."), *done)
    assert [p.id for p in store.replies.standing([mention, 99])] == [newer.id]


def test_the_ids_needed_to_answer_an_item_are_kept(store: Store) -> None:
    (number,) = add(store, review(extra={"thread": "7", "odd\ud800": "\x00"}))
    found = store.mentions.get(number)
    assert found is not None
    assert found.item.extra == {"thread": "7", "odd\ufffd": "\ufffd"}
    store.mentions.refresh([refresh(number, review(extra={"thread": "8"}))])
    found = store.mentions.get(number)
    assert found is not None
    assert found.item.extra == {"thread": "8"}


def test_new_ids_are_worth_storing_but_none_leave_the_hash_as_it_was() -> None:
    assert review().side_hash == review(extra={}).side_hash
    assert review(extra={"thread": "7"}).side_hash != review().side_hash


def test_what_a_source_takes_as_an_answer_is_known_to_the_chat(store: Store) -> None:
    rules = ReplyRules(4096, "bytes", update=True, moderated=True)
    row = SourceRow("site", "site", "Site", None, rules)
    store.health.sync([row, SourceRow("feed", "feed", "Feed", None)], NOW)
    assert [health.reply for health in store.health.all()] == [None, rules]
    store.health.sync([replace(row, reply=None)], NOW)
    assert [health.reply for health in store.health.all()] == [None]


def test_single_items_are_asked_for_once_a_day(store: Store) -> None:
    store.health.sync([SourceRow("site", "site", "Site", None)], NOW)
    asked = [store.health.claim_recheck("site", NOW + at, DAY) for at in (0 * HOUR, HOUR, DAY)]
    assert asked == [True, False, True]


def test_the_items_asked_for_longest_ago_come_first(store: Store) -> None:
    first, second, *_ = store.mentions.add(
        [
            new(review("1")),
            new(review("2")),
            new(review("3"), day=TODAY - 40 * DAY),
            new(review("4", state=State.HIDDEN)),
        ]
    )
    store.mentions.checked(second, NOW)
    found = store.mentions.to_check("site", TODAY - 30 * DAY, 10)
    assert [mention.number for mention in found] == [first, second]
    store.mentions.checked(first, NOW + HOUR)
    found = store.mentions.to_check("site", TODAY - 30 * DAY, 1)
    assert [mention.number for mention in found] == [second]


def test_an_item_that_is_gone_is_removed_unless_another_origin_shows_it(store: Store) -> None:
    alone, shared = add(store, review("1"), review("2"))
    store.mentions.join([join(shared, review("2"))])
    assert store.mentions.vanish("site", "1") == alone
    assert store.mentions.vanish("site", "1") is None
    assert store.mentions.vanish("site", "2") is None
    states = [m.item.state for m in map(store.mentions.get, (alone, shared)) if m]
    assert states == [State.REMOVED, State.VISIBLE]
    store.mentions.touch("site", ["1"])
    back = store.mentions.get(alone)
    assert back is not None
    assert back.item.state is State.VISIBLE


def test_an_answer_queued_by_a_clock_since_put_back_goes_out_now_and_is_then_tried_in_its_time(
    store: Store, mention: int
) -> None:
    posting = store.replies.queue(answer(store, mention), NOW + 365 * DAY)
    assert take(store) == [posting.id]
    store.replies.move(posting.id, PostingState.QUEUED, due_at=NOW + HOUR)
    assert take(store) == []
    assert take(store, at=HOUR) == [posting.id]


def test_an_answer_put_off_or_left_behind_by_a_clock_since_put_back_is_taken_up_now(
    store: Store, mention: int
) -> None:
    posting = queued(store, mention)
    for state in (PostingState.QUEUED, PostingState.SENT):
        assert take(store, at=365 * DAY) == [posting.id]
        store.replies.move(posting.id, state, due_at=NOW + 366 * DAY)
        assert take(store) == [posting.id]
        store.replies.move(posting.id, state, due_at=NOW)
    assert take(store, at=365 * DAY) == [posting.id]
    assert take(store) == [posting.id]
    assert take(store) == []


def test_an_answer_that_waits_for_approval_is_looked_up_though_the_clock_was_put_back(
    store: Store, mention: int
) -> None:
    posting = brought_to(store, queued(store, mention), PostingState.SENDING, PostingState.PENDING)
    look = partial(store.replies.claim_pending, again=2 * HOUR, limit=9, sources=["site"])
    assert [p.id for p in look(NOW + 365 * DAY)] == [posting.id]
    assert [p.id for p in look(NOW)] == [posting.id]
    assert look(NOW) == []


@pytest.mark.parametrize("tried", [False, True])
def test_what_is_to_come_down_since_before_the_clock_was_put_back_is_taken_up_now(
    store: Store, mention: int, *, tried: bool
) -> None:
    posting = brought_to(
        store, queued(store, mention), PostingState.SENDING, PostingState.PUBLISHED
    )
    take_down = partial(store.replies.claim_withdrawals, again=HOUR, limit=9, sources=["site"])
    later = NOW + 365 * DAY
    store.replies.withdraw(posting.id, later)
    if tried:
        assert [p.id for p in take_down(later)] == [posting.id]
        store.replies.put_off(posting.id, later + DAY, "The site is down.")
    assert [p.id for p in take_down(NOW)] == [posting.id]
    assert take_down(NOW) == []
    assert [p.id for p in take_down(NOW + HOUR)] == [posting.id]


def test_single_items_are_asked_for_though_the_clock_was_put_back(store: Store) -> None:
    store.health.sync([SourceRow("site", "site", "Site", None)], NOW)
    asked = [store.health.claim_recheck("site", NOW + at, DAY) for at in (365 * DAY, 0 * DAY)]
    assert asked == [True, True]
