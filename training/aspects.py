"""Which aspects a text speaks of, and what is grave: what the project's own texts say of both.

Few customers name what they complain of: "Jacket went in with six buttons and came home with four"
has no word for quality. So beside the lists of ``data/<language>/aspects.toml`` each word has a
number for each aspect (``training.wordwise``). The polarity is not learnt: the feeling of
the text gives it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from monitor.understand import lexicon
from monitor.understand.grave import URGENT
from monitor.verdict import Urgency
from training import own
from training.wordwise import Row

PHRASE_WEIGHT = 0.15
"""What a phrase of the lists counts beside a sentence."""
MATTERS = (URGENT, *(each for each in Urgency if each is not Urgency.NONE))
"""The columns of ``grave.bin``."""


def sentences(*, held: bool | None = None) -> list[Row]:
    """The own sentences of which somebody has said what they speak of; only those whose topic is
    held out, or is not, if asked."""
    return [
        (each.text, frozenset(aspect for aspect, _ in each.aspects), 1.0)
        for _, each in own.every()
        if each.aspects is not None and (held is None or each.held == held)
    ]


def grave() -> list[Row]:
    """The own sentences of which somebody has said whether they are urgent, and in what matter."""
    return [
        (
            each.text,
            frozenset() if each.urgency is Urgency.NONE else frozenset({URGENT, each.urgency}),
            1.0,
        )
        for _, each in own.every()
        if each.urgency is not None
    ]


def phrases() -> list[Row]:
    """The phrases of the lists that tell an event of some aspect."""
    found = []
    for table in lexicon.read("aspects").values():
        listed = cast("Mapping[str, Mapping[str, object]]", table["aspects"])
        for aspect, lists in listed.items():
            for name in ("good", "bad"):
                for term in lexicon.terms(lists.get(name, "")):
                    for phrase in lexicon.spoken(term):
                        text = phrase.replace("*", "").replace("#", "9")
                        found.append((text, frozenset({aspect}), PHRASE_WEIGHT))
    return found
