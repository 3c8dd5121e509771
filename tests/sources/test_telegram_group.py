"""Telegram groups: the contract, confirming by offset, edits, and groups that move."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest

from monitor.errors import AuthExpired, NotConfigured, RateLimited
from monitor.source import Page, Response, Source
from sources.registry import build
from sources.telegram_channel import TelegramChannel
from sources.telegram_group import TelegramGroup, TelegramGroupSettings
from sources.testing import SourceContract
from tests.sources.test_telegram_channel import preview
from tests.sources.walking import walked

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
CASES = Path(__file__).parents[1] / "data" / "telegram_group"
RECORDINGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "recordings" / "telegram"
TOKEN = "123456:t0ken-of-mine"


def bot(*chats: object) -> TelegramGroup:
    return TelegramGroup(TelegramGroupSettings.model_validate({"token": TOKEN, "chats": chats}))


class TestTelegramGroupContract(SourceContract):
    adapter = TelegramGroup
    cases: ClassVar[Path] = CASES
    secret = TOKEN

    def source(self) -> Source:
        return bot()


def read(*updates: object, source: TelegramGroup | None = None) -> Page:
    source = source or bot()
    request = source.request(None)
    body = json.dumps({"ok": True, "result": updates}).encode()
    return source.parse(Response(request, request.url, body, NOW))


def heard(
    update: int,
    chat: int = -1001,
    number: int | None = None,
    username: str | None = None,
    **more: object,
) -> dict[str, object]:
    where: dict[str, object] = {"id": chat, "type": "supergroup", "title": "Group"}
    where |= {"username": username} if username else {}
    said = {"message_id": number or update, "chat": where, "date": 1790000000, "text": "Dom"}
    return {"update_id": update, "message": {**said, **more}}


def test_each_question_confirms_what_the_last_one_brought() -> None:
    waiting = [heard(number) for number in range(500, 750)]

    def api(path: str, query: Mapping[str, str]) -> tuple[int, object]:
        assert path == f"/bot{TOKEN}/getUpdates"
        first = int(query.get("offset", "0"))
        due = waiting[max(0, first - 500) :]
        return 200, {"ok": True, "result": due[: int(query["limit"])]}

    pages, seen = walked(bot(), api)
    assert [len(page.items) for page in pages] == [100, 100, 50]
    assert [page.resume and page.resume["offset"] for page in pages] == [600, 700, 750]
    later, seen = walked(bot(), api, pages[-1].resume)
    assert "offset=750" in seen[0].path
    assert later[-1].items == ()
    assert later[-1].resume == pages[-1].resume


def test_the_token_is_in_no_request_that_could_be_shown() -> None:
    assert TOKEN not in repr(bot().request(None))
    assert TOKEN not in bot().request(None).url


def test_an_edit_is_the_same_message_with_new_words() -> None:
    said = {"message_id": 9, "chat": {"id": -1001}, "date": 1790000000, "text": "Dom!"}
    edit = {"update_id": 2, "edited_message": {**said, "edit_date": 1790000300}}
    [item] = read(heard(1, number=9), edit).items
    assert (item.id, item.text) == ("-1001/9", "Dom!")
    assert item.updated_at == datetime.fromtimestamp(1790000300, UTC)
    assert item.published_at == datetime.fromtimestamp(1790000000, UTC)


def test_private_messages_to_the_bot_are_never_kept() -> None:
    private = {"message_id": 1, "chat": {"id": 5, "type": "private"}, "date": 1, "text": "hi"}
    page = read({"update_id": 1, "message": private})
    assert page.items == ()
    assert page.rejected[0].why == "a private message to the bot"


def test_only_the_chats_that_are_wanted_count() -> None:
    named = {"id": -1009, "type": "channel", "username": "City_News"}
    post = {"message_id": 1, "chat": named, "date": 1790000000, "text": "Dom"}
    page = read(
        heard(1), heard(2, chat=-1002), {"update_id": 3, "channel_post": post},
        source=bot(-1002, "@city_news"),
    )  # fmt: skip
    assert [item.id for item in page.items] == ["-1002/2", "-1009/1"]


def test_a_group_that_became_a_supergroup_is_followed() -> None:
    source = bot(-55)
    first = read(heard(1, chat=-55, text=None, migrate_to_chat_id=-10055), source=source)
    assert first.resume == {"offset": 2, "moved": {"-55": "-10055"}}
    request = source.request(first.resume)
    body = json.dumps({"ok": True, "result": [heard(2, chat=-10055)]}).encode()
    later = source.parse(Response(request, request.url, body, NOW))
    assert [item.id for item in later.items] == ["-10055/2"]
    assert later.resume == {"offset": 3, "moved": {"-55": "-10055"}}


def test_a_message_in_a_public_place_is_the_one_that_its_preview_shows() -> None:
    [item] = read(heard(1, number=7, username="City_News")).items
    channel = TelegramChannel.offline("https://t.me/s/city_news")
    request = channel.request(None)
    page = channel.parse(Response(request, request.url, preview(7), NOW))
    assert item.dedupe_key == page.items[0].dedupe_key == "telegram:city_news/7"


def test_links_lead_to_the_message_where_there_are_any() -> None:
    page = read(heard(1, chat=-1001234), heard(2, chat=-77))
    assert [item.url for item in page.items] == ["https://t.me/c/1234/1", None]


@pytest.mark.parametrize(
    ("code", "error"), [(401, AuthExpired), (404, AuthExpired), (409, NotConfigured)]
)
def test_what_the_bot_api_refuses(code: int, error: type[Exception]) -> None:
    body = json.dumps({"ok": False, "error_code": code, "description": "x"}).encode()
    assert isinstance(bot().refusal(code, {}, body), error)


def test_a_bot_that_is_read_elsewhere_needs_a_sibling() -> None:
    body = b'{"ok": false, "error_code": 409, "description": "Conflict"}'
    told = bot().refusal(409, {}, body)
    assert told is not None
    assert "second bot" in told.hint


def test_it_waits_as_long_as_it_is_told() -> None:
    source = bot()
    request = source.request(None)
    body = (CASES / "slow.json").read_bytes()
    with pytest.raises(RateLimited) as caught:
        source.parse(Response(request, request.url, body, NOW))
    assert caught.value.retry_at == NOW + timedelta(seconds=13)


def test_one_chat_may_stand_alone_in_the_settings() -> None:
    source = build("tg", {"type": "telegram_group", "token": TOKEN, "chats": -100123})
    assert isinstance(source, TelegramGroup)
    assert source.settings.chats == ("-100123",)


@pytest.mark.skipif(not RECORDINGS.is_dir(), reason="the recordings are not here")
def test_a_recorded_answer() -> None:
    source = TelegramGroup.offline()
    body = (RECORDINGS / "get_updates.json").read_bytes()
    page = source.parse(Response(source.request(None), "https://api.telegram.org", body, NOW))
    assert [item.id for item in page.items] == ["-1001234567890/4012", "-1009876543210/55"]
    assert page.items[0].url == "https://t.me/dom_chat/4012"
