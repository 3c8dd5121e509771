"""How often the verdict on words alone has the right sign, by language, beside stock VADER.

    python -m bench.quality [--first] [--in-doubt | --closely] [FOLDER]

FOLDER holds labelled texts, ``<language>.<name>.tsv`` with the columns text, label, stars and
source; they are not part of the project, and without them there is nothing to measure. Rows
labelled neutral are left out. "right" counts a verdict of MIXED, NEUTRAL or UNKNOWN as wrong;
"told" is the share that got a sign at all, "of told" how many of those were right. The surest
half are the rows with the highest confidence. ``--first`` reads only the six languages that the
product grew from; ``--in-doubt`` takes a second look where the words leave doubt, as ``goodword
classify`` does, ``--closely`` at every text. After it come reviews, replies and drafts: those of
``bench/unseen``, written by people who did not know the word lists, and the project's own. With
FOLDER they are left out.

For comparison: XLM-T, a large multilingual transformer, reaches an average F1 of .68 over the eight
languages of its own benchmark of tweets (UMSAB); another measure on other texts, a landmark only.
"""

from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from bench.looking import look_of
from monitor.understand.classify import classify
from monitor.understand.second_look import Look
from monitor.understand.vader import FEELING, analyser
from monitor.verdict import Sentiment

LABELLED = Path(__file__).parents[2] / "shared/data/sentiment/dev"
FIRST = ("en", "fi", "he", "kk", "ro", "ru")
NOW = datetime(2026, 11, 22, tzinfo=UTC)
COVERAGE = (0.25, 0.5, 0.75)
UNSEEN = Path(__file__).parent / "unseen"
BESIDE = {
    "reviews that trained nothing": ("shop_sentences",),
    "ordinary reviews that trained nothing": ("shop_sentences", "--ordinary"),
    "replies, known": ("replies",),
    "replies, unseen": ("replies", *map(str, sorted((UNSEEN / "replies").iterdir()))),
    "replies, unseen and plain": (
        "replies",
        *map(str, sorted((UNSEEN / "plain_replies").iterdir())),
    ),
    "drafts, known": ("drafts",),
    "drafts, unseen": ("drafts", *map(str, sorted((UNSEEN / "drafts").iterdir()))),
}


class Row(NamedTuple):
    """One labelled text, and what came of it."""

    lang_known: bool
    vader: bool
    told: bool
    right: bool
    confidence: float


def rows(file: Path, lang: str, look: Look) -> Iterator[Row]:
    """Every row of ``file`` that is labelled positive or negative."""
    for line in file.read_text(encoding="utf-8").split("\n")[1:]:
        text, label, *_ = (*line.split("\t"), "", "")
        if label not in (Sentiment.POSITIVE, Sentiment.NEGATIVE):
            continue
        sign = 1 if label == Sentiment.POSITIVE else -1
        verdict = classify(text, None, None, NOW, look=look)
        told = verdict.sentiment in (Sentiment.POSITIVE, Sentiment.NEGATIVE)
        compound = analyser().polarity_scores(text)["compound"]
        yield Row(
            lang_known=verdict.lang == lang,
            vader=compound * sign >= FEELING,
            told=told,
            right=verdict.sentiment == label,
            confidence=verdict.confidence if told else 0.0,
        )


def report(lang: str, found: list[Row]) -> None:
    """Print one line of the table."""
    surest = sorted(found, key=lambda row: -row.confidence)
    told = [row for row in found if row.told]
    right_of_told = f"{share([row.right for row in told]):.3f}" if told else "-"
    parts = [surest[: math.ceil(len(found) * part)] for part in COVERAGE]
    print(
        f"{lang:6} {len(found):7,} {share([row.lang_known for row in found]):9.3f}"
        f" {share([row.vader for row in found]):7.3f} {share([row.right for row in found]):7.3f}"
        f" {len(told) / len(found):7.3f} {right_of_told:>8}"
        + "".join(f" {share([row.right for row in part]):8.3f}" for part in parts)
    )


def share(outcomes: list[bool]) -> float:
    """The share of True."""
    return sum(outcomes) / len(outcomes)


def main() -> int:
    """Measure and print."""
    arguments = [each for each in sys.argv[1:] if not each.startswith("--")]
    folder = Path(arguments[0]) if arguments else LABELLED
    files: dict[str, list[Path]] = {}
    for file in sorted(folder.glob("*.*.tsv")):
        lang = file.name.partition(".")[0]
        if lang in FIRST or "--first" not in sys.argv:
            files.setdefault(lang, []).append(file)
    if files:
        measure(files, look_of(sys.argv))
    else:
        print("no labelled texts here: nothing to measure")
    for title, (name, *more) in () if arguments else BESIDE.items():
        print(f"\n== {title}", flush=True)
        subprocess.run([sys.executable, "-m", f"bench.{name}", *more], check=True)
    return 0


def measure(files: Mapping[str, Sequence[Path]], look: Look) -> None:
    """Print a line a language, and one for all."""
    print(
        "lang      rows  language   VADER   right    told  of told  surest: 1/4      1/2      3/4"
    )
    everything: list[Row] = []
    for lang in sorted(files, key=lambda each: (each not in FIRST, each)):
        found = [row for file in files[lang] for row in rows(file, lang, look)]
        if found:
            report(lang, found)
            everything += found
    report("all", everything)


if __name__ == "__main__":
    sys.exit(main())
