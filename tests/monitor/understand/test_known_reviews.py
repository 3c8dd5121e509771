"""Reviews labelled by hand: what is heard today must not be unheard tomorrow.

The word lists were widened with these reviews in view, so the shares say nothing of others: for
that there is ``bench/unseen``.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from monitor.understand.classify import classify
from monitor.verdict import Polarity, Sentiment, Urgency, Verdict
from training.own import Sentence, read

FOLDER = Path(__file__).parents[2] / "data/reviews"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
SIGNS = {0: Sentiment.NEGATIVE, 2: Sentiment.POSITIVE}


class Known(NamedTuple):
    told: Sentence
    verdict: Verdict


@pytest.fixture(scope="module")
def known() -> list[Known]:
    sentences = (each for file in sorted(FOLDER.glob("*.tsv")) for each in read(file))
    return [Known(each, classify(each.text, None, None, NOW)) for each in sentences]


def test_nine_of_ten_are_felt_the_right_way(known: list[Known]) -> None:
    sided = [each for each in known if each.told.label in SIGNS]
    right = sum(SIGNS[each.told.label] is each.verdict.sentiment for each in sided)
    assert right / len(sided) > 0.88


def test_two_thirds_of_what_is_told_is_right_and_three_quarters_are_told(
    known: list[Known],
) -> None:
    hits = said = meant = 0
    for told, verdict in known:
        mine = {(one.aspect, one.polarity) for one in verdict.aspects}
        mine = {each for each in mine if each[1] is not Polarity.NEUTRAL}
        hits += len(mine & (told.aspects or frozenset()))
        said += len(mine)
        meant += len(told.aspects or ())
    assert hits / said > 0.65
    assert hits / meant > 0.75


def test_nearly_all_grave_matters_are_heard_and_hardly_a_harmless_one(known: list[Known]) -> None:
    heard = {
        grave: [
            each.verdict.urgency is not Urgency.NONE
            for each in known
            if (each.told.urgency is not Urgency.NONE) == grave
        ]
        for grave in (True, False)
    }
    assert sum(heard[True]) / len(heard[True]) > 0.9
    assert sum(heard[False]) / len(heard[False]) < 0.05
