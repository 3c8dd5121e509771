"""How well whole verdicts do on what customers of shops write, text alone, no hint of the language.

    python -m bench.shop_sentences             # reviews that trained nothing
    python -m bench.shop_sentences --ordinary  # ordinary ones: plain words, short, few events
    python -m bench.shop_sentences --closely   # with a second look at each, too
    python -m bench.shop_sentences --in-doubt  # ... or where the words leave doubt
    python -m training.build --measure         # a model that never saw some topics: build/
    python -m bench.shop_sentences --held      # the project's own sentences of those topics

The reviews of ``bench/unseen/reviews`` were written by people who knew neither the word lists nor
the training sentences, and met for the first time when the figures of ``docs/model.md`` were taken.
Those are full of events and wit; in ``bench/unseen/ordinary`` stand such as most customers leave.
"right" counts MIXED, NEUTRAL and UNKNOWN as wrong; the surest half are those with the highest
confidence; "stars" is "right" where each also has the stars that its writer would give (1 and 2,
4 and 5 in turn): how seldom words that are misread overrule a rating. Aspects count with their
polarity, over the rows that name them; P is the share of what
is said that is right, R of what is right that is said. "false" is the share of harmless texts in
which something urgent was heard.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence, Set
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

from bench.looking import look_of
from monitor.understand import model, subjects
from monitor.understand.classify import classify
from monitor.understand.second_look import Look
from monitor.understand.vader import FEELING, analyser
from monitor.verdict import Polarity, Sentiment, Urgency, Verdict
from training import own

UNSEEN = Path(__file__).parent / "unseen/reviews"
ORDINARY = UNSEEN.with_name("ordinary")
MEASURED = Path(__file__).parents[1] / "build"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
SIGNS = {0: Sentiment.NEGATIVE, 2: Sentiment.POSITIVE}
RATINGS = {0: cycle((1.0, 2.0)), 2: cycle((5.0, 4.0))}


class Read(NamedTuple):
    """A sentence and what came of it, alone and with its stars."""

    sentence: own.Sentence
    verdict: Verdict
    rated: Verdict | None


def signs(found: Sequence[Read]) -> str:
    """VADER, right, told, the surest half, and with stars, of the sentences that take a side."""
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
    rated = [
        SIGNS[each.sentence.label] is each.rated.sentiment
        for each in sided
        if each.rated is not None
    ]
    return (
        f"{len(sided):5} {share(vader):6} {share(right):6} {share(told):6} {share(surest):6}"
        f" {share(rated):6}"
    )


def aspects(found: Sequence[Read]) -> str:
    """Precision and recall of aspects with their polarity, then of aspects alone."""
    told = [
        (each.sentence.aspects, {(one.aspect, one.polarity) for one in each.verdict.aspects})
        for each in found
        if each.sentence.aspects is not None
    ]
    sided = [(_sided(meant), _sided(said)) for meant, said in told]
    alone = [({each for each, _ in meant}, {each for each, _ in said}) for meant, said in told]
    return f"{len(told):6} {_hits(sided)} {_hits(alone)}"


def _sided(pairs: Set[tuple[str, Polarity]]) -> Set[tuple[str, Polarity]]:
    return {pair for pair in pairs if pair[1] is not Polarity.NEUTRAL}


def _hits(pairs: Sequence[tuple[Set[object], Set[object]]]) -> str:
    """How much of what is said is meant, and how much of what is meant is said."""
    hits = sum(len(meant & said) for meant, said in pairs)
    told = sum(len(said) for _, said in pairs)
    true = sum(len(meant) for meant, _ in pairs)
    return f"{ratio(hits, told):6} {ratio(hits, true):6}"


def urgency(found: Sequence[Read]) -> str:
    """Recall, and the share of false alarms, over the rows in which somebody has looked."""
    looked = [each for each in found if each.sentence.urgency or each.sentence.aspects is not None]
    grave, rest = (
        [
            each.verdict.urgency is not Urgency.NONE
            for each in looked
            if (each.sentence.urgency not in (None, Urgency.NONE)) == harmed
        ]
        for harmed in (True, False)
    )
    return f"{len(grave):7} {share(grave):6} {share(rest):6}"


def share(outcomes: Sequence[bool]) -> str:
    """The share of True."""
    return ratio(sum(outcomes), len(outcomes))


def ratio(part: int, whole: int) -> str:
    """A share in three digits; a dash of nothing."""
    return f"{part / whole:.3f}" if whole else "-"


def judged(sentences: Iterator[own.Sentence], *, look: Look = Look.NEVER) -> list[Read]:
    """What goodword makes of each of ``sentences``; ``look`` as in ``classify``."""
    found = []
    for each in sentences:
        stars = next(RATINGS[each.label]) if each.label in RATINGS else None
        alone = classify(each.text, None, None, NOW, look=look)
        rated = None if stars is None else classify(each.text, stars, None, NOW, look=look)
        found.append(Read(each, alone, rated))
    return found


def main() -> int:
    """Measure and print."""
    held = "--held" in sys.argv[1:]
    look = look_of(sys.argv)
    unseen = ORDINARY if "--ordinary" in sys.argv[1:] else UNSEEN
    if held:
        model.FILE, subjects.FILE = MEASURED / "model.bin", MEASURED / "subjects.bin"
    print(
        "lang  rows  VADER  right   told    1/2  stars   rows aspects: P    R  alone: P    R"
        "   grave  heard  false"
    )
    everything: list[Read] = []
    for file in sorted((own.SENTENCES if held else unseen).glob("*.tsv")):
        asked = (each for each in own.read(file) if each.held or not held)
        found = judged(asked, look=look)
        if found:
            print(f"{file.stem:4} {signs(found)} {aspects(found)} {urgency(found)}", flush=True)
            everything += found
    print(f"all  {signs(everything)} {aspects(everything)} {urgency(everything)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
