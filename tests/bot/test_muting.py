""" "Not about us" offers the rule that would have helped, shows what it hides, and keeps it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import actions, desk
from bot.screens.mention import mention_screen
from bot.screens.message import Button, Message, Verb
from monitor.absorb import absorb
from monitor.mention import Author, Item, Kind, Status
from monitor.muted import Muted, MutedKind
from monitor.source import Page
from monitor.store.rows import Filter, SourceRow
from monitor.walk import begin
from tests.bot.shop import NOW, BakerShop, buttons, open_shop, review, shown

QUERY = {"any": ["Dom"]}


def post(
    id: str,  # noqa: A002 - the item's own name for it
    text: str,
    author: str | None = "Anna",
    site: str = "wine.example",
    ago: timedelta = timedelta(hours=2),
) -> Item:
    url = f"https://{site}/{id}"
    return replace(review(id, None, text, ago=ago, author=author, url=url), kind=Kind.MENTION)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[BakerShop]:
    with open_shop(tmp_path, tmp_path / "goodword.db", query=QUERY) as shop:
        yield shop


def offer(shop: BakerShop, number: int) -> Message:
    (message,) = shop.press(Verb.NOT_ABOUT_US, number).messages
    return message


def press(shop: BakerShop, button: Button) -> desk.Outcome:
    assert button.action is not None
    return shop.press(button.action.verb, button.action.number, button.action.extra)


class TestTheOffer:
    def test_it_names_each_rule_and_what_else_it_would_hide(self, shop: BakerShop) -> None:
        wrong = shop.hear(post("1", "A glass of Dom Perignon"))
        shop.hear(post("2", "Dom has the best rye", site="bread.example"))
        for n in range(7):
            shop.hear(post(f"w{n}", f"Dom Perignon {n}", author=f"Guest {n}"))
        shop.hear(post("old", "Dom Perignon", ago=timedelta(days=91)))
        message = offer(shop, wrong)
        assert list(buttons(message)) == [
            "Leave out posts by Anna",
            "Leave out posts on wine.example",
            'Leave out posts with "Dom Perignon"',
        ]
        told = shown(message).split("\n\n")
        assert told[0] == "#1 is set aside. Shall I leave out such posts from now on?"
        assert "It would also hide 1 post of the last 90 days:\n#2 “Dom has the best" in told[1]
        assert "It would also hide 7 posts of the last 90 days:" in told[2]
        assert told[2].count("#") == 5
        assert told[2].endswith("and 2 more")

    def test_it_says_when_nothing_else_would_be_hidden(self, shop: BakerShop) -> None:
        message = offer(shop, shop.hear(post("1", "Dom")))
        assert shown(message).count("It would hide nothing else of the last 90 days.") == 2

    def test_a_review_and_a_post_that_nothing_tells_apart_get_none(self, shop: BakerShop) -> None:
        for item in (review("1"), replace(post("2", "Dom", author=None), url=None)):
            outcome = shop.press(Verb.NOT_ABOUT_US, shop.hear(item))
            assert outcome.messages == ()
            assert outcome.toast == actions.DONE[Status.NOT_ABOUT_US]

    def test_it_is_made_once(self, shop: BakerShop) -> None:
        number = shop.hear(post("1", "Dom"))
        offer(shop, number)
        assert shop.press(Verb.NOT_ABOUT_US, number).messages == ()


class TestTheRule:
    def test_the_second_press_keeps_it_and_sets_aside_what_it_showed(self, shop: BakerShop) -> None:
        wrong = shop.hear(post("1", "A glass of Dom Perignon"))
        also = shop.hear(post("2", "more Dom Perignon", author="Boris", site="x.example"))
        right = shop.hear(post("3", "Dom has the best rye", author="Carla", site="x.example"))
        button = buttons(offer(shop, wrong))['Leave out posts with "Dom Perignon"']
        outcome = press(shop, button)
        assert outcome.toast == actions.MUTED
        assert outcome.replace is not None
        assert "1 earlier one was set aside" in shown(outcome.replace)
        assert shop.store.muted.all() == (Muted(MutedKind.PHRASE, '"Dom Perignon"'),)
        statuses = [shop.mention(number).status for number in (wrong, also, right)]
        assert statuses == [Status.NOT_ABOUT_US, Status.NOT_ABOUT_US, Status.OPEN]

    def test_what_it_names_does_not_come_again(self, shop: BakerShop) -> None:
        number = shop.hear(post("1", "A glass of Dom Perignon"))
        press(shop, buttons(offer(shop, number))["Leave out posts by Anna"])
        walk = begin("site", shop.store, shop.config, NOW)
        with shop.store.transaction():
            page = Page(items=(post("2", "Dom again"), post("3", "Dom again", author="Boris")))
            absorb(page, walk, shop.store, shop.config)
        assert [each.item.id for each in shop.store.mentions.list(Filter())] == ["3"]

    def test_pressed_twice_it_is_kept_once(self, shop: BakerShop) -> None:
        button = buttons(offer(shop, shop.hear(post("1", "Dom"))))["Leave out posts by Anna"]
        press(shop, button)
        assert press(shop, button).toast == actions.ALREADY[Status.NOT_ABOUT_US]
        assert len(shop.store.muted.all()) == 1

    def test_it_can_be_taken_back_once(self, shop: BakerShop) -> None:
        button = buttons(offer(shop, shop.hear(post("1", "Dom"))))["Leave out posts by Anna"]
        kept = press(shop, button).replace
        assert kept is not None
        undo = buttons(kept)["Undo"]
        assert [press(shop, undo).toast for _ in range(2)] == [
            actions.UNMUTED,
            actions.UNMUTED_ALREADY,
        ]
        assert shop.store.muted.all() == ()

    def test_after_an_edit_the_offer_is_shown_anew(self, shop: BakerShop) -> None:
        item = post("1", "A glass of Dom Perignon")
        number = shop.hear(item)
        button = buttons(offer(shop, number))['Leave out posts with "Dom Perignon"']
        shop.edit(number, replace(item, text="Dom Ruinart, sorry"))
        outcome = press(shop, button)
        assert (outcome.toast, shop.store.muted.all()) == (desk.CHANGED, ())
        assert outcome.replace is not None
        assert 'Leave out posts with "Dom Ruinart"' in buttons(outcome.replace)

    def test_of_what_has_no_rule_any_more_the_post_itself_is_shown(self, shop: BakerShop) -> None:
        number = shop.hear(review("1"))
        assert shop.press(Verb.MUTE, number, 11).replace is not None
        assert shop.press(Verb.MUTE, 77, 11).toast == desk.NO_MENTION


class TestWhyItIsHere:
    def screen(self, shop: BakerShop, item: Item) -> str:
        return shown(mention_screen(shop.store, shop.config, NOW, shop.hear(item)))

    def test_a_post_says_which_term_it_was_found_by(self, shop: BakerShop) -> None:
        assert "Why it is here: contains “Dom”" in self.screen(shop, post("1", "At Dom"))

    def test_a_post_that_the_query_would_miss_today_says_so(self, shop: BakerShop) -> None:
        told = self.screen(shop, post("1", "At home"))
        assert "it would not be here any more: contains none of the shop's names" in told

    def test_a_review_needs_no_reason(self, shop: BakerShop) -> None:
        assert "Why it is here" not in self.screen(shop, review("1"))


ODD = st.text(st.characters(exclude_categories=()), max_size=30)


@settings(max_examples=25, deadline=None)
@given(ODD, ODD, ODD, st.integers(0, 40))
def test_whatever_was_written_the_offer_can_be_shown_and_taken(
    before: str, after: str, author: str, number: int
) -> None:
    with tempfile.TemporaryDirectory() as folder, open_shop(Path(folder), query=QUERY) as shop:
        item = replace(
            post("1", f"{before} Dom {after}"), author=Author(author, url=f"https://{before}")
        )
        wrong = shop.hear(item)
        shop.hear(replace(item, id="2"))
        for message in shop.press(Verb.NOT_ABOUT_US, wrong).messages:
            shown(message)
            for button in buttons(message).values():
                assert len(button.label) <= 60
                kept = press(shop, button).replace
                assert kept is not None
                shown(kept)
        shop.press(Verb.MUTE, wrong, number)


class TestTheList:
    def test_without_a_rule_there_is_no_button_and_nothing_to_list(self, shop: BakerShop) -> None:
        (sources,) = shop.press(Verb.SOURCES).messages
        assert not any("Left out" in label for label in buttons(sources))
        (message,) = shop.press(Verb.LEFT_OUT).messages
        assert "Nothing is left out" in message.html

    def test_it_names_every_rule_and_takes_each_back(self, shop: BakerShop) -> None:
        shop.store.muted.add(Muted(MutedKind.PHRASE, "Dom <b>Perignon</b>"), NOW)
        shop.store.muted.add(Muted(MutedKind.DOMAIN, "wine.example"), NOW)
        shop.store.health.sync([SourceRow("page", "schemaorg", "Web page", None, None)], NOW)
        (sources,) = shop.press(Verb.SOURCES).messages
        (message,) = press(shop, buttons(sources)["Left out by your rules (2)"]).messages
        assert "• posts on wine.example\n• posts with Dom &lt;b&gt;Perignon" in message.html
        assert (
            press(shop, buttons(message)["Count posts on wine.example again"]).toast
            == "Taken back."
        )
        assert shop.store.muted.all() == (Muted(MutedKind.PHRASE, "Dom <b>Perignon</b>"),)

    def test_a_long_list_shows_its_beginning(self, shop: BakerShop) -> None:
        for number in range(13):
            shop.store.muted.add(Muted(MutedKind.AUTHOR, f"Guest {number}"), NOW)
        (message,) = shop.press(Verb.LEFT_OUT).messages
        assert len(buttons(message)) == 10
        assert "and 3 more" in message.html
