"""News that ten sites print is one mention with ten origins; two opinions never are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.absorb import absorb, begin
from monitor.config import Config, from_table
from monitor.mention import Author, Item, Kind, Mention, State
from monitor.muted import Muted, MutedKind
from monitor.source import Page
from monitor.store import Store
from monitor.store.rows import Filter
from monitor.syndication import LEAST_WORDS, same_story, sketch

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
NEWS = (
    "The family bakery Dom opens a third shop in the old fire station of Kallio next spring. "
    "The owners say that the oven alone weighs four tonnes and had to be lifted in by crane. "
    "Neighbours have waited for it since the last baker of the street gave up two years ago."
)


def news(name: str, text: str = NEWS, **fields: object) -> Item:
    url = fields.pop("url", f"https://{name}.example/dom")
    return Item(name, Kind.MENTION, text=text, url=url, **fields)  # type: ignore[arg-type]


class TestTheSameStory:
    @pytest.mark.parametrize(
        "copy",
        [
            NEWS.upper(),
            NEWS.replace("third", "second"),
            f"{NEWS} (Helsingin Sanomat)",
            NEWS.replace("The owners say that", "The owners told us that"),
            NEWS.replace(" ", "\n"),
        ],
    )
    def test_it_stays_the_same_when_an_editor_touches_it(self, copy: str) -> None:
        assert set(sketch(news("a"))) & set(sketch(news("b", copy)))
        assert same_story(news("a"), news("b", copy))

    @pytest.mark.parametrize(
        "other",
        [
            "The family bakery Dom opens a fourth shop in the new town hall of Vantaa next autumn. "
            "The owners say that the till alone cost four thousand and had to be paid in coins.",
            "Dom opens a third shop. " * 10,
            "",
        ],
    )
    def test_another_story_is_another_mention(self, other: str) -> None:
        assert not same_story(news("a"), news("b", other))

    def test_short_texts_and_reviews_are_never_one(self) -> None:
        short = "Lovely bread and friendly people, we will come back."
        assert sketch(news("a", short)) == ()
        assert not same_story(news("a", short), news("b", short))
        review = replace(news("a"), kind=Kind.REVIEW)
        assert sketch(review) == ()
        assert not same_story(review, news("b"))

    @given(st.lists(st.text("abcdef", min_size=1), min_size=20, max_size=80))
    def test_a_text_reworded_in_every_fifth_word_is_another(self, words: list[str]) -> None:
        words = [f"{at}{word}" for at, word in enumerate(words)]
        reworded = [f"new{at}" if at % 5 == 0 else word for at, word in enumerate(words)]
        assert not same_story(news("a", " ".join(words)), news("b", " ".join(reworded)))

    @given(st.lists(st.text("abcdef", min_size=1), min_size=35, max_size=80), st.integers(0, 34))
    def test_one_word_changed_in_a_long_text_does_not_matter(
        self, words: list[str], at: int
    ) -> None:
        words = [f"{place}{word}" for place, word in enumerate(words)]
        changed = [*words[:at], "changed", *words[at + 1 :]]
        assert same_story(news("a", " ".join(words)), news("b", " ".join(changed)))

    @given(st.text(max_size=200), st.text(max_size=200))
    def test_it_works_both_ways_and_on_any_text(self, one: str, other: str) -> None:
        a, b = news("a", one), news("b", other)
        assert same_story(a, b) == same_story(b, a)
        assert len(sketch(a)) <= 16
        if len(one.split()) >= LEAST_WORDS and sketch(a):
            assert same_story(a, a)


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

    def test_rules_are_kept_once_and_can_be_dropped(self, shop: Shop) -> None:
        rule = Muted(MutedKind.AUTHOR, "Anna")
        first, second = (shop.store.muted.add(rule, NOW) for _ in range(2))
        assert first == second
        assert shop.store.muted.all() == (rule,)
        assert shop.store.muted.drop(first)
        assert not shop.store.muted.drop(first)
        assert shop.store.muted.all() == ()
