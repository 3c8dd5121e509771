"""Approved answers go out once, whatever happens on the way, and the owner hears of it."""

from __future__ import annotations

import random
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from monitor.alert import AlertKind
from monitor.answers import reply_rules
from monitor.capability import ReplyStatus
from monitor.draft import DraftState, Proposal, Route
from monitor.errors import NotConfigured
from monitor.mention import Status
from monitor.posting import NewPosting, Posting, PostingState, posting_key
from monitor.publish import LEASE, LONGEST_PENDING, LOOK_AGAIN, MOST_TRIES
from monitor.service import Collector
from monitor.source import Request, Source
from monitor.store import Store
from tests.fakes.clock import FakeClock
from tests.fakes.reply_site import FixedSource, ForumSource, ReplySite, ReplySource
from tests.fakes.site import Review
from tests.monitor.crash import killed_before_statement
from tests.monitor.engine import OWNER, Shop, open_shop

THANKS = "We're sorry, Anna. Thank you."
MOST_STATEMENTS = 200


@dataclass
class AnsweringShop(Shop):
    """A shop whose only site takes answers."""

    kind: type[ReplySource] = ReplySource

    def sources(self) -> Mapping[str, Source]:  # type: ignore[override]
        return {"site": self.kind(self.kind.Settings())}

    @property
    def replies(self) -> ReplySite:
        site = self.sites["site"]
        assert isinstance(site, ReplySite)
        return site

    def collector(self) -> Collector:
        return Collector(
            self.config, self.sources(), self._fetch, self.clock, dice=random.Random(1)
        )

    def approve(self, text: str = THANKS, *, replacing: bool = False) -> Posting:
        """The owner approves an answer to the first review, and asks goodword to post it."""
        with self.store() as store:
            mention = self.mention("r1")
            draft = store.drafts.add(
                mention.number,
                mention.versions,
                Proposal(text, "en", Route.DRAFT),
                self.clock.now(),
            )
            store.drafts.move(draft.id, DraftState.APPROVED)
            key = posting_key("site", "r1", text)
            wish = NewPosting(
                draft.id, mention.number, mention.versions, "site", text, key, replacing
            )
            return store.replies.queue(wish, self.clock.now())

    def turn(self, **later: float) -> Posting:
        """What the collector does about answers, after a while; the newest answer then."""
        self.clock.advance(**later)
        collector = self.collector()
        with self.store() as store:
            collector.register(store)
            for work in collector.answers(store, 10):
                work(store)
        return self.posting()

    def posting(self) -> Posting:
        with self.store() as store:
            posting = store.replies.latest(self.mention("r1").number)
        assert posting is not None
        return posting

    def draft_state(self) -> DraftState:
        with self.store() as store:
            draft = store.drafts.latest(self.mention("r1").number)
        assert draft is not None
        return draft.state

    def told(self) -> list[AlertKind]:
        """What the owner's chat is to be told of answers."""
        return [a.kind for a in self.alerts(OWNER) if a.kind.startswith("reply")]


def answering(folder: Path, kind: type[ReplySource] = ReplySource) -> AnsweringShop:
    plain = open_shop(folder)
    clock = plain.clock
    shop = AnsweringShop(plain.config, clock, kind=kind)
    rules = kind.info.reply
    assert rules is not None
    single = rules.single
    shop.sites = {"site": ReplySite(path=folder / "taken.jsonl", clock=clock, single=single)}
    shop.replies.add(Review("r1", stars=2, text="Cold soup."))
    shop.collect()
    return shop


@pytest.fixture
def shop(tmp_path: Path) -> AnsweringShop:
    return answering(tmp_path)


def texts(shop: AnsweringShop) -> list[str]:
    return [answer["text"] for answer in shop.replies.taken()]


def test_an_approved_answer_goes_out_and_the_owner_hears_of_it(shop: AnsweringShop) -> None:
    shop.approve()
    posting = shop.turn()
    assert texts(shop) == [THANKS]
    assert (posting.state, posting.site_id) == (PostingState.PUBLISHED, "a1")
    assert shop.told() == [AlertKind.REPLY_PUBLISHED]
    assert shop.draft_state() is DraftState.POSTED
    assert shop.mention("r1").status is Status.HANDLED


def test_nothing_goes_out_that_was_not_queued_by_the_owner(shop: AnsweringShop) -> None:
    with shop.store() as store:
        number = shop.mention("r1").number
        draft = store.drafts.add(number, 1, Proposal(THANKS, "en", Route.DRAFT), shop.clock.now())
        store.drafts.move(draft.id, DraftState.APPROVED)
    shop.collect()
    assert texts(shop) == []


@pytest.mark.parametrize("taken_back", [DraftState.DISCARDED, DraftState.POSTED])
def test_an_answer_whose_draft_was_taken_back_stays_at_home(
    shop: AnsweringShop, taken_back: DraftState
) -> None:
    posting = shop.approve()
    with shop.store() as store:
        store.drafts.move(posting.draft, taken_back)
    assert shop.turn().state is PostingState.OUTDATED
    assert texts(shop) == []


def test_it_goes_out_once_however_often_the_collector_comes_by(shop: AnsweringShop) -> None:
    shop.approve()
    for _ in range(3):
        shop.turn(hours=1)
    assert texts(shop) == [THANKS]


def test_collect_posts_what_waits(shop: AnsweringShop) -> None:
    shop.approve()
    shop.collect()
    assert texts(shop) == [THANKS]


def test_an_answer_that_was_taken_but_not_confirmed_is_found_not_posted_again(
    shop: AnsweringShop,
) -> None:
    shop.replies.listens = "lost"
    shop.approve()
    assert shop.turn().state is PostingState.SENT
    shop.replies.listens = None
    assert shop.turn(hours=1).state is PostingState.PUBLISHED
    assert texts(shop) == [THANKS]
    assert shop.told() == [AlertKind.REPLY_PUBLISHED]


def test_a_forum_that_lost_its_line_does_not_get_the_answer_twice(tmp_path: Path) -> None:
    shop = answering(tmp_path, ForumSource)
    shop.replies.listens = "lost"
    shop.approve()
    shop.turn()
    for _ in range(MOST_TRIES):
        shop.turn(hours=7)
    assert texts(shop) == [THANKS]
    assert shop.posting().state is PostingState.PUBLISHED


class BlindSource(ForumSource):
    """The adapter of a site that keeps the shop's answers to itself."""

    @property
    def shows_replies(self) -> bool:
        return False


def test_where_answers_are_not_shown_a_lost_one_is_the_owners_to_look_for(tmp_path: Path) -> None:
    shop = answering(tmp_path, BlindSource)
    shop.replies.listens, shop.replies.shows = "lost", "late"
    shop.approve()
    assert shop.turn().state is PostingState.SENT
    posting = shop.turn(hours=1)
    assert posting.state is PostingState.FAILED
    assert "Look there" in (posting.hint or "")
    shop.turn(hours=9)
    assert texts(shop) == [THANKS]


def test_an_answer_nobody_can_read_is_looked_up_at_once(shop: AnsweringShop) -> None:
    shop.replies.listens = "nonsense"
    shop.approve()
    assert shop.turn().state is PostingState.PUBLISHED
    assert texts(shop) == [THANKS]


def test_where_nobody_can_tell_whether_it_was_taken_the_owner_is_asked_to_look(
    shop: AnsweringShop,
) -> None:
    shop.replies.listens, shop.replies.shows = "nonsense", "late"
    shop.approve()
    posting = shop.turn()
    assert posting.state is PostingState.FAILED
    assert "Look there" in (posting.hint or "")
    shop.turn(hours=9)
    assert texts(shop) == [THANKS]


def test_each_try_carries_the_same_key(tmp_path: Path) -> None:
    shop = answering(tmp_path, ForumSource)
    shop.replies.listens, shop.replies.shows = "lost", "late"
    shop.approve()
    shop.turn()
    shop.turn(hours=1)
    first, second = shop.replies.keys
    assert first == second == shop.posting().key


def test_a_site_that_is_down_is_tried_again_at_growing_distance(shop: AnsweringShop) -> None:
    shop.replies.shows = "down"
    shop.approve()
    waits = []
    for _ in range(4):
        posting = shop.turn()
        waits.append(posting.due_at - shop.clock.now())
        shop.clock.advance(seconds=waits[-1].total_seconds())
    assert all(earlier < later for earlier, later in pairwise(waits))
    shop.replies.shows = None
    assert shop.turn().state is PostingState.PUBLISHED
    assert texts(shop) == [THANKS]


def test_a_site_that_stays_down_is_given_up_and_told_once(shop: AnsweringShop) -> None:
    shop.replies.shows = "down"
    shop.approve()
    for _ in range(MOST_TRIES + 3):
        shop.turn(hours=7)
    assert shop.posting().state is PostingState.FAILED
    assert shop.told() == [AlertKind.REPLY_REJECTED]
    assert texts(shop) == []


def test_a_site_that_says_when_to_come_back_is_obeyed(shop: AnsweringShop) -> None:
    shop.replies.listens = "quota"
    shop.approve()
    posting = shop.turn()
    assert posting.state is PostingState.QUEUED
    assert posting.due_at == shop.clock.now() + timedelta(hours=3)


@pytest.mark.parametrize("mood", ["token", "forbids", "gone"])
def test_what_only_the_owner_can_mend_is_told_with_what_to_do(
    shop: AnsweringShop, mood: str
) -> None:
    shop.replies.listens = mood
    shop.approve()
    posting = shop.turn()
    assert posting.state is PostingState.FAILED
    assert posting.reason
    assert posting.hint
    assert shop.told() == [AlertKind.REPLY_REJECTED]
    assert shop.draft_state() is DraftState.APPROVED
    assert shop.mention("r1").status is Status.OPEN


def test_another_answer_that_stands_there_is_never_replaced_silently(shop: AnsweringShop) -> None:
    shop.replies.take("r1", "By hand: sorry!")
    shop.approve()
    posting = shop.turn()
    assert posting.state is PostingState.FAILED
    assert "stands there" in (posting.reason or "")
    assert texts(shop) == ["By hand: sorry!"]


def test_with_the_owners_word_it_is_replaced(shop: AnsweringShop) -> None:
    shop.replies.take("r1", "By hand: sorry!")
    shop.approve(replacing=True)
    assert shop.turn().state is PostingState.PUBLISHED
    assert texts(shop) == ["By hand: sorry!", THANKS]


def test_an_answer_that_the_site_does_not_let_change_stays(tmp_path: Path) -> None:
    shop = answering(tmp_path, FixedSource)
    shop.replies.take("r1", "By hand: sorry!")
    shop.approve(replacing=True)
    assert shop.turn().state is PostingState.FAILED
    assert texts(shop) == ["By hand: sorry!"]


def test_in_a_forum_a_further_answer_replaces_nothing(tmp_path: Path) -> None:
    shop = answering(tmp_path, ForumSource)
    shop.replies.take("r1", "By hand: sorry!")
    shop.approve()
    assert shop.turn().state is PostingState.PUBLISHED
    assert len(texts(shop)) == 2


@pytest.mark.parametrize(
    ("kind", "text", "goes_out"),
    [
        (ReplySource, "ж" * 30, True),
        (ReplySource, "ж" * 31, False),
        (ForumSource, "ж" * 60, True),
        (ForumSource, "ж" * 61, False),
    ],
)
def test_an_answer_too_long_in_the_sites_own_unit_is_not_sent(
    tmp_path: Path, kind: type[ReplySource], text: str, goes_out: bool
) -> None:
    shop = answering(tmp_path, kind)
    shop.approve(text)
    posting = shop.turn()
    assert (posting.state is PostingState.PUBLISHED) is goes_out
    assert bool(texts(shop)) is goes_out


def test_a_review_changed_since_the_approval_is_not_answered(shop: AnsweringShop) -> None:
    shop.approve()
    shop.replies.edit("r1", text="Cold soup, and now I am ill.")
    with shop.store() as store:
        store.replies.claim_due(shop.clock.now(), LEASE, 10, ["site"])
    shop.collect()
    assert shop.turn(hours=1).state is PostingState.OUTDATED
    assert texts(shop) == []
    assert shop.told() == [AlertKind.REPLY_REJECTED]


def test_an_edit_stops_the_answer_that_still_waits(shop: AnsweringShop) -> None:
    shop.replies.shows = "down"
    shop.approve()
    shop.turn()
    shop.replies.edit("r1", text="Cold soup, and now I am ill.")
    shop.collect()
    assert shop.posting().state is PostingState.OUTDATED
    assert shop.told() == [AlertKind.REPLY_REJECTED]


def test_an_edit_after_the_answer_makes_it_outdated_without_a_second_alert(
    shop: AnsweringShop,
) -> None:
    shop.approve()
    shop.turn()
    shop.replies.edit("r1", text="They answered, and I am glad.", reply=THANKS)
    shop.collect()
    assert shop.posting().state is PostingState.OUTDATED
    assert shop.told() == [AlertKind.REPLY_PUBLISHED]


def test_an_answer_under_approval_is_looked_up_until_it_stands(shop: AnsweringShop) -> None:
    shop.replies.gives = ReplyStatus.PENDING
    shop.approve()
    assert shop.turn().state is PostingState.PENDING
    assert shop.turn(hours=3).state is PostingState.PENDING
    shop.replies.gives = ReplyStatus.PUBLISHED
    assert shop.turn(hours=3).state is PostingState.PUBLISHED
    assert shop.told() == [AlertKind.REPLY_PENDING, AlertKind.REPLY_PUBLISHED]
    assert texts(shop) == [THANKS]


def test_an_answer_that_the_site_turns_down_is_told_with_the_reason(shop: AnsweringShop) -> None:
    shop.replies.gives = ReplyStatus.PENDING
    shop.approve()
    shop.turn()
    shop.replies.gives, shop.replies.reason = ReplyStatus.REJECTED, "It holds a link."
    posting = shop.turn(hours=3)
    assert (posting.state, posting.reason) == (PostingState.REJECTED, "It holds a link.")
    assert shop.told() == [AlertKind.REPLY_PENDING, AlertKind.REPLY_REJECTED]


def test_a_site_that_cannot_be_asked_leaves_the_answer_pending(shop: AnsweringShop) -> None:
    shop.replies.gives = ReplyStatus.PENDING
    shop.approve()
    shop.turn()
    shop.replies.shows = "token"
    assert shop.turn(hours=3).state is PostingState.PENDING


def test_an_answer_that_is_never_shown_is_told_in_the_end(shop: AnsweringShop) -> None:
    shop.replies.gives = ReplyStatus.PENDING
    shop.approve()
    shop.turn()
    shop.replies.shows = "late"
    days = LONGEST_PENDING / timedelta(days=1)
    assert shop.turn(days=days - 1).state is PostingState.PENDING
    assert shop.turn(days=2).state is PostingState.REJECTED


def test_the_listing_itself_tells_that_the_answer_stands(shop: AnsweringShop) -> None:
    shop.replies.gives = ReplyStatus.PENDING
    shop.approve()
    shop.turn()
    shop.replies.edit("r1", reply=f" {THANKS} ")
    shop.collect()
    assert shop.posting().state is PostingState.PUBLISHED


def test_another_answer_in_the_listing_says_nothing_of_ours(shop: AnsweringShop) -> None:
    shop.replies.gives = ReplyStatus.PENDING
    shop.approve()
    shop.turn()
    shop.replies.edit("r1", reply="Something else.")
    shop.collect()
    assert shop.posting().state is PostingState.PENDING


def test_an_adapters_own_mistake_is_a_failed_answer_and_no_crash(
    shop: AnsweringShop, caplog: pytest.LogCaptureFixture
) -> None:
    class Careless(ReplySource):
        def reply_request(self, *_: object) -> None:  # type: ignore[override]
            raise KeyError(THANKS)

    shop.kind = Careless
    shop.approve()
    assert shop.turn().state is PostingState.FAILED
    assert THANKS not in caplog.text


def test_a_source_that_can_no_longer_answer_is_left_alone(tmp_path: Path) -> None:
    shop = answering(tmp_path)
    posting = shop.approve()

    class Keyless(ReplySource):
        @property
        def can_reply(self) -> bool:
            return False

    shop.kind = Keyless
    assert shop.turn() == posting
    with shop.store() as store:
        assert [health.reply for health in store.health.all()] == [None]


def test_a_source_that_lacks_the_key_to_answer_with_offers_no_answers(tmp_path: Path) -> None:
    class ReadOnly(ReplySource):
        def reply_request(self, *_: object) -> Request:
            raise NotConfigured("Answering needs a key.")

    assert reply_rules(ReplySource(ReplySource.Settings())) == ReplySource.info.reply
    assert reply_rules(ReadOnly(ReadOnly.Settings())) is None
    shop = answering(tmp_path)
    shop.kind = ReadOnly
    assert shop.collector().publisher.names == ()


def crashed(morning: AnsweringShop, folder: Path) -> AnsweringShop:
    """The same shop at the same moment, in another folder."""
    folder.mkdir()
    shutil.copy(morning.config.store.path, folder / "shop.db")
    store = morning.config.store.model_copy(update={"path": folder / "shop.db"})
    clock = FakeClock(morning.clock.now())
    shop = AnsweringShop(
        morning.config.model_copy(update={"store": store}), clock, kind=morning.kind
    )
    single = morning.replies.single
    shop.sites = {"site": ReplySite(path=folder / "taken.jsonl", clock=clock, single=single)}
    shop.replies.reviews = list(morning.replies.reviews)
    return shop


def test_killed_before_any_statement_the_answer_still_goes_out_exactly_once(
    tmp_path: Path,
) -> None:
    (tmp_path / "morning").mkdir()
    # A forum would show each answer it is given: nothing but our own care prevents a second.
    morning = answering(tmp_path / "morning", ForumSource)
    morning.approve()
    for number in range(1, MOST_STATEMENTS):
        shop = crashed(morning, tmp_path / f"killed{number}")
        if not killed_before_statement(number, shop.turn):
            break
        shop.clock.advance(seconds=LEASE.total_seconds())
        posting = shop.turn()
        assert texts(shop) == [THANKS], f"killed before statement {number}"
        assert posting.state is PostingState.PUBLISHED
        assert shop.told() == [AlertKind.REPLY_PUBLISHED]
        assert shop.draft_state() is DraftState.POSTED
    assert 10 < number < MOST_STATEMENTS - 1


def test_pending_answers_are_not_looked_up_at_every_turn(shop: AnsweringShop) -> None:
    shop.replies.gives = ReplyStatus.PENDING
    shop.approve()
    shop.turn()
    shop.turn()
    asked = len(shop.replies.read)
    shop.turn(minutes=1)
    assert len(shop.replies.read) == asked
    shop.turn(seconds=LOOK_AGAIN.total_seconds())
    assert len(shop.replies.read) == asked + 1


def test_two_collectors_share_one_store_and_post_once(shop: AnsweringShop) -> None:
    shop.approve()
    with Store.open(shop.config.store.path) as one, Store.open(shop.config.store.path) as other:
        works = [shop.collector().answers(store, 10) for store in (one, other)]
    assert [len(work) for work in works] == [1, 0]
