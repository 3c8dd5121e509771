"""From the outbox to the chat: once each, in spite of everything between."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest

from monitor.alert import AlertState
from monitor.config import Alerts
from tests.bot.telegram.conftest import DESTINATION, OWNER, SPEED, Shop

OTHER = 7777777777
JITTER = timedelta(seconds=0.02 * SPEED)
"""Our own machine's hesitation, as the hurried clock sees it."""


def states(shop: Shop) -> list[tuple[str, str | None]]:
    with sqlite3.connect(shop.path) as connection:
        rows = connection.execute("SELECT state, last_error FROM outbox ORDER BY id").fetchall()
    connection.close()
    return rows


async def test_an_alert_is_delivered_once_and_marked_with_its_message(shop: Shop) -> None:
    shop.pair()
    shop.alert("The bread was cold")
    async with shop.open():
        await shop.api.until(lambda: not shop.waiting())
        shop.clock.skip(hours=1)
        shop.alert("The cake was dry")
        await shop.api.until(lambda: not shop.waiting())
    first, second = shop.api.to(OWNER)
    assert "The bread was cold" in first.text
    assert "The cake was dry" in second.text
    assert states(shop) == [("sent", None), ("sent", None)]


async def test_alerts_in_one_chat_are_a_second_apart(shop: Shop) -> None:
    shop.config = shop.config.model_copy(update={"alerts": Alerts(burst=50)})
    shop.pair()
    shop.alert(*(f"review {n} is bad" for n in range(10)))
    async with shop.open():
        await shop.api.until(lambda: not shop.waiting())
    times = [shown.at for shown in shop.api.to(OWNER)]
    assert len(times) == 10
    assert times[-1] - times[0] >= timedelta(seconds=9) - JITTER


async def test_a_burst_comes_as_one_message(shop: Shop) -> None:
    shop.pair()
    shop.alert(*(f"review number {n} is bad" for n in range(shop.config.alerts.burst)))
    async with shop.open():
        await shop.api.until(lambda: not shop.waiting())
    assert len(shop.api.to(OWNER)) == 1


async def test_after_three_days_off_there_is_one_digest_and_not_sixty_alerts(shop: Shop) -> None:
    shop.pair()
    for day in range(3):
        shop.alert(*(f"day {day}, review {n}: bad" for n in range(20)))
        shop.clock.skip(days=1)
    async with shop.open():
        await shop.api.until(lambda: not shop.waiting())
    assert len(shop.api.to(OWNER)) == 1
    assert "60" in shop.api.to(OWNER)[0].text


async def test_wait_thirty_seconds_means_thirty_seconds_for_the_whole_chat(shop: Shop) -> None:
    shop.pair()
    shop.api.fail_next("sendMessage", 429, "Too Many Requests: retry after 30", retry_after=30)
    shop.alert("one is bad", "two is bad")
    async with shop.open():
        await shop.api.until(lambda: shop.api.faults_left == 0)
        refused = shop.clock.now()
        shop.alert("three is bad", urgent=True)
        await shop.api.until(lambda: not shop.waiting())
    assert len(shop.api.to(OWNER)) == 3
    assert shop.api.to(OWNER)[0].at - refused >= timedelta(seconds=30) - JITTER


async def test_a_wait_asked_for_survives_a_restart(shop: Shop) -> None:
    shop.pair()
    shop.api.fail_next("sendMessage", 429, "Too Many Requests", retry_after=3600)
    shop.alert("one is bad", "two is bad")
    async with shop.open():
        await shop.api.until(
            lambda: (
                [state for state, _ in states(shop)] == ["pending"] * 2
                and shop.api.faults_left == 0
            )
        )
    with shop.store() as store:
        assert store.alerts.due(DESTINATION, shop.clock.now()) == []
    shop.clock.skip(hours=1)
    async with shop.open():
        await shop.api.until(lambda: not shop.waiting())
    assert len(shop.api.to(OWNER)) == 2


async def test_a_clock_put_back_does_not_keep_a_chat_on_hold_until_its_time_comes_again(
    shop: Shop,
) -> None:
    shop.pair()
    shop.clock.skip(days=365)
    shop.api.drop_next("sendMessage")
    shop.alert("one is bad")
    async with shop.open():
        await shop.api.until(lambda: shop.api.faults_left == 0)
        shop.clock.skip(days=-365)
        await shop.api.until(lambda: not shop.waiting())
    assert len(shop.api.to(OWNER)) == 1


async def test_a_network_that_is_gone_for_a_while_loses_nothing(shop: Shop) -> None:
    shop.pair()
    shop.api.drop_next("sendMessage", times=3)
    shop.api.fail_next("sendMessage", 502, body=b"<html>bad gateway</html>", times=2)
    shop.api.drop_next("getUpdates", times=3)
    shop.alert("one is bad", "two is bad")
    async with shop.open():
        await shop.api.until(lambda: not shop.waiting(), patience=20)
    assert len(shop.api.to(OWNER)) == 2
    assert shop.api.faults_left == 0


async def test_a_bot_that_starts_without_a_network_waits_for_it(shop: Shop) -> None:
    shop.pair()
    shop.api.drop_next("getMe", times=3)
    shop.alert("one is bad")
    async with shop.open():
        await shop.api.until(lambda: not shop.waiting())
    assert len(shop.api.to(OWNER)) == 1


async def test_a_chat_that_blocked_the_bot_hears_no_more_and_is_not_asked_again(shop: Shop) -> None:
    shop.pair()
    shop.api.block(OWNER)
    shop.alert("one is bad", "two is bad")
    async with shop.open():
        await shop.api.until(lambda: not shop.waiting())
    assert states(shop) == [("dropped", "The chat blocked the bot or is gone.")] * 2
    assert shop.api.count("sendMessage") == 1
    with shop.store() as store:
        assert store.chats.destinations() == []


async def test_an_owner_who_comes_back_is_told_what_waits(shop: Shop) -> None:
    shop.pair()
    shop.api.block(OWNER)
    shop.alert("one is bad", "two is bad")
    async with shop.open():
        await shop.api.until(lambda: not shop.waiting())
        shop.api.unblock(OWNER)
        shop.api.say(OWNER, "/start")
        await shop.api.until(lambda: len(shop.api.to(OWNER)) >= 2)
        shop.alert("three is bad")
        await shop.api.until(lambda: not shop.waiting())
    assert "2 reviews wait in /inbox" in shop.api.to(OWNER)[0].text
    assert "three is bad" in shop.api.to(OWNER)[-1].text


async def test_telegrams_word_that_we_were_blocked_is_enough(shop: Shop) -> None:
    shop.pair()
    async with shop.open():
        shop.api.block(OWNER, tell=True)

        def noticed() -> bool:
            with shop.store() as store:
                return store.chats.destinations() == []

        await shop.api.until(noticed)
    assert shop.api.count("sendMessage") == 0


async def test_an_account_that_is_gone_counts_as_blocked(shop: Shop) -> None:
    shop.pair()
    shop.api.delete(OWNER)
    shop.alert("one is bad")
    async with shop.open():
        await shop.api.until(lambda: not shop.waiting())
    assert [state for state, _ in states(shop)] == ["dropped"]


async def test_a_chat_in_trouble_neither_delays_nor_repeats_another(shop: Shop) -> None:
    shop.pair(OWNER, OTHER)
    shop.api.fail_next("sendMessage", 429, "Too Many Requests", retry_after=3600)
    shop.alert("one is bad", chats=(OWNER, OTHER))
    async with shop.open():
        await shop.api.until(lambda: shop.waiting(OWNER) != shop.waiting(OTHER))
        shop.clock.skip(hours=1)
        await shop.api.until(lambda: not (shop.waiting(OWNER) or shop.waiting(OTHER)))
    assert [len(shop.api.to(chat)) for chat in (OWNER, OTHER)] == [1, 1]


async def test_what_a_crash_left_half_sent_is_sent_again(shop: Shop) -> None:
    shop.pair()
    shop.alert("one is bad")
    with shop.store() as store:
        store.alerts.claim([alert.id for alert in store.alerts.due(DESTINATION, shop.clock.now())])
    async with shop.open():
        await shop.api.until(lambda: not shop.waiting())
        shop.alert("two is bad")
        await shop.api.until(lambda: not shop.waiting())
    again, fresh = shop.api.to(OWNER)
    assert again.text.startswith("🔁 You may have seen this already")
    assert "one is bad" in again.text
    assert "already" not in fresh.text


async def test_a_digest_that_a_crash_left_half_sent_says_that_it_may_be_a_repeat(
    shop: Shop,
) -> None:
    shop.pair()
    shop.alert(*(f"{n} is bad" for n in range(9)))
    with shop.store() as store:
        store.alerts.claim([alert.id for alert in store.alerts.due(DESTINATION, shop.clock.now())])
    async with shop.open():
        await shop.api.until(lambda: not shop.waiting())
    (digest,) = shop.api.to(OWNER)
    assert digest.text.startswith("🔁 You may have seen this already")


async def test_on_stopping_a_message_on_its_way_is_still_marked_as_sent(shop: Shop) -> None:
    shop.pair()
    shop.api.slow_next("sendMessage", 0.3)
    shop.alert("one is bad", "two is bad")
    async with shop.open():
        await shop.api.until(lambda: shop.api.faults_left == 0)
    assert len(shop.api.to(OWNER)) == 1
    assert [state for state, _ in states(shop)] == ["sent", "pending"]


async def test_an_answer_that_got_lost_means_twice_rather_than_never(shop: Shop) -> None:
    shop.pair()
    shop.api.drop_next("sendMessage", after=True)
    shop.alert("one is bad")
    async with shop.open():
        await shop.api.until(lambda: not shop.waiting())
    assert len(shop.api.to(OWNER)) == 2


async def test_what_cannot_be_marked_as_sent_is_not_sent_again(shop: Shop) -> None:
    shop.pair()
    with shop.store():
        connection = sqlite3.connect(shop.path)
    connection.execute(
        "CREATE TRIGGER full BEFORE UPDATE OF state ON outbox WHEN new.state = 'sent' "
        "BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
    )
    shop.alert("one is bad")
    async with shop.open():
        await shop.api.until(lambda: shop.api.to(OWNER))
        began = shop.clock.now()
        await shop.api.until(lambda: shop.clock.now() - began > timedelta(seconds=20))
        connection.execute("DROP TRIGGER full")
        connection.close()
        await shop.api.until(lambda: not shop.waiting())
    assert len(shop.api.to(OWNER)) == 1


async def test_markup_that_telegram_refuses_after_all_goes_out_as_plain_text(shop: Shop) -> None:
    shop.pair()
    shop.api.fail_next("sendMessage", 400, "Bad Request: can't parse entities: no reason")
    shop.alert("one is bad")
    async with shop.open():
        await shop.api.until(lambda: not shop.waiting())
    (shown,) = shop.api.to(OWNER)
    assert shown.mode is None
    assert "one is bad" in shown.text
    assert shown.buttons


async def test_a_message_refused_in_every_form_is_dropped_and_the_next_one_is_sent(
    shop: Shop,
) -> None:
    shop.pair()
    shop.api.fail_next("sendMessage", 400, "Bad Request: taste", times=3)
    shop.alert("one is bad", "two is bad")
    async with shop.open():
        await shop.api.until(lambda: not shop.waiting())
    assert [state for state, _ in states(shop)] == [AlertState.DROPPED, AlertState.SENT]
    assert "two is bad" in shop.api.to(OWNER)[0].text


async def test_an_alert_that_cannot_be_prepared_waits_and_ends_nothing(shop: Shop) -> None:
    shop.pair()
    shop.alert("one is bad")
    with sqlite3.connect(shop.path) as connection:
        connection.execute("UPDATE outbox SET kind = 'riddle'")
    connection.close()
    async with shop.open():
        shop.api.say(OWNER, "/help")
        await shop.api.until(lambda: shop.api.to(OWNER))
        with sqlite3.connect(shop.path) as connection:
            connection.execute("UPDATE outbox SET kind = 'new'")
        connection.close()
        await shop.api.until(lambda: not shop.waiting())
    assert "one is bad" in shop.api.to(OWNER)[-1].text


@pytest.mark.parametrize("text", ["<b>bold & <br> 5 < 6</i>", "🥐" * 5000, "\u202e&lt;&#0;\ud83d"])
async def test_no_review_is_too_wild_to_be_announced(shop: Shop, text: str) -> None:
    shop.pair()
    shop.alert(text)
    async with shop.open():
        await shop.api.until(lambda: not shop.waiting())
    (shown,) = shop.api.to(OWNER)
    assert shown.mode == "HTML"
