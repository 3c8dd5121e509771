"""Setting a reading right: what the owner can say of it, and what they have said."""

from __future__ import annotations

from collections.abc import Mapping

from bot.screens.markup import Quote, fit
from bot.screens.message import Action, Button, Message, Verb
from bot.screens.words import FACES, SENTIMENTS, URGENCIES
from monitor.correction import Correction
from monitor.mention import Mention
from monitor.verdict import Sentiment, Urgency

WRONG = "You read this wrong"
HEADING = "<b>How do you read #{number}?</b>"
READ_AS = "I read it as {feeling}."
READ_URGENT = "I read it as {feeling}, and as urgent: {matter}"
WHICH = "<b>What is urgent about #{number}?</b>"
CARE = "A draft then neither admits nor denies it, and leaves it to you."
URGENT, NOT_URGENT = "It is urgent", "It is not urgent"
TAKE_BACK, LEAVE = "Read it as you did", "Leave it so"
YOU_SAY = "<i>You say: {parts}.</i>"
CALM = "not urgent"
GRAVE = "urgent"
LAPSED = (
    "<i>You had corrected an earlier wording. It was changed since, so I have read it afresh.</i>"
)

FEELINGS = {
    Sentiment.POSITIVE: "Good",
    Sentiment.NEGATIVE: "Bad",
    Sentiment.MIXED: "Both",
    Sentiment.NEUTRAL: "Neither",
}
MATTERS = {
    Urgency.INJURY: "Somebody was hurt",
    Urgency.ILLNESS: "Somebody fell ill",
    Urgency.ALLERGY: "An allergy",
    Urgency.DISCRIMINATION: "Discrimination",
    Urgency.PRIVACY: "Private data",
    Urgency.LEGAL: "A lawyer or an authority",
    Urgency.THREAT: "A threat",
    Urgency.CHILD_SAFETY: "A child's safety",
}

ASK_FIRST, ASK_URGENT, LEAVE_IT, BACK = 0, 1, 2, 3
_SAYS: Mapping[int, Correction] = {
    10 + number: Correction(feeling) for number, feeling in enumerate(FEELINGS)
} | {
    20 + number: Correction(urgency=matter)
    for number, matter in enumerate((Urgency.NONE, *MATTERS))
}
"""What a button says, by its number. The numbers stay in chats for years: add, never change."""
_STEP = 100
"""``extra`` of these actions: the mention's version times this, plus what the button says."""


def wrong_button(mention: Mention) -> tuple[tuple[Button, ...], ...]:
    """The way here from a mention, as a row of its own, where there are words to misread."""
    if not mention.item.words.strip():
        return ()
    return ((Button(WRONG, _action(Verb.MISREAD, mention, ASK_FIRST)),),)


def chosen(action: Action, mention: Mention) -> int | None:
    """What the pressed button says; None where the text was changed since it was shown."""
    version, choice = divmod(action.extra, _STEP)
    return choice if version == mention.versions else None


def said_by(choice: int) -> Correction | None:
    """The correction that a number stands for, if it is one."""
    return _SAYS.get(choice)


def correction_screen(mention: Mention) -> Message:
    """The text, how it was read, and what can be said against that."""
    verdict = mention.verdict
    read = READ_AS if verdict.urgency is Urgency.NONE else READ_URGENT
    line = read.format(
        feeling=SENTIMENTS[verdict.sentiment], matter=URGENCIES.get(verdict.urgency, "")
    )
    feelings = [
        _button(mention, f"{FACES[feeling]} {name}", Correction(feeling))
        for feeling, name in FEELINGS.items()
    ]
    urgent = (
        Button(URGENT, _action(Verb.MISREAD, mention, ASK_URGENT))
        if verdict.urgency is Urgency.NONE
        else _button(mention, NOT_URGENT, Correction(urgency=Urgency.NONE))
    )
    back = Button(TAKE_BACK, _action(Verb.CORRECT, mention, BACK))
    rows = (
        tuple(feelings[:2]),
        tuple(feelings[2:]),
        (urgent, _leave(mention)),
        *(((back,),) if mention.correction is not None else ()),
    )
    spoken = said(mention) if mention.correction is not None else line
    return Message(_under(HEADING, mention, spoken), rows)


def urgency_screen(mention: Mention) -> Message:
    """What it is that is urgent: drafts take care of each in its own way."""
    matters = [
        _button(mention, name, Correction(urgency=matter)) for matter, name in MATTERS.items()
    ]
    rows = tuple(tuple(matters[at : at + 2]) for at in range(0, len(matters), 2))
    return Message(_under(WHICH, mention, CARE), (*rows, (_leave(mention),)))


def said(mention: Mention) -> str:
    """What the owner said against the reading, in one line; empty where nothing was said."""
    correction = mention.correction
    if correction is None:
        return ""
    parts = [] if correction.sentiment is None else [SENTIMENTS[correction.sentiment]]
    if correction.urgency is not None:
        parts.append(CALM if correction.urgency is Urgency.NONE else GRAVE)
    return YOU_SAY.format(parts=", ".join(parts))


def _under(heading: str, mention: Mention, line: str) -> str:
    item = mention.item
    return fit([heading.format(number=mention.number), Quote(item.text, item.title), line])


def _leave(mention: Mention) -> Button:
    return Button(LEAVE, _action(Verb.CORRECT, mention, LEAVE_IT))


def _button(mention: Mention, label: str, correction: Correction) -> Button:
    number = next(number for number, each in _SAYS.items() if each == correction)
    return Button(label, _action(Verb.CORRECT, mention, number))


def _action(verb: Verb, mention: Mention, choice: int) -> Action:
    return Action(verb, mention.number, mention.versions * _STEP + choice)
