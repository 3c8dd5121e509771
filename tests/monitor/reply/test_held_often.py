"""A shop may have many grave or strange reviews in a row: its answers must not be all alike."""

from __future__ import annotations

from collections import deque

import pytest

from monitor.draft import Style
from monitor.facts import NO_FACTS
from monitor.reply.body import flagged, held
from monitor.reply.brief import Brief
from monitor.reply.line import Line, Voice
from monitor.reply.phrases import languages, phrases
from monitor.reply.platforms import ANYWHERE
from monitor.reply.points import Points
from monitor.reply.repeats import WINDOW, long_sentences, said_in
from monitor.reply.told import Told
from monitor.reply.wording import Teller
from tests.monitor.reply.mentions import NOW

NAMES = ("Ana", None)


def drafted(lang: str, name: str, number: int, recent: tuple[str, ...]) -> list[Line]:
    """The sentences for the review ``number`` of one matter, always about the same thing."""
    seed, who = str(number), NAMES[number % len(NAMES)]
    voice = Voice(phrases(lang), Teller(seed, {"name": who}, said_in(recent)))
    told = Told(NO_FACTS, NOW.date(), lang, ANYWHERE, None)
    brief = Brief(voice, Points(), told, "x", 1, (), False, False, Style.USUAL)
    return held(brief, name) if name in phrases(lang).hold_sorry else flagged(brief, name)


@pytest.mark.parametrize("lang", languages())
def test_thirty_grave_or_strange_reviews_in_a_row_share_no_long_sentence(lang: str) -> None:
    says = phrases(lang)
    repeated = []
    for name in (*says.hold_sorry, *says.flag):
        recent: deque[str] = deque(maxlen=WINDOW)
        for number in range(WINDOW + 1):
            text = " ".join(line.text for line in drafted(lang, name, number, tuple(recent)))
            repeated += [(name, one) for one in long_sentences(text) & said_in(recent)]
            recent.append(text)
    assert not repeated
