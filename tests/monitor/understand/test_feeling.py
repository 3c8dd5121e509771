"""An engine in the place of the chain's own sentiment: it is heard there, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from monitor.errors import GoodwordError
from monitor.understand.classify import ENGINE, classify
from monitor.understand.feeling import Opinion
from monitor.understand.reading import Reading
from monitor.verdict import Sentiment

NOW = datetime(2026, 11, 22, tzinfo=UTC)
TEXT = "My son is allergic to nuts and the lovely cake was full of them."


@dataclass
class Glad:
    """Finds everything lovely, or has no answer."""

    answers: bool = True
    name: str = "glad/1"
    trouble: GoodwordError | None = None
    asked: list[tuple[str, str]] = field(default_factory=list)

    def read(self, text: str, lang: str, offline: Reading) -> Opinion:
        self.asked.append((text, lang))
        if not self.answers:
            return Opinion(replace(offline, reasons=(*offline.reasons, "No answer.")), heard=False)
        return Opinion(Reading(Sentiment.POSITIVE, 1.0, 1.0, ("I like it.",)))


def test_it_decides_the_sentiment_of_the_text_and_nothing_else() -> None:
    glad = Glad()
    verdict = classify(TEXT, None, "en", NOW, feeling=glad)
    alone = classify(TEXT, None, "en", NOW)
    assert glad.asked == [(TEXT, "en")]
    assert (verdict.sentiment, verdict.engine) == (Sentiment.POSITIVE, f"{ENGINE}+glad/1")
    assert (verdict.urgency, verdict.aspects) == (alone.urgency, alone.aspects)
    assert "I like it." in verdict.reasons


def test_the_stars_still_have_their_say() -> None:
    assert classify("Bad bread", 1, "en", NOW, feeling=Glad()).sentiment is Sentiment.MIXED


def test_where_it_has_no_answer_the_chain_stands_and_says_so() -> None:
    verdict = classify(TEXT, None, "en", NOW, feeling=Glad(answers=False))
    alone = classify(TEXT, None, "en", NOW)
    assert verdict == replace(alone, reasons=verdict.reasons)
    assert "No answer." in verdict.reasons


def test_it_is_not_asked_where_there_are_no_words() -> None:
    glad = Glad()
    assert classify("  ", 5, None, NOW, feeling=glad).engine == f"{ENGINE}+glad/1"
    assert glad.asked == []
