"""What the owner can type."""

from __future__ import annotations

import pytest

from bot.commands import COMMANDS
from bot.screens.help import HELP
from bot.screens.message import Message
from tests.bot.shop import BakerShop, review, shown


def run(bakery: BakerShop, name: str, args: str = "") -> tuple[Message, ...]:
    return COMMANDS[name].run(bakery.store, bakery.config, bakery.now, args)


def test_all_commands_are_there_and_help_names_them() -> None:
    assert list(COMMANDS) == [
        "start", "week", "inbox", "search", "promises", "facts", "sources", "check", "help"
    ]  # fmt: skip
    assert all(f"/{name}" in HELP for name in COMMANDS if name not in ("start", "help"))


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_answers_in_an_empty_shop(bakery: BakerShop, name: str) -> None:
    assert all(shown(message) for message in run(bakery, name))


@pytest.mark.parametrize("name", list(COMMANDS))
def test_telegram_takes_every_command_into_its_menu(name: str) -> None:
    assert name.isascii()
    assert name.islower()
    assert len(name) <= 32
    assert 1 <= len(COMMANDS[name].help) <= 256


@pytest.mark.parametrize("args", ["1", "#1", " 1 "])
def test_the_inbox_with_a_number_shows_that_mention(bakery: BakerShop, args: str) -> None:
    bakery.hear(review())
    assert shown(run(bakery, "inbox", args)[0]).startswith("#1 ★★★★★")


@pytest.mark.parametrize("args", ["", "all", "²", "9" * 40, "-1"])
def test_the_inbox_with_anything_else_is_the_inbox(bakery: BakerShop, args: str) -> None:
    assert run(bakery, "inbox", args) == run(bakery, "inbox")


def test_words_after_a_command_reach_it(bakery: BakerShop) -> None:
    assert "cold tea" in shown(run(bakery, "search", "cold tea")[0])
    assert "no source called x" in shown(run(bakery, "check", "x")[0])
