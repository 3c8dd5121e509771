"""How well the composer drafts, on labelled inputs, by language.

Run: ``python -m bench.drafts [FILE ...]``. By default the development set beside the repository
and the project's own inputs in ``tests/data/drafts``. Every input goes the way of
``goodword draft --json``, one after the other, so that repeated sentences show.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, Field

from monitor.draft import Proposal, Route, Severity
from monitor.reply.draft_lines import draft_line
from monitor.reply.good import good_moves
from monitor.reply.names import display_name
from monitor.reply.repeats import WINDOW, echoes, long_sentences, said_in
from monitor.reply.review import Review
from monitor.reply.rubric import Judged, rubric

ROOT = Path(__file__).resolve().parents[1]
DEV = ROOT / "../shared/data/replies/draft_inputs_dev.jsonl"
OWN = ROOT / "tests/data/drafts"
NOW = datetime(2026, 1, 1, tzinfo=UTC)


class _Said(BaseModel):
    stars: float | None
    text: str | None
    author: str | None


class _Point(BaseModel):
    aspect: str
    any_of: list[str]


class _Banned(BaseModel):
    moves: list[str]
    literals: list[str]


class _Expected(BaseModel):
    route: str
    apologise: bool
    ask_question: bool
    offer_contact: bool
    boundaries: bool
    greet_name: str | None
    max_words: int
    reply_lang: list[str]


class Input(BaseModel):
    """One labelled input, in the format of the development set."""

    id: str
    lang: str
    business: str
    review: _Said
    must_mention: list[_Point]
    must_not: _Banned
    expect: _Expected
    facts: dict[str, object] = Field(default_factory=dict)

    @property
    def line(self) -> dict[str, object]:
        """What the command reads of it."""
        said = self.review.model_dump()
        return {"lang": self.lang, "business": self.business, "review": said, "facts": self.facts}


@dataclass
class Tally:
    """What came of the inputs of one language."""

    covered: list[bool] = field(default_factory=list)
    echo: list[bool] = field(default_factory=list)
    route: list[bool] = field(default_factory=list)
    held: list[bool] = field(default_factory=list)
    asked: list[bool] = field(default_factory=list)
    length: list[bool] = field(default_factory=list)
    language: list[bool] = field(default_factory=list)
    blocks: int = 0
    literals: int = 0
    repeats: int = 0
    scores: list[int] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)


def main() -> int:
    """Measure and print."""
    files = [Path(name) for name in sys.argv[1:]] or [DEV, *sorted(OWN.glob("*.jsonl"))]
    rows = list(inputs(file for file in files if file.is_file()))
    if not rows:
        print("no labelled inputs here: nothing to measure")
        return 0
    tallies: dict[str, Tally] = {}
    recent: deque[str] = deque(maxlen=WINDOW)
    for number, row in enumerate(rows, 1):
        proposal = draft_line(row.line, number, NOW, tuple(recent))
        for lang in (row.lang[:2], "all"):
            weigh(row, proposal, tuple(recent), tallies.setdefault(lang, Tally()))
        recent.append(proposal.text)
    show(tallies)
    return 0


def inputs(files: Iterable[Path]) -> Iterator[Input]:
    """All inputs of ``files``."""
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            yield Input.model_validate(json.loads(line))


def weigh(row: Input, proposal: Proposal, recent: Iterable[str], tally: Tally) -> None:
    """Add one draft to ``tally``."""
    text, lowered, expect = proposal.text, proposal.text.casefold(), row.expect
    covered = [any(says(lowered, stem) for stem in one.any_of) for one in row.must_mention]
    missed = [one.aspect for one, said in zip(row.must_mention, covered, strict=True) if not said]
    tally.misses += [f"{row.id}: {aspect}" for aspect in missed]
    review = Review(row.review.stars, row.review.text, row.review.author)
    good = good_moves(text, lang=proposal.lang, review=review, findings=proposal.findings)
    said = said_in(recent)
    tally.covered += covered
    tally.echo.append(echoes(row.review.text or "", text))
    tally.route.append(proposal.route.value == expect.route)
    if expect.route == Route.HOLD.value:
        tally.held.append(proposal.route is Route.HOLD)
    tally.asked.append(_as_asked(row, text, good))
    tally.length.append(len(text.split()) <= expect.max_words)
    tally.language.append(proposal.lang in expect.reply_lang)
    blocks = [one for one in proposal.findings if one.severity is Severity.BLOCK]
    banned = [one for one in row.must_not.literals if one.casefold() in lowered]
    tally.blocks += bool(blocks or {one.move for one in proposal.findings} & {*row.must_not.moves})
    tally.literals += len(banned)
    tally.repeats += len(long_sentences(text) & said)
    judged = Judged(
        text,
        review,
        proposal.route,
        proposal.findings,
        good,
        sum(covered) / len(covered) if covered else 1.0,
        said,
        right_language=proposal.lang in expect.reply_lang,
        praise=not expect.apologise and not expect.offer_contact and expect.route == "draft",
    )
    tally.scores.append(0 if banned else rubric(judged))


def _as_asked(row: Input, text: str, good: Iterable[str]) -> bool:
    """Whether name, apology, question, contact and boundaries are there where they must be."""
    expect, seen = row.expect, set(good)
    name, author = expect.greet_name, row.review.author
    named = name in text if name else display_name(author) is None or str(author) not in text
    return (
        named
        and (not expect.apologise or "apologise" in seen)
        and (not expect.ask_question or "?" in text)
        and (not expect.offer_contact or "offline_contact" in seen)
        and (not expect.boundaries or "boundaries" in seen)
    )


def says(text: str, stem: str) -> bool:
    """Whether ``stem`` occurs in folded ``text`` at the beginning of a word; Hebrew anywhere."""
    begins = "" if re.search("[\u0590-\u05ff]", stem) else r"(?<!\w)"
    return re.search(begins + re.escape(stem.casefold()), text) is not None


def show(tallies: dict[str, Tally]) -> None:
    """Print the table, and which points were missed."""
    heads = ("covered", "echo", "route", "held", "as asked", "length", "language")
    print(
        f"{'lang':6}{'rows':>5}"
        + "".join(f"{head:>10}" for head in heads)
        + f"{'blocks':>8}{'literals':>10}{'repeats':>9}{'rubric':>8}"
    )
    for lang in sorted(tallies, key=lambda each: (each == "all", each)):
        one = tallies[lang]
        lists = (one.covered, one.echo, one.route, one.held, one.asked, one.length, one.language)
        shares = "".join(
            f"{statistics.mean(each):10.2f}" if each else f"{'-':>10}" for each in lists
        )
        print(
            f"{lang:6}{len(one.route):5}{shares}{one.blocks:8}{one.literals:10}{one.repeats:9}"
            f"{statistics.mean(one.scores):8.1f}"
        )
    print("\nmissed: " + "; ".join(tallies["all"].misses))


if __name__ == "__main__":
    sys.exit(main())
