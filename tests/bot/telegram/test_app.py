"""Pairing, strangers, commands and buttons, through the real library at the wire."""

from __future__ import annotations

import asyncio
import logging
import re
import sqlite3

import pytest

from bot.commands import COMMANDS
from bot.telegram import words
from monitor.errors import ConfigError
from monitor.mention import Status
from tests.bot.telegram.conftest import DESTINATION, OWNER, Shop
from tests.fakes.botapi import TOKEN

STRANGER = 5555555555
OTHER = 7777777777
COLD = "The soup was cold"


def code_in(announcement: str) -> str:
    found = re.search(r"start=(\S+)", announcement)
    assert found is not None
    return found[1]


async def test_the_owner_pairs_with_the_code_that_was_shown_at_the_start(shop: Shop) -> None:
    async with shop.open():
        await shop.api.until(lambda: shop.told)
        shop.api.say(OWNER, f"/start {code_in(shop.told[0])}")
        await shop.api.until(lambda: len(shop.api.to(OWNER)) >= 2)
    assert "Welcome!" in shop.api.to(OWNER)[0].text
    with shop.store() as store:
        assert store.chats.destinations() == [DESTINATION]


async def test_the_code_alone_pairs_as_well(shop: Shop) -> None:
    async with shop.open():
        await shop.api.until(lambda: shop.told)
        shop.api.say(OWNER, code_in(shop.told[0]).lower())
        await shop.api.until(lambda: len(shop.api.to(OWNER)) >= 2)
    assert "Welcome!" in shop.api.to(OWNER)[0].text


async def test_a_used_code_admits_nobody_else(shop: Shop) -> None:
    async with shop.open():
        await shop.api.until(lambda: shop.told)
        shop.api.say(OWNER, f"/start {code_in(shop.told[0])}")
        await shop.api.until(lambda: shop.api.to(OWNER))
        shop.api.say(STRANGER, f"/start {code_in(shop.told[0])}")
        await shop.api.until(lambda: shop.api.to(STRANGER))
    assert shop.api.to(STRANGER)[0].text == words.WRONG_CODE.html
    with shop.store() as store:
        assert store.chats.destinations() == [DESTINATION]


async def test_a_stranger_who_guesses_codes_keeps_neither_trying_nor_the_owner_out(
    shop: Shop,
) -> None:
    async with shop.open():
        await shop.api.until(lambda: shop.told)
        code = code_in(shop.told[0])
        for wrong in range(7):
            shop.api.say(STRANGER, f"/start WRONG{wrong}")
        last = shop.api.say(STRANGER, f"/start {code}")
        await shop.api.until(lambda: shop.api.methods.confirmed > last)
        shop.api.say(OWNER, f"/start {code}")
        await shop.api.until(lambda: shop.api.to(OWNER))
    assert [shown.text for shown in shop.api.to(STRANGER)] == [words.WRONG_CODE.html] * 5
    assert "Welcome!" in shop.api.to(OWNER)[0].text
    with shop.store() as store:
        assert store.chats.destinations() == [DESTINATION]


async def test_a_paired_shop_shows_no_code(shop: Shop) -> None:
    shop.pair()
    async with shop.open():
        await shop.api.until(lambda: shop.api.count("getUpdates") > 0)
    assert shop.told == []


async def test_a_stranger_gets_one_polite_refusal_and_no_data(shop: Shop) -> None:
    shop.pair()
    shop.alert("The bread was cold")
    async with shop.open():
        for text in ("/inbox", "/week", "hello", "/search bread", "/start"):
            last = shop.api.say(STRANGER, text)
        await shop.api.until(lambda: shop.api.methods.confirmed > last)
    assert [shown.text for shown in shop.api.to(STRANGER)] == [words.REFUSAL.html]


async def test_all_refusals_together_are_limited_so_that_nobody_spams_through_the_bot(
    shop: Shop,
) -> None:
    async with shop.open():
        for chat in range(1, 211):
            last = shop.api.say(chat, "hello")
        await shop.api.until(lambda: shop.api.methods.confirmed > last)
    assert len(shop.api.sent) == 200


async def test_a_stranger_cannot_press_the_owners_buttons(shop: Shop) -> None:
    shop.pair()
    shop.alert("The bread was cold")
    async with shop.open():
        await shop.api.until(lambda: shop.api.to(OWNER))
        shop.api.say(STRANGER, "hello")
        await shop.api.until(lambda: shop.api.to(STRANGER))
        shop.api.press_data(shop.api.to(STRANGER)[0], "1:h:1:0")
        await shop.api.until(lambda: shop.api.toasts)
    assert shop.api.toasts == [words.NOT_FOR_YOU]
    with shop.store() as store:
        mention = store.mentions.get(1)
        assert mention is not None
        assert mention.status is Status.OPEN


async def test_groups_are_refused_even_with_the_owner_in_them(shop: Shop) -> None:
    shop.pair()
    async with shop.open():
        shop.api.say(-100123, "/inbox", kind="group")
        last = shop.api.say(-100123, "/week", kind="group")
        await shop.api.until(lambda: shop.api.methods.confirmed > last)
    assert [shown.text for shown in shop.api.to(-100123)] == [words.GROUP.html]


async def test_an_update_that_cannot_be_read_ends_nothing(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    shop.pair()
    async with shop.open():
        shop.api.methods.update({"message": {"chat": COLD}})
        await shop.api.until(lambda: "An update cannot be read" in caplog.text)
        shop.alert("The bread was cold")
        await shop.api.until(lambda: shop.api.to(OWNER))
    assert COLD not in caplog.text


async def test_the_menu_offers_every_command_and_each_is_answered(shop: Shop) -> None:
    shop.pair()
    async with shop.open():
        await shop.api.until(lambda: shop.api.methods.commands)
        for name in COMMANDS:
            before = len(shop.api.to(OWNER))
            shop.api.say(OWNER, f"/{name}" if name != "search" else "/search bread")
            await shop.api.until(lambda: len(shop.api.to(OWNER)) > before)  # noqa: B023
    assert [command["command"] for command in shop.api.methods.commands] == list(COMMANDS)


async def test_the_week_arrives_as_a_picture(shop: Shop) -> None:
    shop.pair()
    shop.alert("The bread was cold")
    async with shop.open():
        shop.api.say(OWNER, "/week")
        await shop.api.until(lambda: [shown for shown in shop.api.to(OWNER) if shown.photo])


async def test_any_other_word_of_the_owner_is_answered_with_help(shop: Shop) -> None:
    shop.pair()
    async with shop.open():
        shop.api.say(OWNER, "what can you do?")
        shop.api.say(OWNER, "/help")
        await shop.api.until(lambda: len(shop.api.to(OWNER)) >= 2)
    first, second = shop.api.to(OWNER)[:2]
    assert first.text == second.text


async def test_a_button_acts_says_so_and_changes_the_message(shop: Shop) -> None:
    shop.pair()
    shop.alert("The bread was cold")
    async with shop.open():
        await shop.api.until(lambda: shop.api.to(OWNER))
        (alert,) = shop.api.to(OWNER)
        shop.api.press(alert, "Handled")
        await shop.api.until(lambda: alert.edits)
    assert len(shop.api.toasts) == 1
    with shop.store() as store:
        mention = store.mentions.get(1)
        assert mention is not None
        assert mention.status is Status.HANDLED


async def test_pressing_twice_does_no_harm(shop: Shop) -> None:
    shop.pair()
    shop.alert("The bread was cold")
    async with shop.open():
        await shop.api.until(lambda: shop.api.to(OWNER))
        (alert,) = shop.api.to(OWNER)
        data = str(alert.button("Handled")["callback_data"])
        shop.api.press_data(alert, data)
        shop.api.press_data(alert, data)
        await shop.api.until(lambda: len(shop.api.toasts) == 2)
        await shop.api.until(lambda: alert.edits)
    assert len(shop.api.to(OWNER)) == 1


@pytest.mark.parametrize("data", ["1:z:1:0", "0:h:1", "draft 12", "1:h:99999:0"])
async def test_a_stale_button_answers_politely(shop: Shop, data: str) -> None:
    shop.pair()
    shop.alert("The bread was cold")
    async with shop.open():
        await shop.api.until(lambda: shop.api.to(OWNER))
        shop.api.press_data(shop.api.to(OWNER)[0], data)
        await shop.api.until(lambda: shop.api.toasts)
        shop.api.say(OWNER, "/help")
        await shop.api.until(lambda: len(shop.api.to(OWNER)) >= 2)
    assert len(shop.api.toasts) == 1


@pytest.mark.parametrize("how", [{"old": True}, {"inaccessible": True}])
async def test_a_press_that_comes_late_still_acts(shop: Shop, how: dict[str, bool]) -> None:
    shop.pair()
    shop.alert("The bread was cold")
    async with shop.open():
        await shop.api.until(lambda: shop.api.to(OWNER))
        (alert,) = shop.api.to(OWNER)
        data = str(alert.button("Handled")["callback_data"])
        last = shop.api.press_data(alert, data, **how)
        await shop.api.until(lambda: shop.api.methods.confirmed > last)
    with shop.store() as store:
        mention = store.mentions.get(1)
        assert mention is not None
        assert mention.status is Status.HANDLED


async def test_a_wrong_token_is_a_config_error_that_does_not_repeat_it(shop: Shop) -> None:
    shop.api.token = "1:another"
    with pytest.raises(ConfigError) as caught:
        await shop.serve(asyncio.Event())
    assert TOKEN not in f"{caught.value!r} {caught.value.hint} {caught.value.__cause__!r}"


async def test_nobody_is_answered_while_it_cannot_be_checked_who_asks(shop: Shop) -> None:
    shop.pair()
    shop.alert("The bread was cold")
    async with shop.open():
        await shop.api.until(lambda: not shop.waiting())
        with sqlite3.connect(shop.path) as connection:
            connection.execute("ALTER TABLE chats RENAME TO lost")
        connection.close()
        shop.api.say(STRANGER, "/inbox")
        last = shop.api.press_data(shop.api.sent[0], "1:h:1:0")
        await shop.api.until(lambda: shop.api.methods.confirmed > last)
    assert shop.api.to(STRANGER) == []
    assert shop.api.toasts == []


async def test_a_store_in_trouble_is_excused_politely(shop: Shop) -> None:
    shop.pair()
    async with shop.open():
        await shop.api.until(lambda: shop.api.count("getUpdates"))
        with sqlite3.connect(shop.path) as connection:
            connection.execute("ALTER TABLE mentions RENAME TO lost")
        connection.close()
        shop.api.say(OWNER, "/inbox 1")
        await shop.api.until(lambda: shop.api.to(OWNER))
    assert shop.api.to(OWNER)[0].text == words.TROUBLE


async def test_what_nobody_wrote_is_not_answered(shop: Shop) -> None:
    shop.pair()
    async with shop.open():
        last = shop.api.say(OWNER, "")
        await shop.api.until(lambda: shop.api.methods.confirmed > last)
    assert shop.api.sent == []


async def test_a_second_bot_on_the_same_token_is_told_of_once_and_both_survive(shop: Shop) -> None:
    shop.pair()
    rival = "terminated by other getUpdates request"
    shop.api.fail_next("getUpdates", 409, f"Conflict: {rival}", times=3)
    async with shop.open():
        await shop.api.until(lambda: shop.api.faults_left == 0)
        shop.api.say(OWNER, "/help")
        await shop.api.until(lambda: shop.api.to(OWNER))
    assert shop.told == [words.RIVAL]


async def test_a_revoked_token_is_told_once_and_the_bot_goes_on_trying(shop: Shop) -> None:
    shop.pair()
    shop.api.fail_next("getUpdates", 401, "Unauthorized", times=3)
    async with shop.open():
        await shop.api.until(lambda: shop.api.faults_left == 0)
        shop.api.say(OWNER, "/help")
        await shop.api.until(lambda: shop.api.to(OWNER))
    assert shop.told == [words.NEW_KEY_NEEDED]


async def test_an_answer_that_does_not_get_through_at_once_is_tried_again(shop: Shop) -> None:
    shop.pair()
    shop.api.fail_next("sendMessage", 429, "Too Many Requests", retry_after=5)
    shop.api.fail_next("sendMessage", 502)
    async with shop.open():
        shop.api.say(OWNER, "/help")
        await shop.api.until(lambda: shop.api.to(OWNER))
    assert len(shop.api.to(OWNER)) == 1


async def test_an_answer_that_never_gets_through_does_not_stop_the_next(shop: Shop) -> None:
    shop.pair()
    shop.api.fail_next("sendMessage", 502, times=3)
    async with shop.open():
        shop.api.say(OWNER, "/help")
        shop.api.say(OWNER, "/help")
        await shop.api.until(lambda: shop.api.to(OWNER))
    assert len(shop.api.to(OWNER)) == 1


async def test_a_store_in_trouble_answers_a_press_too(shop: Shop) -> None:
    shop.pair()
    shop.alert("The bread was cold")
    async with shop.open():
        await shop.api.until(lambda: not shop.waiting())
        with sqlite3.connect(shop.path) as connection:
            connection.execute("ALTER TABLE mentions RENAME TO lost")
        connection.close()
        shop.api.press(shop.api.sent[0], "Handled")
        await shop.api.until(lambda: shop.api.toasts)
    assert shop.api.toasts == [words.TROUBLE]


async def test_an_update_is_confirmed_so_that_a_restart_does_not_answer_it_again(
    shop: Shop,
) -> None:
    shop.pair()
    for _ in range(2):
        async with shop.open():
            shop.api.say(OWNER, "/help")
            count = len(shop.api.to(OWNER))
            await shop.api.until(lambda: len(shop.api.to(OWNER)) > count)  # noqa: B023
    assert len(shop.api.to(OWNER)) == 2


async def test_neither_token_nor_chat_id_is_ever_logged(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    shop.api.fail_next("getMe", 502, body=f"<html>bot{TOKEN}".encode())
    async with shop.open():
        await shop.api.until(lambda: shop.told)
        shop.api.say(OWNER, f"/start {code_in(shop.told[0])}")
        shop.api.say(STRANGER, "hello")
        await shop.api.until(lambda: shop.api.to(STRANGER))
        shop.api.fail_next("sendMessage", 500, f"chat {OWNER} of bot{TOKEN}", times=2)
        shop.api.fail_next("sendMessage", 400, f"Bad Request: chat {OWNER} has bad taste")
        shop.api.drop_next("getUpdates")
        shop.alert("The bread was cold")
        await shop.api.until(lambda: not shop.waiting())
        shop.api.block(OWNER)
        shop.alert("The bread was old")
        await shop.api.until(lambda: not shop.waiting())
    assert caplog.text
    for secret in (TOKEN, TOKEN.partition(":")[2], str(OWNER), str(STRANGER), "The bread"):
        assert secret not in caplog.text


async def test_the_code_is_renewed_while_nobody_has_used_it(shop: Shop) -> None:
    async with shop.open():
        await shop.api.until(lambda: len(shop.told) == 1)
        shop.clock.skip(minutes=31)
        shop.api.say(STRANGER, f"/start {code_in(shop.told[0])}")
        await shop.api.until(lambda: shop.api.to(STRANGER))
    assert shop.api.to(STRANGER)[0].text == words.WRONG_CODE.html
    shown = len(shop.told)
    async with shop.open():
        await shop.api.until(lambda: len(shop.told) > shown)
        shop.api.say(OWNER, f"/start {code_in(shop.told[-1])}")
        await shop.api.until(lambda: len(shop.api.to(OWNER)) >= 2)


@pytest.mark.parametrize("years", [-1, 50])
async def test_a_clock_that_is_put_right_brings_a_code_that_works(shop: Shop, years: int) -> None:
    async with shop.open():
        await shop.api.until(lambda: shop.told)
        shop.clock.skip(days=365 * years)
        await shop.api.until(lambda: len(shop.told) > 1)
        shop.api.say(OWNER, f"/start {code_in(shop.told[-1])}")
        await shop.api.until(lambda: len(shop.api.to(OWNER)) >= 2)


async def test_a_chat_that_must_wait_keeps_no_other_from_its_answers_and_alerts(shop: Shop) -> None:
    shop.pair(OWNER, OTHER)
    async with shop.open():
        await shop.api.until(lambda: shop.api.count("getUpdates") > 0)
        shop.api.fail_next("sendMessage", 429, "Too Many Requests", retry_after=3600)
        shop.api.say(OWNER, "/help")
        await shop.api.until(lambda: shop.api.faults_left == 0)
        shop.api.say(OTHER, "/help")
        shop.alert("The bread was cold", chats=(OTHER,))
        await shop.api.until(lambda: len(shop.api.to(OTHER)) == 2)
    assert shop.api.to(OWNER) == []


async def test_answers_that_had_to_wait_come_in_their_order(shop: Shop) -> None:
    shop.pair()
    async with shop.open():
        await shop.api.until(lambda: shop.api.count("getUpdates") > 0)
        shop.api.fail_next("sendMessage", 429, "Too Many Requests", retry_after=30, times=2)
        for text in ("/help", "/inbox", "/help"):
            last = shop.api.say(OWNER, text)
        await shop.api.until(lambda: shop.api.methods.confirmed > last)
        assert shop.api.to(OWNER) == []
        await shop.api.until(lambda: len(shop.api.to(OWNER)) == 3)
        shop.api.say(OWNER, "/inbox")
        await shop.api.until(lambda: len(shop.api.to(OWNER)) == 4)
    helped, inbox, *again = (shown.text for shown in shop.api.to(OWNER))
    assert helped != inbox
    assert again == [helped, inbox]


async def test_an_answer_that_must_wait_does_not_hold_up_the_end(shop: Shop) -> None:
    shop.pair()
    async with shop.open():
        await shop.api.until(lambda: shop.api.count("getUpdates") > 0)
        shop.api.fail_next("sendMessage", 429, "Too Many Requests", retry_after=3600, times=2)
        shop.api.say(OWNER, "/help")
        await shop.api.until(lambda: shop.api.faults_left == 1)
    assert shop.api.faults_left == 1
    assert shop.api.to(OWNER) == []


async def test_an_answer_that_is_refused_after_its_wait_does_not_stop_the_next(shop: Shop) -> None:
    shop.pair()
    async with shop.open():
        await shop.api.until(lambda: shop.api.count("getUpdates") > 0)
        shop.api.fail_next("sendMessage", 429, "Too Many Requests", retry_after=30)
        shop.api.fail_next("sendMessage", 400, "Bad Request: taste", times=3)
        shop.api.say(OWNER, "/inbox")
        shop.api.say(OWNER, "/help")
        await shop.api.until(lambda: shop.api.to(OWNER))
        assert shop.api.faults_left == 0
        shop.api.say(OWNER, "/help")
        await shop.api.until(lambda: len(shop.api.to(OWNER)) == 2)
    first, second = (shown.text for shown in shop.api.to(OWNER))
    assert first == second
