"""Taking an answer down: once asked, done once, and the owner hears how it ended."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from monitor.alert import AlertKind
from monitor.capability import ReplyStatus
from monitor.posting import Posting, PostingState, can_come_down
from monitor.store import Store
from monitor.withdraw import LEASE, MOST_TRIES
from tests.fakes.reply_site import ReplySource, WithdrawSource
from tests.monitor.crash import killed_before_statement
from tests.monitor.test_publish import (
    MOST_STATEMENTS,
    THANKS,
    AnsweringShop,
    answering,
    crashed,
    texts,
)


@pytest.fixture
def shop(tmp_path: Path) -> AnsweringShop:
    """A shop whose answer stands, and may be taken down."""
    shop = answering(tmp_path, WithdrawSource)
    shop.approve()
    assert shop.turn().state is PostingState.PUBLISHED
    return shop


def unwanted(shop: AnsweringShop) -> Posting:
    """The owner wants the answer down."""
    with shop.store() as store:
        return store.replies.withdraw(shop.posting().id, shop.clock.now())


def told(shop: AnsweringShop) -> list[AlertKind]:
    return [kind for kind in shop.told() if kind is not AlertKind.REPLY_PUBLISHED]


def test_an_answer_is_taken_down_and_the_owner_hears_of_it(shop: AnsweringShop) -> None:
    unwanted(shop)
    assert shop.turn().state is PostingState.WITHDRAWN
    assert texts(shop) == []
    assert told(shop) == [AlertKind.REPLY_WITHDRAWN]


def test_collect_takes_down_what_is_to_come_down(shop: AnsweringShop) -> None:
    unwanted(shop)
    shop.collect()
    assert texts(shop) == []


def test_what_is_gone_already_counts_as_taken_down(shop: AnsweringShop) -> None:
    unwanted(shop)
    shop.replies.path.write_text("", "utf-8")
    assert shop.turn().state is PostingState.WITHDRAWN
    assert told(shop) == [AlertKind.REPLY_WITHDRAWN]


def test_a_review_that_is_gone_took_the_answer_with_it(shop: AnsweringShop) -> None:
    unwanted(shop)
    shop.replies.shows = "gone"
    assert shop.turn().state is PostingState.WITHDRAWN


def test_another_answer_by_the_owners_hand_is_left_alone(shop: AnsweringShop) -> None:
    unwanted(shop)
    shop.replies.take("r1", "By hand: sorry!")
    assert shop.turn().state is PostingState.WITHDRAWN
    assert texts(shop) == [THANKS, "By hand: sorry!"]


def test_a_site_that_is_down_is_tried_again(shop: AnsweringShop) -> None:
    unwanted(shop)
    shop.replies.lets_go = "down"
    posting = shop.turn()
    assert posting.state is PostingState.WITHDRAWING
    assert posting.due_at > shop.clock.now()
    shop.replies.lets_go = None
    assert shop.turn(hours=1).state is PostingState.WITHDRAWN


def test_a_site_that_says_yes_and_keeps_it_is_not_believed(shop: AnsweringShop) -> None:
    unwanted(shop)
    shop.replies.lets_go = "deaf"
    for _ in range(MOST_TRIES + 2):
        shop.turn(hours=8)
    posting = shop.posting()
    assert posting.state is PostingState.PUBLISHED
    assert posting.reason == "The site still shows it."
    assert told(shop) == [AlertKind.REPLY_STAYS]


@pytest.mark.parametrize("mood", ["token", "forbids"])
def test_what_only_the_owner_can_mend_is_told_at_once(shop: AnsweringShop, mood: str) -> None:
    unwanted(shop)
    shop.replies.lets_go = mood
    posting = shop.turn()
    assert posting.state is PostingState.PUBLISHED
    assert posting.reason
    assert posting.hint
    assert told(shop) == [AlertKind.REPLY_STAYS]


def test_a_second_wish_after_a_failure_is_a_new_one(shop: AnsweringShop) -> None:
    unwanted(shop)
    shop.replies.lets_go = "forbids"
    shop.turn()
    shop.replies.lets_go = None
    unwanted(shop)
    assert shop.turn(minutes=1).state is PostingState.WITHDRAWN
    assert told(shop) == [AlertKind.REPLY_STAYS, AlertKind.REPLY_WITHDRAWN]


def test_a_try_that_died_is_made_again(shop: AnsweringShop) -> None:
    unwanted(shop)
    with shop.store() as store:
        assert shop.collector().withdrawer.claim(store, 10)
    assert shop.turn().state is PostingState.WITHDRAWING
    assert shop.turn(minutes=16).state is PostingState.WITHDRAWN


def test_a_line_that_breaks_at_the_second_look_is_no_doubt(shop: AnsweringShop) -> None:
    unwanted(shop)
    collector = shop.collector()
    with shop.store() as store:
        (claimed,) = collector.withdrawer.claim(store, 1)
        shop.replies.path.write_text("", "utf-8")
        shop.replies.take("r1", THANKS)
        original = shop.replies._drop

        def drop_and_break(item: str) -> bytes:
            shop.replies.shows = "down"
            return original(item)

        shop.replies._drop = drop_and_break  # type: ignore[method-assign]
        assert collector.withdrawer.withdraw(store, claimed).state is PostingState.WITHDRAWN


def test_what_another_process_has_settled_is_told_once(shop: AnsweringShop) -> None:
    posting = unwanted(shop)
    shop.turn()
    collector = shop.collector()
    with shop.store() as store:
        assert collector.withdrawer.withdraw(store, posting).state is PostingState.WITHDRAWN
    assert told(shop) == [AlertKind.REPLY_WITHDRAWN]


def test_a_site_that_cannot_is_not_asked(tmp_path: Path) -> None:
    shop = answering(tmp_path, ReplySource)
    shop.approve()
    shop.turn()
    posting = unwanted(shop)
    assert shop.turn().state is PostingState.WITHDRAWING
    with shop.store() as store:
        moved = shop.collector().withdrawer.withdraw(store, posting)
    assert moved.state is PostingState.PUBLISHED
    assert "cannot take it down" in (moved.reason or "")


def test_an_answer_still_waiting_for_approval_can_be_taken_back(tmp_path: Path) -> None:
    shop = answering(tmp_path, WithdrawSource)
    shop.replies.gives = ReplyStatus.PENDING
    shop.approve()
    assert shop.turn().state is PostingState.PENDING
    unwanted(shop)
    assert shop.turn().state is PostingState.WITHDRAWN


def test_an_answer_to_earlier_words_can_come_down_where_it_is_shown(shop: AnsweringShop) -> None:
    shop.replies.edit("r1", text="Worse.", reply=THANKS)
    shop.collect()
    posting = shop.posting()
    assert posting.state is PostingState.OUTDATED
    assert can_come_down(posting, shop.mention("r1").item.reply)
    assert not can_come_down(posting, None)
    unwanted(shop)
    shop.replies.lets_go = "forbids"
    shop.turn()
    assert shop.posting().state is PostingState.OUTDATED
    shop.replies.lets_go = None
    unwanted(shop)
    assert shop.turn().state is PostingState.WITHDRAWN


def test_killed_before_any_statement_it_still_comes_down_and_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "morning").mkdir()
    morning = answering(tmp_path / "morning", WithdrawSource)
    morning.approve()
    morning.turn()
    unwanted(morning)
    for number in range(1, MOST_STATEMENTS):
        shop = crashed(morning, tmp_path / f"killed{number}")
        shutil.copy(morning.replies.path, shop.replies.path)
        if not killed_before_statement(number, shop.turn):
            break
        shop.clock.advance(seconds=LEASE.total_seconds())
        assert shop.turn().state is PostingState.WITHDRAWN, f"killed before statement {number}"
        assert texts(shop) == []
        assert told(shop) == [AlertKind.REPLY_WITHDRAWN]
    assert 5 < number < MOST_STATEMENTS - 1


def test_two_collectors_take_it_down_once(shop: AnsweringShop) -> None:
    unwanted(shop)
    with Store.open(shop.config.store.path) as one, Store.open(shop.config.store.path) as other:
        works = [shop.collector().answers(store, 10) for store in (one, other)]
    assert [len(work) for work in works] == [1, 0]
