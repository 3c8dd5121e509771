from __future__ import annotations

import asyncio
import gc
import socket

import httpx
import pytest

from monitor.errors import ConfigError
from tests.bot.telegram.conftest import OWNER, Shop

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
def port(shop: Shop) -> int:
    """A free port, and a config that names it."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    assert shop.config.telegram is not None
    telegram = {
        **shop.config.telegram.model_dump(exclude={"token", "api_url"}),
        "token": shop.config.telegram.token.get_secret_value(),
        "api_url": str(shop.config.telegram.api_url),
        "webhook_url": "https://shop.example/telegram",
        "webhook_port": port,
    }
    whole = shop.config.model_dump() | {"telegram": telegram}
    shop.config = type(shop.config).model_validate(whole)
    return port


def an_update() -> dict[str, object]:
    person = {"id": OWNER, "is_bot": False, "first_name": "Olga"}
    message = {
        "message_id": 1,
        "date": 1_790_000_000,
        "chat": {"id": OWNER, "type": "private", "first_name": "Olga"},
        "from": person,
        "text": "/help",
        "entities": [{"type": "bot_command", "offset": 0, "length": 5}],
    }
    return {"update_id": 1, "message": message}


async def post(port: int, secret: str) -> int:
    """Speak as Telegram would; it registers the address a moment before the port is open."""
    async with httpx.AsyncClient(transport=httpx.AsyncHTTPTransport(retries=4)) as telegram:
        answer = await telegram.post(
            f"http://127.0.0.1:{port}/telegram", json=an_update(), headers={SECRET_HEADER: secret}
        )
    return answer.status_code


async def test_updates_come_by_webhook_when_the_config_says_so(shop: Shop, port: int) -> None:
    shop.pair()
    async with shop.open():
        await shop.api.until(lambda: shop.api.methods.webhook)
        secret = str(shop.api.methods.webhook["secret_token"])
        assert await post(port, secret) == 200
        await shop.api.until(lambda: shop.api.to(OWNER))
    assert shop.api.methods.webhook["url"] == "https://shop.example/telegram"
    assert len(secret) >= 32
    assert shop.api.count("getUpdates") == 0


async def test_nobody_speaks_in_the_owners_name_without_the_secret(shop: Shop, port: int) -> None:
    shop.pair()
    async with shop.open():
        await shop.api.until(lambda: shop.api.methods.webhook)
        assert await post(port, "guess") == 403
    assert shop.api.sent == []


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_a_port_that_is_taken_is_a_config_error(shop: Shop, port: int) -> None:
    taken = socket.create_server(("127.0.0.1", port))
    with taken, pytest.raises(ConfigError, match=f"port {port} cannot be used"):
        await shop.serve(asyncio.Event())
    gc.collect()  # the web server leaves the socket that it could not bind to the collector


async def test_polling_takes_over_from_a_webhook_of_former_days(shop: Shop) -> None:
    shop.pair()
    shop.api.methods.webhook = {"url": "https://old.example/telegram"}
    async with shop.open():
        shop.api.say(OWNER, "/help")
        await shop.api.until(lambda: shop.api.to(OWNER))
    assert shop.told == []
