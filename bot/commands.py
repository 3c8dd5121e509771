"""What the owner can type. Every transport offers exactly these."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from bot.screens.check import check_screen
from bot.screens.facts import facts_screen
from bot.screens.help import help_screen
from bot.screens.inbox import inbox_screen
from bot.screens.mention import mention_screen
from bot.screens.message import Message
from bot.screens.promises import promises_screen
from bot.screens.search import search_screen
from bot.screens.sources import sources_screen
from bot.screens.start import start_screen
from bot.screens.week import week_screen
from monitor.config import Config
from monitor.store import Store

Run = Callable[[Store, Config, datetime, str], tuple[Message, ...]]


@dataclass(frozen=True, slots=True)
class Command:
    """``help`` is a few words for the menu; ``run`` gets whatever was typed after the name."""

    help: str
    run: Run


def _inbox(store: Store, config: Config, now: datetime, args: str) -> tuple[Message, ...]:
    """The inbox, or with a number ("/inbox 12", "/inbox #12") that very mention."""
    number = args.strip().removeprefix("#")
    if number.isascii() and number.isdigit() and len(number) < 19:
        return (mention_screen(store, config, now, int(number)),)
    return (inbox_screen(store, config, now),)


COMMANDS: Mapping[str, Command] = MappingProxyType(
    {
        "start": Command(
            "What goodword does", lambda store, config, now, _: (start_screen(store, config, now),)
        ),
        "week": Command(
            "The last seven days, with a chart",
            lambda store, config, now, _: week_screen(store, config, now),
        ),
        "inbox": Command("What waits for an answer", _inbox),
        "search": Command(
            "Find what was said: /search cold coffee",
            lambda store, config, now, args: (search_screen(store, config, now, args),),
        ),
        "promises": Command(
            "What your answers have promised",
            lambda store, config, now, _: (promises_screen(store, config, now),),
        ),
        "facts": Command(
            "What your replies may say",
            lambda store, config, now, _: (facts_screen(store, config, now),),
        ),
        "sources": Command(
            "Where I look, and whether it works",
            lambda store, config, now, _: (sources_screen(store, config, now),),
        ),
        "check": Command(
            "Look everywhere now",
            lambda store, config, now, args: (check_screen(store, config, now, args),),
        ),
        "help": Command("What you can ask me", lambda *_: (help_screen(),)),
    }
)
