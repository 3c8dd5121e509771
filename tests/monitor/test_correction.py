"""What the owner says of a reading, and how long it holds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.correction import SAID, Correction, Wording, likeness, still_holds
from monitor.verdict import AspectFinding, Polarity, Sentiment, Urgency, Verdict

READ = Verdict(
    Sentiment.POSITIVE,
    0.3,
    0.6,
    lang="en",
    aspects=(AspectFinding("wait_time", Polarity.NEGATIVE, "two-hour wait"),),
    urgency=Urgency.ALLERGY,
    reasons=("“Great” pulls it up.",),
    engine="test/1",
)
SARCASM = Wording("Great, another two-hour wait. Love it.", 1.0, READ)


@pytest.mark.parametrize(
    ("sentiment", "score"),
    [
        (Sentiment.NEGATIVE, -0.5),
        (Sentiment.POSITIVE, 0.5),
        (Sentiment.MIXED, 0.0),
        (Sentiment.NEUTRAL, 0.0),
    ],
)
def test_the_owner_is_in_no_doubt_and_needs_no_reason(sentiment: Sentiment, score: float) -> None:
    told = Correction(sentiment).applied(READ)
    assert told == replace(READ, sentiment=sentiment, score=score, confidence=1.0, reasons=(SAID,))


def test_a_strong_reading_turned_round_stays_strong() -> None:
    assert Correction(Sentiment.NEGATIVE).applied(replace(READ, score=0.9)).score == -0.9


def test_urgency_is_corrected_on_its_own() -> None:
    assert Correction(urgency=Urgency.NONE).applied(READ) == replace(READ, urgency=Urgency.NONE)


def test_the_later_word_wins_part_by_part() -> None:
    first = Correction(Sentiment.NEGATIVE, Urgency.NONE)
    assert Correction(Sentiment.MIXED).over(first) == Correction(Sentiment.MIXED, Urgency.NONE)
    assert Correction(urgency=Urgency.LEGAL).over(first).sentiment is Sentiment.NEGATIVE
    assert first.over(None) == first


@pytest.mark.parametrize(
    "words",
    [
        "Great, another two-hour wait. Love it!",
        "great,  another two-hour wait.\nLove it.",
        "Great, annother two-hour wait. Love it.",
    ],
)
def test_a_correction_holds_through_a_small_edit(words: str) -> None:
    assert still_holds(SARCASM, replace(SARCASM, words=words))


@pytest.mark.parametrize(
    "now",
    [
        replace(SARCASM, stars=5.0),
        replace(SARCASM, words=SARCASM.words + " Edit: they called and put it right, thank you."),
        replace(SARCASM, read=replace(READ, sentiment=Sentiment.NEGATIVE)),
        replace(SARCASM, read=replace(READ, urgency=Urgency.INJURY)),
    ],
    ids=["other stars", "more words", "read otherwise", "another danger"],
)
def test_what_the_owner_has_not_judged_is_read_afresh(now: Wording) -> None:
    assert not still_holds(SARCASM, now)


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_a_share_and_has_no_sides(one: str, other: str) -> None:
    share = likeness(one, other)
    assert 0.0 <= share <= 1.0
    assert share == pytest.approx(likeness(other, one))
    assert likeness(one, one) == 1.0
