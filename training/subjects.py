"""What texts speak of: what the project's own sentences and the phrases of its lists say of it.

Few customers name what they complain of: "Jacket went in with six buttons and came home with four"
has no word for quality, and few grave things are told in grave words. So beside the lists each word
has numbers that are learnt from these (``training.inner``). The polarity of aspects is not: the
feeling of the text gives it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from monitor.understand import lexicon
from monitor.understand.grave import MATTERS
from monitor.understand.subjects import URGENT
from monitor.verdict import ASPECTS, Urgency
from training import own
from training.inner import Row

PHRASE_WEIGHT = 0.15
"""What a phrase of the lists counts beside a sentence."""
COLUMNS = (*ASPECTS, URGENT, *MATTERS)
_ASPECTS = frozenset(ASPECTS)
_MATTERS = frozenset({URGENT, *MATTERS})
_NONE = frozenset[str]()


def sentences(*, held: bool | None = None) -> list[Row]:
    """The own sentences of which somebody has said what they speak of, or whether they are urgent;
    only those whose topic is held out, or is not, if asked."""
    found = (_row(each) for _, each in own.every() if held is None or each.held == held)
    return [row for row in found if row.looked]


def _row(said: own.Sentence) -> Row:
    aspects = _NONE if said.aspects is None else frozenset(aspect for aspect, _ in said.aspects)
    matters = _NONE if said.urgency in (None, Urgency.NONE) else {URGENT, str(said.urgency)}
    looked = _NONE if said.aspects is None else _ASPECTS
    return Row(said.text, aspects | matters, looked | (_MATTERS if said.urgency else _NONE))


def phrases() -> Iterator[Row]:
    """The phrases of the lists that tell an event of some aspect."""
    for table in lexicon.read("aspects").values():
        listed = cast("Mapping[str, Mapping[str, object]]", table["aspects"])
        for aspect, lists in listed.items():
            for name in ("good", "bad"):
                for term in lexicon.terms(lists.get(name, "")):
                    for phrase in lexicon.spoken(term):
                        text = phrase.replace("*", "").replace("#", "9")
                        yield Row(text, frozenset({aspect}), _ASPECTS, PHRASE_WEIGHT)
