"""How well the reply linter does on labelled replies, by language and by move.

Run: ``python -m bench.replies [FILE.jsonl ...]``; by default the labelled replies in
``tests/data/replies`` and those beside the repository, where they are. Beside each figure
stands that of a naive list of keywords (``bench.keywords``). All of these
were at hand when rules were mended, the second batches last: they show what is known, not what will
come. What was found when batches were first met stands in ``docs/replies.md``.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from pydantic import BaseModel

from bench import keywords
from monitor.draft import Severity
from monitor.reply.good import MOVES, good_moves
from monitor.reply.review import Review
from monitor.reply.rules import moves as known_moves
from monitor.reply.tone import lint

HERE = Path(__file__).resolve().parents[1]
BESIDE = HERE.parent / "shared/data/replies/replies_dev.jsonl"
SAID = frozenset({Severity.BLOCK, Severity.FIX})


class Said(BaseModel):
    """The review that was answered."""

    stars: float | None
    text: str | None
    author: str | None


class Row(BaseModel):
    """One labelled reply; ``batch`` 0 where the file knows of none."""

    id: str
    lang: str
    review: Said
    reply: str
    defensive: bool
    moves: list[str]
    batch: int = 0

    @property
    def answers(self) -> Review:
        """The review as the linter takes it."""
        return Review(self.review.stars, self.review.text, self.review.author)


class Judged(BaseModel):
    """What goodword and the keywords made of one row."""

    row: Row
    defensive: bool
    naive: bool
    block: bool
    moves: set[str]
    naive_moves: set[str]
    good: set[str]


def main() -> None:
    """Print the tables of each file."""
    files = [Path(name) for name in sys.argv[1:]] or [
        file
        for file in [*sorted((HERE / "tests/data/replies").glob("*.jsonl")), BESIDE]
        if file.is_file()
    ]
    own = [row for file in files if file != BESIDE for row in rows(file)]
    for title, chosen in (
        ("our own, first batches", [row for row in own if row.batch == 1]),
        ("our own, second batches", [row for row in own if row.batch == 2]),
        ("others", [row for row in own if row.batch not in (1, 2)]),
        ("beside the repository", list(rows(BESIDE)) if BESIDE in files else []),
    ):
        if chosen:
            show(title, chosen)


def rows(file: Path) -> Iterator[Row]:
    """The labelled replies in ``file``."""
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield Row.model_validate(json.loads(line))


def judge(row: Row) -> Judged:
    """Both linters on one row."""
    found = lint(row.reply, lang=row.lang, review=row.answers)
    naive = keywords.moves(row.reply)
    return Judged(
        row=row,
        defensive=any(one.severity in SAID for one in found),
        naive=bool(naive),
        block=any(one.severity is Severity.BLOCK for one in found),
        moves={one.move for one in found},
        naive_moves=naive,
        good=set(good_moves(row.reply, lang=row.lang, review=row.answers, findings=found)),
    )


def show(title: str, chosen: list[Row]) -> None:
    """Precision and recall of "must be rewritten" by language, then of each move."""
    begun = time.perf_counter()
    judged = [judge(row) for row in chosen]
    each = (time.perf_counter() - begun) / len(chosen) * 1000
    print(f"\n{title}: {len(chosen)} replies, {each:.1f} ms each\n")
    print(f"{'':8}{'':6}{'goodword':>18}{'block':>10}{'keywords':>20}")
    print(
        f"{'lang':8}{'rows':>6}{'precision':>10}{'recall':>8}{'precision':>10}"
        f"{'precision':>12}{'recall':>8}"
    )
    for lang in [*sorted({one.row.lang for one in judged}), "all"]:
        these = [one for one in judged if lang in (one.row.lang, "all")]
        print(
            f"{lang:8}{len(these):6}{_pair(these, lambda one: one.defensive):>18}"
            f"{_share(*_hits(these, lambda one: one.block)[:2]):>10}"
            f"{_pair(these, lambda one: one.naive):>20}"
        )
    _show_moves("defensive move", list(known_moves()), judged, lambda one: one.moves)
    _show_moves("good move", list(MOVES), judged, lambda one: one.good)


def _hits(these: list[Judged], said: Callable[[Judged], bool]) -> tuple[int, int, int]:
    """How many of those said to be defensive are; how many were said; how many are."""
    marked = [one for one in these if said(one)]
    right = sum(one.row.defensive for one in marked)
    return right, len(marked), sum(one.row.defensive for one in these)


def _pair(these: list[Judged], said: Callable[[Judged], bool]) -> str:
    right, marked, true = _hits(these, said)
    return f"{_share(right, marked):>10}{_share(right, true):>8}"


def _show_moves(
    title: str, names: list[str], judged: list[Judged], seen: Callable[[Judged], set[str]]
) -> None:
    print(f"\n{title:24}{'both':>6}{'found':>7}{'labelled':>10}{'keywords':>10}")
    for name in names:
        count: Counter[str] = Counter()
        for one in judged:
            labelled, found = name in one.row.moves, name in seen(one)
            count["both"] += labelled and found
            count["found"] += found and not labelled
            count["labelled"] += labelled and not found
            count["keywords"] += labelled and name in one.naive_moves
        if count.total():
            print(
                f"{name:24}{count['both']:6}{count['found']:7}{count['labelled']:10}"
                f"{count['keywords']:10}"
            )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "-"


if __name__ == "__main__":
    main()
