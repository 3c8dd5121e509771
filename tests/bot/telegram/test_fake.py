"""The fake Bot API is worth something only if it refuses what Telegram refuses."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter

from tests.fakes import botapi_text
from tests.fakes.botapi import TOKEN, BotApi
from tests.fakes.botapi_spec import Refusal, read_params

CHAT = 7
PNG = b"\x89PNG\r\n"


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as api:
        api.say(CHAT, "hello")
        yield api


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[Bot]:
    async with Bot(TOKEN, base_url=f"{api.url}/bot") as bot:
        yield bot


def button(url: str | None = None, callback_data: str | None = None) -> InlineKeyboardMarkup:
    pressed = InlineKeyboardButton("x", url=url, callback_data=callback_data)
    return InlineKeyboardMarkup([[pressed]])


async def test_a_message_shows_up_as_its_reader_sees_it(api: BotApi, bot: Bot) -> None:
    await bot.send_message(CHAT, "<b>good</b> &amp; warm", parse_mode="HTML")
    assert [(shown.chat, shown.text) for shown in api.sent] == [(CHAT, "good & warm")]
    assert not api.violations


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<b>", "can't parse entities"),
        ("5 < 6", "can't parse entities"),
        ("one<br>two", "can't parse entities"),
        ("<i></i>", "message text is empty"),
        ("🥐" * 2049, "message is too long"),
    ],
)
@pytest.mark.parametrize("parser", ["telegram's", "our"])
async def test_a_broken_text_is_refused(
    api: BotApi, bot: Bot, text: str, why: str, parser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(botapi_text, "HAS_TELEGRAMS_PARSER", parser == "telegram's")
    with pytest.raises(BadRequest, match=f"(?i){why}"):
        await bot.send_message(CHAT, text, parse_mode="HTML")
    assert api.violations


async def test_a_text_of_exactly_4096_units_is_taken(api: BotApi, bot: Bot) -> None:
    await bot.send_message(CHAT, "<b>" + "🥐" * 2048 + "</b>", parse_mode="HTML")
    assert not api.violations


async def test_a_caption_may_be_a_quarter_as_long(api: BotApi, bot: Bot) -> None:
    await bot.send_photo(CHAT, PNG, caption="x" * 1024)
    with pytest.raises(BadRequest, match=r"(?i)caption is too long"):
        await bot.send_photo(CHAT, PNG, caption="x" * 1025)
    assert api.sent[0].photo == PNG


@pytest.mark.parametrize(
    "keyboard",
    [
        button(callback_data="é" * 33),
        button(url="file:///etc/passwd"),
        button(url="https://shop.example", callback_data="both"),
        InlineKeyboardMarkup([[InlineKeyboardButton(" ", callback_data="1")]]),
    ],
)
async def test_a_button_that_telegram_would_not_take_is_refused(
    bot: Bot, keyboard: InlineKeyboardMarkup
) -> None:
    with pytest.raises(BadRequest):
        await bot.send_message(CHAT, "x", reply_markup=keyboard)


@pytest.mark.parametrize(
    "wrong", [{"parse_mod": "HTML"}, {"disable_notification": "perhaps"}, {"reply_markup": [1]}]
)
async def test_unknown_and_mistyped_parameters_are_refused(
    api: BotApi, bot: Bot, wrong: dict[str, object]
) -> None:
    with pytest.raises(BadRequest, match=r"(?i)parameter"):
        await bot.send_message(CHAT, "x", api_kwargs=wrong)
    assert api.violations


def test_a_missing_parameter_and_an_unknown_method_are_refused() -> None:
    with pytest.raises(Refusal, match="parameter text is required"):
        read_params("sendMessage", {"chat_id": "7"}, {})
    with pytest.raises(Refusal, match="Not Found"):
        read_params("sendTelegram", {}, {})


async def test_an_edit_must_change_something(api: BotApi, bot: Bot) -> None:
    sent = await bot.send_message(CHAT, "one")
    await sent.edit_text("two")
    with pytest.raises(BadRequest, match=r"(?i)not modified"):
        await sent.edit_text("two")
    assert (api.sent[0].text, api.sent[0].edits, api.violations) == ("two", 1, [])


async def test_a_wrong_token_is_unauthorised(api: BotApi) -> None:
    stranger = Bot("1:wrong", base_url=f"{api.url}/bot")
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()


async def test_faults_happen_once_and_as_ordered(api: BotApi, bot: Bot) -> None:
    api.fail_next("sendMessage", 429, "Too Many Requests: retry after 30", retry_after=30)
    api.fail_next("sendMessage", 502, body=b"<html>bad gateway")
    api.drop_next("sendMessage")
    api.drop_next("sendMessage", after=True)
    with pytest.raises(RetryAfter):
        await bot.send_message(CHAT, "x")
    for _ in range(3):
        with pytest.raises(NetworkError):
            await bot.send_message(CHAT, "x")
    await bot.send_message(CHAT, "x")
    assert len(api.sent) == 2
    assert api.faults_left == 0


async def test_a_blocked_bot_is_forbidden_and_an_unknown_chat_not_found(
    api: BotApi, bot: Bot
) -> None:
    api.block(CHAT)
    with pytest.raises(Forbidden):
        await bot.send_message(CHAT, "x")
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.send_message(999, "x")


async def test_a_long_poll_waits_for_news_and_a_second_poller_ends_it(
    api: BotApi, bot: Bot
) -> None:
    (greeting,) = await bot.get_updates()
    after = greeting.update_id + 1
    first = asyncio.create_task(bot.get_updates(offset=after, timeout=5))
    await api.until(lambda: api.count("getUpdates") == 2)
    async with Bot(TOKEN, base_url=f"{api.url}/bot") as rival:
        second = asyncio.create_task(rival.get_updates(offset=after, timeout=5))
        with pytest.raises(Conflict):
            await first
        api.say(CHAT, "news")
        assert [update.message.text for update in await second if update.message] == ["news"]
