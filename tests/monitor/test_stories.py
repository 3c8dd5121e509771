"""News that ten sites print is one mention with ten origins; two opinions never are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.absorb import absorb
from monitor.config import Config, from_table
from monitor.mention import Author, Item, Kind, Mention, State
from monitor.muted import Muted, MutedKind
from monitor.source import Page
from monitor.store import Store
from monitor.store.rows import Filter
from monitor.walk import begin
from tests.monitor.test_syndication import NEWS, news

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


class Shop:
    """A store and what its sources print."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.config: Config = from_table({"shop": {"name": "Dom"}, "query": {"any": ["Dom"]}})
        self.now = NOW
        code = store.chats.code(NOW)
        store.chats.pair(code, "telegram:1", "Owner", NOW)

    def hear(self, source: str, *items: Item) -> None:
        walk = begin(source, self.store, self.config, self.now)
        with self.store.transaction():
            absorb(Page(items=items), walk, self.store, self.config)

    def mentions(self) -> list[Mention]:
        return self.store.mentions.list(Filter(include_hidden=True))

    def alerts(self) -> int:
        return len(self.store.alerts.due("telegram:1", self.now))


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with Store.open(tmp_path / "shop.db") as store:
        yield Shop(store)


class TestInTheStore:
    def test_ten_sites_are_one_mention_with_ten_origins_and_one_alert(self, shop: Shop) -> None:
        for n in range(10):
            shop.hear(f"feed-{n}", news(f"site-{n}", NEWS.replace("third", f"third{n % 2}")))
        (mention,) = shop.mentions()
        assert len(shop.store.mentions.origins(mention.number)) == 10
        assert shop.alerts() == 1

    def test_one_feed_that_gathers_ten_sites_is_no_different(self, shop: Shop) -> None:
        shop.hear("alerts", *[news(f"site-{n}") for n in range(10)])
        (mention,) = shop.mentions()
        assert len(shop.store.mentions.origins(mention.number)) == 10

    def test_listed_again_nothing_changes(self, shop: Shop) -> None:
        page = [news(f"site-{n}") for n in range(3)]
        shop.hear("alerts", *page)
        before = shop.mentions()
        shop.hear("alerts", *page)
        assert shop.mentions() == before
        assert shop.alerts() == 1

    def test_the_same_hand_on_the_same_site_repeats_itself_and_is_heard_twice(
        self, shop: Shop
    ) -> None:
        anna = Author("Anna")
        for n in range(2):
            shop.hear("forum", news(f"post-{n}", url=f"https://forum.example/{n}", author=anna))
        page = [
            news(f"more-{n}", f"{NEWS} Again!", url=f"https://forum.example/{n}", author=anna)
            for n in range(2)
        ]
        shop.hear("forum", *page)
        assert len(shop.mentions()) == 4

    def test_two_hands_on_the_same_site_that_share_a_text_are_one_story(self, shop: Shop) -> None:
        for name in ("Anna", "Boris"):
            url = f"https://forum.example/{name}"
            shop.hear("forum", news(name, url=url, author=Author(name)))
        assert len(shop.mentions()) == 1

    def test_an_edit_of_a_known_item_stays_an_edit(self, shop: Shop) -> None:
        shop.hear("feed", news("site"))
        shop.hear("feed", news("site", NEWS.replace("third", "second")))
        (mention,) = shop.mentions()
        assert mention.versions == 2

    def test_after_a_fortnight_the_same_words_are_news_again(self, shop: Shop) -> None:
        shop.hear("one", news("a"))
        shop.now += timedelta(days=15)
        shop.hear("two", news("b"))
        assert len(shop.mentions()) == 2

    def test_what_is_not_public_neither_joins_nor_is_joined(self, shop: Shop) -> None:
        shop.hear("one", news("a"))
        shop.hear("two", news("b", state=State.PENDING))
        assert [mention.item.state for mention in shop.mentions()] == ["pending", "visible"]
        shop.hear("one", news("a", state=State.REMOVED))
        shop.hear("three", news("c"))
        assert len(shop.mentions()) == 3

    def test_reviews_with_the_same_words_stay_apart(self, shop: Shop) -> None:
        for source in ("one", "two"):
            shop.hear(source, replace(news("a"), kind=Kind.REVIEW))
        assert len(shop.mentions()) == 2


class TestMutedInTheChat:
    def test_what_a_rule_leaves_out_is_not_stored_but_counts_as_listed(self, shop: Shop) -> None:
        shop.store.muted.add(Muted(MutedKind.DOMAIN, "jobs.example"), NOW)
        shop.store.muted.add(Muted(MutedKind.PHRASE, '"Dom Perignon"'), NOW)
        page = Page(
            items=(
                news("jobs"),
                news("a", "A glass of Dom Perignon"),
                news("b", "Dom is open"),
                news("c", "nothing"),
            )
        )
        walk = begin("feed", shop.store, shop.config, NOW)
        with shop.store.transaction():
            absorb(page, walk, shop.store, shop.config)
        assert [mention.item.id for mention in shop.mentions()] == ["b"]
        assert walk.listed == {"jobs", "a", "b"}
