"""Most customers say plainly what they think: nobody may be told that this is a complaint."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.understand.classify import classify
from monitor.understand.second_look import Look
from monitor.verdict import Sentiment, Urgency

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

GLAD = (
    "The bread was lovely.",
    "Great service!",
    "Leipä oli hyvää.",
    "הלחם היה טעים.",
    "Нан өте дәмді.",
    "Pâinea a fost bună.",
    "Хлеб был вкусный.",
    "Das Brot war lecker.",
    "El pan estaba riquísimo.",
    "Le pain était délicieux.",
)
SORE = (
    "The bread was stale.",
    "Rude staff.",
    "Leipä oli vanhaa.",
    "הלחם היה ישן.",
    "Қызмет нашар.",
    "Pâinea a fost veche.",
    "Хлеб был чёрствый.",
    "Das Brot war alt.",
    "El pan estaba duro.",
    "Le pain était rassis.",
)


@pytest.mark.parametrize("look", [Look.NEVER, pytest.param(Look.ALWAYS, marks=pytest.mark.ear)])
@pytest.mark.parametrize(
    ("text", "meant"),
    [
        *((text, Sentiment.POSITIVE) for text in GLAD),
        *((text, Sentiment.NEGATIVE) for text in SORE),
    ],
)
def test_plain_praise_and_plain_blame_are_taken_for_what_they_are(
    text: str, meant: Sentiment, *, look: Look
) -> None:
    verdict = classify(text, None, None, NOW, look=look)
    assert verdict.sentiment is meant
    assert verdict.urgency is Urgency.NONE
