"""Set-up, check and run against a Bot API that checks every request."""

from __future__ import annotations

import asyncio
import os
import signal
import stat
import subprocess
import sys
import threading
import time
import traceback
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from pydantic import HttpUrl, SecretStr

from monitor.cli.run import talk
from monitor.cli.sample_site import SampleSite
from monitor.cli.token import bot_name
from monitor.config import Telegram, from_table
from monitor.errors import StoreError, Unavailable
from tests.fakes.botapi import TOKEN, BotApi
from tests.monitor.cli.conftest import Run
from tests.sources.loopback import served


def test_init_asks_checks_and_writes_a_private_file(
    run: Run, site: SampleSite, tmp_path: Path
) -> None:
    with BotApi() as api:
        answers = [
            "Leipomo Aino", "fi, en", "Mars/Olympus", "Europe/Helsinki", "Aino",
            "aino@leipomo.example", "y", "1:wrong", TOKEN, f"{site.address}/", "y", "y", "",
        ]  # fmt: skip
        ran = run("init", "--api-url", api.url, stdin="\n".join(answers) + "\n")
        assert ran.code == 0, ran.err
        config = tmp_path / "config.toml"
        assert stat.S_IMODE(config.stat().st_mode) == 0o600
        assert "unknown time zone" in ran.err
        assert "does not know this token" in ran.err
        assert TOKEN not in ran.out + ran.err
        assert run("check").code == 0


def test_a_telegram_that_cannot_be_reached_is_told_without_the_address_that_holds_the_token() -> (
    None
):
    with BotApi() as api:
        api.drop_next("getMe", times=9)
        settings = Telegram(token=SecretStr(TOKEN), api_url=HttpUrl(api.url))
        with pytest.raises(Unavailable, match="Telegram cannot be reached") as caught:
            bot_name(settings)
    shown = "".join(traceback.format_exception(caught.value))
    assert "internet connection" in caught.value.hint
    assert TOKEN not in shown


def test_init_never_overwrites_without_asking(run: Run, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("mine")
    assert run("init", stdin="n\n").code == 1
    assert (tmp_path / "config.toml").read_text() == "mine"


def test_run_without_telegram_says_so(run: Run, shop: Path) -> None:
    ran = run("run")
    assert ran.code == 2
    assert "[telegram]" in ran.err


@pytest.mark.timeout(60)
def test_run_collects_and_talks_until_it_is_told_to_stop(shop: Path, site: SampleSite) -> None:
    with BotApi() as api:
        shop.write_text(
            shop.read_text() + f'[telegram]\ntoken = "{TOKEN}"\napi_url = "{api.url}"\n'
        )
        process = _started(shop, "run")
        try:
            assert process.stderr is not None
            code = _read_code(process.stderr)
            api.say(7, f"/start {code}")
            api.wait(lambda: api.to(7))
            site.now, site.news = datetime.now(UTC), True
            api.say(7, "/check")
            api.wait(lambda: any("35 minutes" in shown.text for shown in api.to(7)), 30)
        finally:
            process.send_signal(signal.SIGTERM)
            _, rest = process.communicate(timeout=20)
        assert process.returncode == 0
        assert TOKEN not in rest


@pytest.mark.timeout(60)
def test_a_model_that_still_thinks_does_not_hold_up_the_end(run: Run, shop: Path) -> None:
    go, thinking = threading.Event(), threading.Event()

    def think(handler: BaseHTTPRequestHandler) -> None:
        thinking.set()
        go.wait(60)

    with BotApi() as api, served() as model:
        model.answer = think
        shop.write_text(
            shop.read_text() + f'[telegram]\ntoken = "{TOKEN}"\napi_url = "{api.url}"\n'
            f'[replies]\nengine = "llm"\n[llm]\nurl = "http://127.0.0.1:{model.port}"\n'
            'model = "small"\nallow_private = true\ntimeout = "1h"\n'
        )
        numbers = [str(found["number"]) for found in run("mentions", "--json").json()]
        drafts = [run("draft", each, "--engine", "offline", "--json").json() for each in numbers]
        usual = next(draft for draft in drafts if draft["route"] == "draft")
        process = _started(shop, "bot")
        try:
            assert process.stderr is not None
            api.say(7, f"/start {_read_code(process.stderr)}")
            api.wait(lambda: api.to(7))
            api.press_data(api.to(7)[0], f"1:d:{usual['mention']}:0")
            api.wait(lambda: "Draft reply" in api.to(7)[-1].text)
            api.press(api.to(7)[-1], "Ask the language model")
            assert thinking.wait(20)
        finally:
            process.send_signal(signal.SIGTERM)
            _, rest = process.communicate(timeout=20)
            go.set()
        assert process.returncode == 0
        assert TOKEN not in rest


@pytest.mark.timeout(60)
def test_a_collector_that_fails_takes_the_chat_along_instead_of_keeping_silent(
    tmp_path: Path,
) -> None:
    def fail(_: threading.Event) -> None:
        raise StoreError("The database failed.")

    with BotApi() as api:
        config = from_table(
            {
                "shop": {"name": "Cafe"},
                "store": {"path": str(tmp_path / "shop.db")},
                "telegram": {"token": TOKEN, "api_url": api.url},
            }
        )
        with pytest.raises(StoreError, match="The database failed"):
            asyncio.run(talk(config, None, fail))


def _started(shop: Path, command: str) -> subprocess.Popen[str]:
    """goodword as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", "from monitor.cli import main; main()", command],
        cwd=shop.parent, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])},
    )  # fmt: skip


def _read_code(stream: object) -> str:
    """The one-time code that `goodword run` prints."""
    import re

    give_up = time.monotonic() + 20
    while time.monotonic() < give_up:
        line = stream.readline()  # type: ignore[attr-defined]
        found = re.search(r"\b([A-Z0-9]{4}-?[A-Z0-9]{4})\b", line)
        if found:
            return found[1]
    raise AssertionError("no code was printed")
