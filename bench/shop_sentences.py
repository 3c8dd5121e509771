"""How well whole verdicts do on the project's own sentences whose topics were kept from training.

    python -m training.build --measure     # a model that never saw those topics: build/model.bin
    python -m bench.shop_sentences

Customers' sentences full of wit and of events, text alone, no hint of the language. Without
``build/model.bin`` the model that ships is measured, which has seen them: then the figures flatter.
"right" counts MIXED, NEUTRAL and UNKNOWN as wrong; the surest half are those with the highest
confidence. Aspects count with their polarity, over the rows that name them; P is the share of what
is said that is right, R of what is right that is said. "false" is the share of harmless texts in
which something urgent was heard.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from monitor.understand import model
from monitor.understand.classify import classify
from monitor.understand.vader import analyser
from monitor.verdict import Polarity, Sentiment, Urgency, Verdict
from training import own

MEASURED = Path(__file__).parents[1] / "build/model.bin"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
SIGNS = {0: Sentiment.NEGATIVE, 2: Sentiment.POSITIVE}
FEELING = 0.05


class Read(NamedTuple):
    """A sentence and what came of it."""

    sentence: own.Sentence
    verdict: Verdict


def signs(found: Sequence[Read]) -> str:
    """VADER, right, told, and the surest half, of the sentences that take a side."""
    sided = [each for each in found if each.sentence.label in SIGNS]
    right = [SIGNS[each.sentence.label] is each.verdict.sentiment for each in sided]
    told = [each.verdict.sentiment in SIGNS.values() for each in sided]
    vader = [
        analyser().polarity_scores(each.sentence.text)["compound"] * (each.sentence.label - 1)
        >= FEELING
        for each in sided
    ]
    sure = [each.verdict.confidence * told[at] for at, each in enumerate(sided)]
    order = sorted(range(len(sided)), key=lambda at: -sure[at])
    surest = [right[at] for at in order[: (len(order) + 1) // 2]]
    return f"{len(sided):5} {share(vader):6} {share(right):6} {share(told):6} {share(surest):6}"


def aspects(found: Sequence[Read]) -> str:
    """Precision and recall of aspects with their polarity, and recall of aspects alone."""
    told = [
        (each.sentence.aspects, each.verdict) for each in found if each.sentence.aspects is not None
    ]
    pairs = [
        (
            {pair for pair in gold if pair[1] is not Polarity.NEUTRAL},
            {(one.aspect, one.polarity) for one in verdict.aspects} - _neutral(verdict),
        )
        for gold, verdict in told
    ]
    hits = sum(len(gold & said) for gold, said in pairs)
    alone = [
        ({a for a, _ in gold}, {one.aspect for one in verdict.aspects}) for gold, verdict in told
    ]
    met = sum(len(gold & said) for gold, said in alone)
    return (
        f"{len(told):6} {ratio(hits, sum(len(said) for _, said in pairs)):6}"
        f" {ratio(hits, sum(len(gold) for gold, _ in pairs)):6}"
        f" {ratio(met, sum(len(said) for _, said in alone)):6}"
        f" {ratio(met, sum(len(gold) for gold, _ in alone)):6}"
    )


def _neutral(verdict: Verdict) -> set[tuple[str, Polarity]]:
    return {(one.aspect, Polarity.NEUTRAL) for one in verdict.aspects}


def urgency(found: Sequence[Read]) -> str:
    """Recall, and the share of false alarms, over the rows in which somebody has looked."""
    looked = [each for each in found if each.sentence.urgency or each.sentence.aspects is not None]
    grave = [
        each.verdict.urgency is not Urgency.NONE
        for each in looked
        if each.sentence.urgency not in (None, Urgency.NONE)
    ]
    rest = [
        each.verdict.urgency is not Urgency.NONE
        for each in looked
        if each.sentence.urgency in (None, Urgency.NONE)
    ]
    return f"{len(grave):7} {share(grave):6} {share(rest):6}"


def share(outcomes: Sequence[bool]) -> str:
    """The share of True."""
    return ratio(sum(outcomes), len(outcomes))


def ratio(part: int, whole: int) -> str:
    """A share in three digits; a dash of nothing."""
    return f"{part / whole:.3f}" if whole else "-"


def main() -> int:
    """Measure and print."""
    if MEASURED.exists():
        model.FILE = MEASURED
        print("build/model.bin, which has not seen these topics")
    print(
        "lang  rows  VADER  right   told   1/2     rows aspects: P    R  alone: P    R"
        "   grave  heard  false"
    )
    everything: list[Read] = []
    for file in sorted(own.SENTENCES.glob("*.tsv")):
        found = [
            Read(each, classify(each.text, None, None, NOW)) for each in own.read(file) if each.held
        ]
        if found:
            print(f"{file.stem:4} {signs(found)} {aspects(found)} {urgency(found)}")
            everything += found
    print(f"all  {signs(everything)} {aspects(everything)} {urgency(everything)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
