"""What goodword says about the chat itself, rather than about reviews."""

from __future__ import annotations

from bot.screens.message import Message

REFUSAL = Message(
    "Hello! This bot works for one shop and talks only to its owner. "
    "If that is you, send me the code that goodword shows when it starts."
)
WRONG_CODE = Message(
    "That code is not the right one, or it is no longer valid. "
    "goodword shows a fresh one when it starts."
)
GROUP = Message("Sorry, I only talk to the shop's owner, in a private chat.")
PAIRED = Message("Welcome! From now on you hear about every new review in this chat.")

NOT_FOR_YOU = "Sorry, this bot talks only to its shop's owner."
STALE = "This button is from an older message. Please use a newer one, or /inbox."
TROUBLE = "Sorry, that did not work just now. Please try again in a minute."


def welcome_back(waiting: int) -> Message:
    """Said to an owner who had blocked the bot; ``waiting`` mentions have no answer yet."""
    if waiting == 0:
        return Message("Welcome back! Nothing is waiting for you.")
    things = "1 review waits" if waiting == 1 else f"{waiting} reviews wait"
    return Message(f"Welcome back! I sent nothing while you were away: {things} in /inbox.")


def invitation(bot_name: str, code: str, minutes: int) -> str:
    """Shown where goodword runs, while no chat is paired."""
    return (
        f"To hear from goodword in Telegram, open https://t.me/{bot_name}?start={code}\n"
        f"or send {code} to @{bot_name}. The code works once, for {minutes} minutes."
    )


RIVAL = (
    "Another program is reading this bot's messages. Stop the other goodword, "
    "or give this one a bot of its own; until then I keep trying."
)
NEW_KEY_NEEDED = (
    "Telegram no longer accepts the bot's token. Ask @BotFather for a new one, "
    "put it into config.toml and start goodword again; nothing is lost meanwhile."
)
