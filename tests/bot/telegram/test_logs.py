from __future__ import annotations

import logging

import pytest

from bot.telegram.logs import keep_quiet

TOKEN = "123456789:AAFakeTokenForTests"


@pytest.mark.parametrize("name", ["httpx", "httpcore.http11", "telegram.Bot", "telegram.ext.X"])
def test_a_librarys_words_are_logged_without_what_they_are_about(
    name: str, caplog: pytest.LogCaptureFixture
) -> None:
    keep_quiet()
    caplog.set_level(logging.DEBUG)
    logging.getLogger(name).setLevel(logging.DEBUG)
    try:
        logging.getLogger(name).info("HTTP Request: %s", f"https://api/bot{TOKEN}/getMe")
        try:
            raise ValueError(f"The token `{TOKEN}` was rejected")
        except ValueError:
            logging.getLogger(name).exception("Failed for %s", TOKEN)
    finally:
        logging.getLogger(name).setLevel(logging.NOTSET)
    assert TOKEN not in caplog.text
    assert "Failed for %s (ValueError)" in caplog.text
