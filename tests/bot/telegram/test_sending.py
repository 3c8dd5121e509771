from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import telegram
from telegram import Bot
from telegram.error import Forbidden

from bot.screens.message import Action, Button, Message, Verb
from bot.telegram.drawing import Draw
from bot.telegram.sending import Post
from bot.telegram.waiting import Pace, Rest
from monitor.trends.week import Span, Week
from monitor.verdict import Sentiment
from tests.fakes.botapi import TOKEN, BotApi, Shown
from tests.fakes.clock import START, FakeClock

CHAT = 7
PNG = b"\x89PNG\r\n"
SPAN = Span(START.date(), START.date() + timedelta(days=6), 2, {Sentiment.POSITIVE: 2}, 0, None)
WEEK = Week("Corner Bakery", SPAN, SPAN, (SPAN,) * 12, (), (), (), (), None, None, 0, None, ())
BUTTONS = ((Button("Inbox", Action(Verb.INBOX)),),)


async def drawn(week: Week) -> bytes | None:
    return PNG


async def undrawn(week: Week) -> bytes | None:
    return None


async def at_once(seconds: float) -> None:
    return None


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[Bot]:
    api.meet(CHAT)
    async with Bot(TOKEN, base_url=f"{api.url}/bot") as bot:
        yield bot


def post(bot: Bot, draw: Draw = drawn) -> Post:
    pace = Pace(FakeClock(), Rest(asyncio.Event(), at_once))
    return Post(bot, pace, draw)


def as_pressed(api: BotApi, bot: Bot, shown: Shown) -> telegram.Message:
    message = telegram.Message.de_json(api.chats.as_message(shown), bot)
    message.set_bot(bot)
    return message


async def test_a_week_goes_out_as_a_picture_with_its_words(api: BotApi, bot: Bot) -> None:
    await post(bot).send(CHAT, Message("<b>2 reviews</b>", BUTTONS, chart=WEEK))
    (shown,) = api.sent
    assert (shown.photo, shown.text) == (PNG, "2 reviews")
    assert shown.button("Inbox")


async def test_a_week_whose_chart_cannot_be_drawn_goes_out_as_words(api: BotApi, bot: Bot) -> None:
    await post(bot, undrawn).send(CHAT, Message("2 reviews", chart=WEEK))
    assert [(shown.photo, shown.text) for shown in api.sent] == [(None, "2 reviews")]


async def test_a_chart_that_telegram_refuses_goes_out_as_words(api: BotApi, bot: Bot) -> None:
    api.fail_next("sendPhoto", 400, "Bad Request: PHOTO_INVALID_DIMENSIONS", times=3)
    await post(bot).send(CHAT, Message("2 reviews", chart=WEEK))
    assert [(shown.photo, shown.text) for shown in api.sent] == [(None, "2 reviews")]


async def test_a_chart_for_a_chat_that_blocked_us_is_not_tried_as_words(
    api: BotApi, bot: Bot
) -> None:
    api.block(CHAT)
    with pytest.raises(Forbidden):
        await post(bot).send(CHAT, Message("2 reviews", chart=WEEK))
    assert api.count("sendMessage") == 0


async def test_a_message_may_arrive_without_a_sound(api: BotApi, bot: Bot) -> None:
    await post(bot).send(CHAT, Message("psst", silent=True))
    assert api.sent[0].silent


async def test_a_button_telegram_refuses_costs_the_buttons_but_not_the_news(
    api: BotApi, bot: Bot
) -> None:
    api.fail_next("sendMessage", 400, "Bad Request: BUTTON_URL_INVALID", times=2)
    await post(bot).send(CHAT, Message("news", BUTTONS))
    assert [(shown.text, shown.buttons) for shown in api.sent] == [("news", [])]


async def test_an_edit_replaces_a_text_in_its_place(api: BotApi, bot: Bot) -> None:
    await post(bot).send(CHAT, Message("one"))
    await post(bot).edit(as_pressed(api, bot, api.sent[0]), Message("two"))
    assert [(shown.text, shown.edits) for shown in api.sent] == [("two", 1)]


async def test_an_edit_of_a_picture_changes_its_caption(api: BotApi, bot: Bot) -> None:
    await post(bot).send(CHAT, Message("one", chart=WEEK))
    await post(bot).edit(as_pressed(api, bot, api.sent[0]), Message("two"))
    assert [(shown.photo, shown.text) for shown in api.sent] == [(PNG, "two")]


async def test_an_edit_that_brings_a_picture_is_a_new_message(api: BotApi, bot: Bot) -> None:
    await post(bot).send(CHAT, Message("one"))
    await post(bot).edit(as_pressed(api, bot, api.sent[0]), Message("two", chart=WEEK))
    assert [(shown.photo, shown.text) for shown in api.sent] == [(None, "one"), (PNG, "two")]


async def test_an_edit_that_changes_nothing_is_no_trouble(api: BotApi, bot: Bot) -> None:
    await post(bot).send(CHAT, Message("one", BUTTONS))
    await post(bot).edit(as_pressed(api, bot, api.sent[0]), Message("one", BUTTONS))
    assert [(shown.text, shown.edits) for shown in api.sent] == [("one", 0)]


@pytest.mark.parametrize("why", ["message can't be edited", "message to edit not found"])
async def test_what_can_no_longer_be_edited_is_sent_anew(api: BotApi, bot: Bot, why: str) -> None:
    await post(bot).send(CHAT, Message("one"))
    api.fail_next("editMessageText", 400, f"Bad Request: {why}")
    await post(bot).edit(as_pressed(api, bot, api.sent[0]), Message("two"))
    assert [shown.text for shown in api.sent] == ["one", "two"]
