"""What texts speak of: what the project's own sentences and the phrases of its lists say of it.

Few customers name what they complain of: "Jacket went in with six buttons and came home with four"
has no word for quality, and few grave things are told in grave words. So beside the lists each word
has numbers that are learnt from these (``training.inner``): for each aspect whether it is spoken
of, well or ill, and for the whole whether it is grave, in which matter, and how it feels.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from monitor.understand import lexicon
from monitor.understand.subjects import HURT, PLEASED, URGENT, towards
from monitor.understand.term import spoken
from monitor.verdict import ASPECTS, Polarity, Urgency
from training import own
from training.inner import Row

PHRASE_WEIGHT = 0.15
"""What a phrase of the lists counts beside a sentence."""
SIDES = {"bad": Polarity.NEGATIVE, "good": Polarity.POSITIVE}
"""What the lists of an aspect are called, and which way their phrases point."""
TOWARDS = tuple(towards(each, side) for each in ASPECTS for side in SIDES.values())
MATTERS = tuple(each for each in Urgency if each is not Urgency.NONE)
FELT = {0: HURT, 2: PLEASED}
COLUMNS = (*ASPECTS, *TOWARDS, URGENT, *MATTERS, *FELT.values())
_ASPECTS = frozenset({*ASPECTS, *TOWARDS})
_MATTERS = frozenset({URGENT, *MATTERS})
_FELT = frozenset(FELT.values())
_NONE = frozenset[str]()


def sentences(*, held: bool | None = None) -> list[Row]:
    """The own sentences; only those whose topic is held out, or is not, if asked."""
    return [row(each) for _, each in own.every() if held is None or each.held == held]


def row(said: own.Sentence) -> Row:
    """What holds of one of them."""
    felt = _FELT.intersection({FELT.get(said.label, "")})
    aspects = frozenset(aspect for aspect, _ in said.aspects or ())
    sides = frozenset(towards(*pair) for pair in said.aspects or ()).intersection(TOWARDS)
    matters = _NONE if said.urgency in (None, Urgency.NONE) else {URGENT, str(said.urgency)}
    looked = _FELT | (_NONE if said.aspects is None else _ASPECTS)
    looked |= _MATTERS if said.urgency else _NONE
    return Row(said.text, felt | aspects | sides | matters, looked)


def phrases() -> Iterator[Row]:
    """The phrases of the lists that tell an event of some aspect."""
    for table in lexicon.read("aspects").values():
        listed = cast("Mapping[str, Mapping[str, object]]", table["aspects"])
        for aspect, lists in listed.items():
            for name, side in SIDES.items():
                felt = PLEASED if side is Polarity.POSITIVE else HURT
                told = frozenset({aspect, towards(aspect, side), felt})
                for term in lexicon.terms(lists.get(name, "")):
                    for phrase in spoken(term):
                        text = phrase.replace("*", "").replace("#", "9")
                        yield Row(text, told, _ASPECTS | _FELT, PHRASE_WEIGHT)
