"""One mention in one or two lines, for every screen that lists several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.screens.markup import inline
from bot.screens.message import Action, Button, Verb
from bot.screens.words import FACES, stars
from monitor.mention import Mention
from monitor.verdict import Urgency

LINE = "{mark} <b>#{number}</b> {stars} {author}"
WORDS = "“{words}”"
FIRST_WORDS = 90
BUTTONS_IN_A_ROW = 4


def mention_line(mention: Mention, *notes: str) -> str:
    """Number, stars, author, ``notes`` (our own markup), and below them the first words."""
    urgent = mention.verdict.urgency is not Urgency.NONE
    head = LINE.format(
        mark="⚠️" if urgent else FACES[mention.verdict.sentiment],
        number=mention.number,
        stars=stars(mention.item.rating),
        author=inline(mention.item.author.name, 40),
    )
    said = inline(mention.item.words, FIRST_WORDS)
    heading = ", ".join([" ".join(head.split()), *filter(None, notes)])
    return f"{heading}\n{WORDS.format(words=said)}" if said else heading


def show_buttons(mentions: Iterable[Mention]) -> Iterator[tuple[Button, ...]]:
    """Rows of buttons that open the listed mentions."""
    buttons = [Button(f"#{each.number}", Action(Verb.SHOW, each.number)) for each in mentions]
    for start in range(0, len(buttons), BUTTONS_IN_A_ROW):
        yield tuple(buttons[start : start + BUTTONS_IN_A_ROW])
