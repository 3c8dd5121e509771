"""Asking what happened before a complaint is answered: only the owner can know."""

from __future__ import annotations

from collections.abc import Mapping

from bot.screens.markup import inline
from bot.screens.message import Action, Button, Message, Verb
from monitor.facts import Facts, Happened
from monitor.mention import Mention

ASK = "<b>#{number}: what happened?</b>"
WHY = "The reply says only what you tell me here, and nothing else about it."
LABELS: Mapping[Happened, str] = {
    Happened.TRUE: "It was so",
    Happened.NOT_US: "We know nothing of it",
    Happened.REFUNDED: "Money given back",
    Happened.FIXED: "Already put right",
    Happened.UNKNOWN: "I don't know yet",
}
ASK_PUT_RIGHT: Mapping[Happened, str] = {
    Happened.FIXED: "<b>What did you put right?</b>",
    Happened.REFUNDED: "<b>Have you changed something, so that it does not happen again?</b>",
}
EXAMPLES: Mapping[Happened, str] = {
    Happened.FIXED: "Such as: We have had the door repaired.",
    Happened.REFUNDED: "Such as: Since Monday a second person looks over every bill.",
}
SEND = (
    "Send me one sentence in {language}, just as the reply shall say it. "
    "Only what is true and may be read by everybody."
)
YOU_SAID: Mapping[Happened, str] = {
    Happened.TRUE: "You said: it was so.",
    Happened.NOT_US: "You said: you know nothing of it.",
    Happened.REFUNDED: "You said: the money was given back.",
    Happened.FIXED: "You said: it is already put right.",
    Happened.UNKNOWN: "You said: you don't know yet what happened.",
}
WITHOUT, SKIP = "Draft without it", "Nothing to add"
ORDER = tuple(LABELS)
STEP = 10
"""``extra`` of a HAPPENED action: the mention's version times this, plus the place in ORDER."""


def happened_screen(mention: Mention) -> Message:
    """Ask what happened, in five buttons."""
    buttons = [
        Button(LABELS[each], Action(Verb.HAPPENED, mention.number, mention.versions * STEP + n))
        for n, each in enumerate(ORDER)
    ]
    rows = (tuple(buttons[:2]), tuple(buttons[2:4]), (buttons[4], write_button(mention, WITHOUT)))
    return Message(f"{ASK.format(number=mention.number)}\n{WHY}", rows)


def put_right_screen(mention: Mention, happened: Happened, language: str) -> Message:
    """Ask for one sentence about what was done."""
    send = SEND.format(language=inline(language, 40))
    lines = (ASK_PUT_RIGHT[happened], send, EXAMPLES[happened])
    return Message("\n".join(lines), ((write_button(mention, SKIP),),))


def write_button(mention: Mention, label: str) -> Button:
    """Draft with what is known."""
    return Button(label, Action(Verb.WRITE, mention.number, mention.versions))


def told_line(facts: Facts) -> str:
    """What the owner said about it, or nothing."""
    if facts.happened is None:
        return ""
    said = YOU_SAID[facts.happened]
    return f"{said} {inline(facts.put_right, 200)}".rstrip()
