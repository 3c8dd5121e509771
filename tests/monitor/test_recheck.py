"""Where a listing does not tell of deletions, single items are asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from monitor.alert import AlertKind
from monitor.mention import State
from monitor.recheck import MOST
from monitor.source import Deletions, Page, Response
from tests.fakes.reply_site import ReplySource
from tests.fakes.site import Review
from tests.monitor.test_publish import AnsweringShop, answering


@pytest.fixture
def shop(tmp_path: Path) -> AnsweringShop:
    """Two reviews are known, and were asked for just now; the listing never shows old ones."""
    shop = answering(tmp_path)
    shop.replies.says_complete = False
    shop.replies.add(Review("r2"))
    shop.collect()
    shop.replies.read.clear()
    return shop


def test_a_review_that_is_gone_is_removed_and_told(shop: AnsweringShop) -> None:
    shop.replies.drop("r1")
    shop.clock.advance(days=1)
    outcome = shop.collect()["site"]
    assert shop.mention("r1").item.state is State.REMOVED
    assert shop.mention("r2").item.state is State.VISIBLE
    assert outcome.walk is not None
    assert outcome.walk.removed == [shop.mention("r1").number]
    assert [a.kind for a in shop.alerts()].count(AlertKind.REMOVED) == 1


def test_an_edit_that_the_listing_does_not_reach_is_an_edit(shop: AnsweringShop) -> None:
    class Short(ReplySource):
        """Its listing shows only what is new, and nothing is."""

        def parse(self, response: Response) -> Page:
            return Page()

    shop.kind = Short
    shop.replies.edit("r1", text="It got worse.", updated="2026-11-03T08:00:00Z")
    shop.clock.advance(days=1)
    outcome = shop.collect()["site"]
    mention = shop.mention("r1")
    assert (mention.item.text, mention.versions) == ("It got worse.", 2)
    assert outcome.walk is not None
    assert outcome.walk.edited == [mention.number]


def test_items_are_asked_for_once_a_day(shop: AnsweringShop) -> None:
    shop.collect()
    assert shop.replies.read == []
    shop.clock.advance(days=1)
    shop.collect()
    shop.collect()
    assert sorted(shop.replies.read) == ["r1", "r2"]


def test_no_more_than_a_few_are_asked_for_and_all_get_their_turn(shop: AnsweringShop) -> None:
    shop.replies.add(*[Review(f"n{n}") for n in range(MOST + 3)])
    shop.collect()
    for _ in range(2):
        shop.clock.advance(days=1)
        before = len(shop.replies.read)
        shop.collect()
        assert len(shop.replies.read) - before == MOST
    assert len(set(shop.replies.read)) == MOST + 5


def test_old_mentions_are_left_in_peace(shop: AnsweringShop) -> None:
    shop.clock.advance(days=40)
    shop.collect()
    assert shop.replies.read == []


@pytest.mark.parametrize("mood", ["down", "token"])
def test_trouble_with_single_items_is_no_trouble_of_the_source(
    shop: AnsweringShop, mood: str
) -> None:
    shop.replies.shows = mood
    shop.clock.advance(days=1)
    assert shop.collect()["site"].error is None
    assert len(shop.replies.read) == 1
    assert shop.mention("r1").item.state is State.VISIBLE
    with shop.store() as store:
        assert [health.failures for health in store.health.all()] == [0]


def test_an_adapters_own_mistake_ends_the_round_alone(
    shop: AnsweringShop, caplog: pytest.LogCaptureFixture
) -> None:
    class Careless(ReplySource):
        def get_request(self, *_: object) -> None:  # type: ignore[override]
            raise KeyError("Anna")

    shop.kind = Careless
    shop.clock.advance(days=1)
    assert shop.collect()["site"].error is None
    assert "Anna" not in caplog.text


def test_a_source_whose_listing_tells_of_deletions_is_not_asked(shop: AnsweringShop) -> None:
    class Listing(ReplySource):
        info = replace(ReplySource.info, deletions=Deletions.COMPLETE_LISTING)

    shop.kind = Listing
    shop.clock.advance(days=1)
    shop.collect()
    assert shop.replies.read == []
