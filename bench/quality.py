"""How often the verdict on words alone has the right sign, by language, beside stock VADER.

    python -m bench.quality [FOLDER]

FOLDER holds labelled texts, ``<language>.<name>.tsv`` with the columns text, label, stars and
source; they are not part of the project, and without them there is nothing to measure. Rows
labelled neutral are left out. "right" counts a verdict of MIXED, NEUTRAL or UNKNOWN as wrong;
"told" is the share that got a sign at all, "right of told" how many of those were right, and
"surest half" how many were right in the half of all rows with the highest confidence.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from monitor.understand.classify import classify
from monitor.understand.vader import analyser
from monitor.verdict import Sentiment

LABELLED = Path(__file__).parents[2] / "shared/data/sentiment/dev"
FIRST = ("en", "fi", "he", "kk", "ro", "ru")
NOW = datetime(2026, 11, 22, tzinfo=UTC)
FEELING = 0.05


class Row(NamedTuple):
    """One labelled text, and what came of it."""

    lang_known: bool
    vader: bool
    told: bool
    right: bool
    confidence: float


def rows(file: Path, lang: str) -> Iterator[Row]:
    """Every row of ``file`` that is labelled positive or negative."""
    for line in file.read_text(encoding="utf-8").split("\n")[1:]:
        text, label, *_ = (*line.split("\t"), "", "")
        if label not in (Sentiment.POSITIVE, Sentiment.NEGATIVE):
            continue
        sign = 1 if label == Sentiment.POSITIVE else -1
        verdict = classify(text, None, None, NOW)
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
    surest = sorted(found, key=lambda row: -row.confidence)[: (len(found) + 1) // 2]
    told = [row for row in found if row.told]
    right_of_told = f"{share([row.right for row in told]):.3f}" if told else "-"
    print(
        f"{lang:6} {len(found):7,} {share([row.lang_known for row in found]):9.3f}"
        f" {share([row.vader for row in found]):7.3f} {share([row.right for row in found]):7.3f}"
        f" {len(told) / len(found):7.3f} {right_of_told:>14}"
        f" {share([row.right for row in surest]):12.3f}"
    )


def share(outcomes: list[bool]) -> float:
    """The share of True."""
    return sum(outcomes) / len(outcomes)


def main() -> int:
    """Measure and print."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else LABELLED
    files: dict[str, list[Path]] = {}
    for file in sorted(folder.glob("*.*.tsv")):
        files.setdefault(file.name.partition(".")[0], []).append(file)
    if not files:
        print("no labelled texts here: nothing to measure")
        return 0
    print("lang      rows  language   VADER   right    told  right of told  surest half")
    for lang in sorted(files, key=lambda each: (each not in FIRST, each)):
        found = [row for file in files[lang] for row in rows(file, lang)]
        if found:
            report(lang, found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
