"""The screens that list: inbox, search, sources, check, start, help."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.screens.check import RESULT, check_screen
from bot.screens.help import help_screen
from bot.screens.inbox import LONG_AGO, PAGE, inbox_screen
from bot.screens.message import Action, Message, Verb
from bot.screens.search import search_screen
from bot.screens.sources import sources_screen
from bot.screens.start import start_screen
from monitor.mention import Status
from monitor.store.rows import SourceRow
from monitor.verdict import Sentiment, Urgency
from tests.bot.shop import BakerShop, buttons, review, shown, verdict

DAY = timedelta(days=1)


def inbox(bakery: BakerShop, page: int = 0) -> Message:
    return inbox_screen(bakery.store, bakery.config, bakery.now, page)


def numbers(message: Message) -> list[int]:
    return [
        button.action.number
        for row in message.buttons
        for button in row
        if button.action is not None and button.action.verb is Verb.SHOW
    ]


def test_an_empty_inbox_is_good_news(bakery: BakerShop) -> None:
    bakery.hear(review(reply="Thank you."))
    assert shown(inbox(bakery)) == "Nothing waits for an answer. Well done."


def test_the_inbox_shows_urgent_before_unhappy_before_the_longest_wait(bakery: BakerShop) -> None:
    ancient = bakery.hear(review("a", ago=LONG_AGO + DAY), verdict(Sentiment.NEGATIVE))
    happy = bakery.hear(review("b", ago=9 * DAY))
    newer = bakery.hear(review("c", ago=2 * DAY), verdict(Sentiment.NEGATIVE))
    older = bakery.hear(review("d", ago=3 * DAY), verdict(Sentiment.MIXED))
    urgent = bakery.hear(review("e", ago=DAY), verdict(Sentiment.NEGATIVE, Urgency.ILLNESS))
    message = inbox(bakery)
    assert numbers(message) == [urgent, older, newer, happy, ancient]
    text = shown(message)
    assert text.startswith("5 wait for an answer")
    assert f"⚠️ #{urgent} ★★★★★ Anna, waits 1 day\n“Lovely bread.”" in text


def test_an_edit_starts_the_wait_anew(bakery: BakerShop) -> None:
    bakery.hear(replace(review(ago=9 * DAY), updated_at=bakery.now - 2 * DAY))
    assert "waits 2 days" in shown(inbox(bakery))


def test_the_inbox_turns_its_pages_in_place(bakery: BakerShop) -> None:
    for n in range(PAGE + 1):
        bakery.hear(review(str(n), ago=n * DAY))
    first, last = inbox(bakery), inbox(bakery, 1)
    assert sorted(numbers(first) + numbers(last)) == list(range(1, PAGE + 2))
    assert buttons(first)["Next ▶"].action == Action(Verb.INBOX, 1, 1)
    assert buttons(last)["◀ Previous"].action == Action(Verb.INBOX, 1, 0)
    assert "Page 2 of 2" in shown(last)


@pytest.mark.parametrize("page", [99, -1])
def test_a_page_that_is_no_longer_there_becomes_the_nearest(bakery: BakerShop, page: int) -> None:
    bakery.hear(review())
    assert inbox(bakery, page) == inbox(bakery)


def test_the_snoozed_are_counted_apart(bakery: BakerShop) -> None:
    number = bakery.hear(review())
    bakery.store.mentions.set_status(number, Status.SNOOZED, bakery.now, bakery.now + DAY)
    assert "1 is snoozed and comes back by itself." in shown(inbox(bakery))
    assert numbers(inbox(bakery)) == []


def search(bakery: BakerShop, words: str) -> str:
    return shown(search_screen(bakery.store, bakery.config, bakery.now, words))


def test_a_search_shows_what_holds_the_words(bakery: BakerShop) -> None:
    bakery.hear(review("1", text="Cold coffee."))
    bakery.hear(review("2", text="Warm bread."))
    text = search(bakery, "coffee")
    assert text.startswith("Found 1 for coffee")
    assert "#1 ★★★★★ Anna, today 12:00\n“Cold coffee.”" in text


def test_a_search_says_when_there_is_more(bakery: BakerShop) -> None:
    for n in range(9):
        bakery.hear(review(str(n)))
    assert search(bakery, "bread").startswith("The first 8 for bread")


@pytest.mark.parametrize("words", ["nowhere", '"', "<b>", "a AND", "*", "\u202e)"])
def test_a_search_without_success_says_what_to_try(bakery: BakerShop, words: str) -> None:
    assert "Nothing found" in search(bakery, words)


def test_a_search_for_nothing_shows_how_to_ask(bakery: BakerShop) -> None:
    assert "/search cold coffee" in search(bakery, "  ")


def sources(bakery: BakerShop) -> str:
    return shown(sources_screen(bakery.store, bakery.config, bakery.now))


def test_each_source_has_its_honest_line(bakery: BakerShop) -> None:
    bakery.sources("site", "quiet", "broken")
    bakery.store.health.sync(
        [SourceRow(n, "feed", f"The {n}", None) for n in ("site", "quiet", "broken", "new")],
        bakery.now,
    )
    bakery.now += 40 * DAY
    bakery.read("site", bakery.now, newest=bakery.now)
    bakery.read("quiet", bakery.now)
    for _ in range(3):
        bakery.store.health.failed(
            "broken", bakery.now, bakery.now, "AuthExpired", "Token refused.", "Renew the token."
        )
    text = sources(bakery)
    assert text.startswith("goodword looks at 4 places")
    assert "✅ The site: read today 14:00" in text
    assert "💤 The quiet: works, nothing new for 5 weeks. Read today 14:00" in text
    assert "⚠️ The broken: cannot be read. Token refused. Last read 22 Nov 2026, 13:50." in text
    assert "➜ Renew the token." in text
    assert "🆕 The new: the first look is not finished yet" in text
    assert text.index("The broken") < text.index("The quiet") < text.index("The site")


def test_a_source_that_never_worked_has_no_last_time(bakery: BakerShop) -> None:
    bakery.store.health.sync([SourceRow("bad", "feed", "The bad", None)], bakery.now)
    bakery.store.health.failed("bad", bakery.now, bakery.now, "Blocked", "A wall.", "Wait.")
    assert "⚠️ The bad: cannot be read. A wall.\n➜ Wait." in sources(bakery)


def test_a_source_that_never_brought_anything_is_told_so(bakery: BakerShop) -> None:
    bakery.store.health.sync([SourceRow("empty", "feed", "The empty", None)], bakery.now)
    bakery.read("empty", bakery.now)
    bakery.now += 40 * DAY
    bakery.read("empty", bakery.now)
    assert "The empty: works, nothing there so far." in sources(bakery)


def test_a_collector_that_stopped_is_noticed(bakery: BakerShop) -> None:
    bakery.now += 3 * DAY
    assert "has not looked here for 3 days. Is goodword run running?" in sources(bakery)


def test_a_shop_without_sources_is_told_what_to_do(bakery: BakerShop) -> None:
    bakery.store.health.sync([], bakery.now)
    assert "goodword looks nowhere yet" in sources(bakery)
    assert "/sources" in check(bakery)


def test_many_sources_still_fit(bakery: BakerShop) -> None:
    bakery.sources(*(f"source-{n}" for n in range(30)))
    assert "and 20 more" in sources(bakery)


def check(bakery: BakerShop, name: str = "") -> str:
    return shown(check_screen(bakery.store, bakery.config, bakery.now, name))


def requested(bakery: BakerShop) -> list[str]:
    every = bakery.store.health.all()
    return [health.name for health in every if health.check_requested_at is not None]


def test_a_check_asks_for_all_sources_and_says_when_news_come(bakery: BakerShop) -> None:
    bakery.sources("site", "mail")
    assert check(bakery) == (
        "goodword looks at 2 places now.\n"
        "Whatever is new comes here within a few minutes. /sources shows how it went."
    )
    assert requested(bakery) == ["mail", "site"]


@pytest.mark.parametrize("name", ["mail", "MAIL", "the mail", "ma"])
def test_a_check_can_ask_for_one_source(bakery: BakerShop, name: str) -> None:
    bakery.sources("site", "mail")
    assert check(bakery, name).startswith("goodword looks at The mail now.")
    assert requested(bakery) == ["mail"]


def test_a_check_of_one_among_several_of_that_name_asks_which(bakery: BakerShop) -> None:
    bakery.sources("site", "site<2>", "mail")
    assert check(bakery, "the site") == "goodword looks at The site now.\n" + RESULT
    asked = check(bakery, "the")
    assert "Which one? /check mail /check site /check site<2>" in asked
    assert requested(bakery) == ["site"]


@pytest.mark.parametrize("name", ["nowhere", "<b>"])
def test_a_check_of_no_known_source_asks_nothing(bakery: BakerShop, name: str) -> None:
    bakery.sources("site", "mail")
    assert "There is no source called" in check(bakery, name)
    assert requested(bakery) == []


def test_a_check_says_when_nobody_seems_to_be_looking(bakery: BakerShop) -> None:
    bakery.store.health.claim_due(bakery.now, "worker", DAY, 9)
    bakery.now += 3 * DAY
    assert "Is goodword run still running" in check(bakery)


def test_the_welcome_says_what_goodword_does_and_how_things_stand(bakery: BakerShop) -> None:
    bakery.hear(review())
    text = shown(start_screen(bakery.store, bakery.config, bakery.now))
    assert "This is goodword, for Leipomo Aino." in text
    assert "I look at 1 place.\n1 waits for an answer." in text
    assert "nothing is ever posted without your word" in text


def test_a_fresh_shop_is_welcomed_too(bakery: BakerShop) -> None:
    bakery.store.health.sync([], bakery.now)
    text = shown(start_screen(bakery.store, bakery.config, bakery.now))
    assert "I look nowhere yet" in text
    assert "Nothing waits for an answer." in text


def test_help_promises_that_nothing_is_published_unasked() -> None:
    assert "I never publish anything without your word." in shown(help_screen())
