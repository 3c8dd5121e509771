"""What the buttons under "You read this wrong" do."""

from __future__ import annotations

from bot.desk import CHANGED, NO_MENTION, Desk, Outcome
from bot.screens.correction import (
    ASK_URGENT,
    BACK,
    chosen,
    correction_screen,
    said_by,
    urgency_screen,
)
from bot.screens.message import Action
from monitor.mention import Mention

NOTED = "Thank you. It counts so from now on."
ALREADY = "You have said so already."
TAKEN_BACK = "Taken back: my own reading counts again."
TAKEN_BACK_ALREADY = "It was taken back already."


def misread(action: Action, desk: Desk) -> Outcome:
    """Ask what the owner reads in it."""
    mention = desk.store.mentions.get(action.number)
    if mention is None:
        return Outcome(toast=NO_MENTION)
    asked = chosen(action, mention)
    if asked is None:
        return Outcome(replace=desk.shown(mention.number), toast=CHANGED)
    screen = urgency_screen if asked == ASK_URGENT else correction_screen
    return Outcome(replace=screen(mention))


def correct(action: Action, desk: Desk) -> Outcome:
    """Keep what the owner says, take it back, or leave everything as it is."""
    mention = desk.store.mentions.get(action.number)
    if mention is None:
        return Outcome(toast=NO_MENTION)
    choice = chosen(action, mention)
    toast = CHANGED if choice is None else _do(choice, mention, desk)
    return Outcome(replace=desk.shown(mention.number), toast=toast)


def _do(choice: int, mention: Mention, desk: Desk) -> str | None:
    if choice == BACK:
        undone = desk.store.corrections.take_back(mention.number, desk.now)
        return TAKEN_BACK if undone else TAKEN_BACK_ALREADY
    said = said_by(choice)
    if said is None:
        return None
    if said.over(mention.correction) == mention.correction:
        return ALREADY
    desk.store.corrections.say(mention.number, said, desk.now)
    return NOTED
