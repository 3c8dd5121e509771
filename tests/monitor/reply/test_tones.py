from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.reply.points import Points
from monitor.reply.tones import Tone, tone_of
from monitor.verdict import Sentiment
from tests.monitor.reply.mentions import mention

NONE = Points()
WISH = Points(("wait",), ("taste",))
LONG = Points(("wait",), ("taste",), figures=(("duration", "two hours"),))
SORE = Points(("wait", "price"))
BOTH = Points(("wait", "price"), ("taste",))


@pytest.mark.parametrize(
    ("stars", "sentiment", "points", "tone"),
    [
        (1, Sentiment.POSITIVE, NONE, Tone.COMPLAINT),
        (3, Sentiment.POSITIVE, WISH, Tone.MIXED),
        (3, Sentiment.NEGATIVE, SORE, Tone.COMPLAINT),
        (3, Sentiment.NEGATIVE, BOTH, Tone.MIXED),
        (4, Sentiment.MIXED, BOTH, Tone.MIXED),
        (4, Sentiment.MIXED, WISH, Tone.PRAISE),
        (4, Sentiment.NEGATIVE, WISH, Tone.MIXED),
        (4, Sentiment.MIXED, replace(BOTH, grumble=True), Tone.PRAISE),
        (4, Sentiment.POSITIVE, LONG, Tone.MIXED),
        (5, Sentiment.POSITIVE, LONG, Tone.PRAISE),
        (5, Sentiment.NEGATIVE, NONE, Tone.COMPLAINT),
        (5, Sentiment.MIXED, BOTH, Tone.PRAISE),
        (5, Sentiment.MIXED, NONE, Tone.MIXED),
        (5, Sentiment.POSITIVE, SORE, Tone.COMPLAINT),
        (5, Sentiment.POSITIVE, BOTH, Tone.PRAISE),
        (None, Sentiment.POSITIVE, NONE, Tone.PRAISE),
        (None, Sentiment.MIXED, NONE, Tone.NEUTRAL),
        (None, Sentiment.NEGATIVE, NONE, Tone.COMPLAINT),
        (11, Sentiment.POSITIVE, NONE, Tone.PRAISE),
    ],
)
def test_the_kind_of_answer_follows_verdict_stars_and_points(
    stars: float | None, sentiment: Sentiment, points: Points, tone: Tone
) -> None:
    assert tone_of(mention("Text", stars, sentiment=sentiment), points) is tone


@pytest.mark.parametrize("sentiment", [*Sentiment])
def test_three_stars_that_complain_of_nothing_get_no_apology(sentiment: Sentiment) -> None:
    told = mention("Average cut, average price.", 3, sentiment=sentiment)
    unsure, sure = (
        replace(told, verdict=replace(told.verdict, confidence=sure)) for sure in (0.5, 0.9)
    )
    assert tone_of(unsure, NONE) is Tone.NEUTRAL
    sore = sentiment is Sentiment.NEGATIVE
    assert tone_of(sure, NONE) is (Tone.COMPLAINT if sore else Tone.NEUTRAL)


@pytest.mark.parametrize(
    ("sentiment", "tone"), [(Sentiment.NEUTRAL, Tone.NEUTRAL), (Sentiment.MIXED, Tone.MIXED)]
)
def test_three_stars_that_praise_alone_get_an_apology_only_if_they_sound_torn(
    sentiment: Sentiment, tone: Tone
) -> None:
    told = mention("Quiet driver, normal fare.", 3, sentiment=sentiment)
    assert tone_of(told, Points(things=("the driver", "the fare"), liked=("the driver",))) is tone


@pytest.mark.parametrize("sentiment", [Sentiment.NEGATIVE, Sentiment.POSITIVE])
def test_who_merely_asks_is_neither_sorry_nor_glad(sentiment: Sentiment) -> None:
    asked = mention("Do you mend zips?", None, sentiment=sentiment)
    asked = replace(asked, verdict=replace(asked.verdict, question=True))
    assert tone_of(asked, NONE) is Tone.NEUTRAL
    assert tone_of(asked, SORE) is not Tone.NEUTRAL
    assert tone_of(asked, WISH) is not Tone.NEUTRAL


def test_an_occasion_alone_does_not_make_three_stars_mixed() -> None:
    told = mention("It was for a wedding.", 3, sentiment=Sentiment.NEGATIVE)
    assert tone_of(told, Points(("wait",), ("occasion",))) is Tone.COMPLAINT
