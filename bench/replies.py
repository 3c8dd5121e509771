"""How well the reply linter and the composer do on the labelled development data.

Run: ``python -m bench.replies [FOLDER]``. The folder holds ``replies_dev.jsonl`` and
``draft_inputs_dev.jsonl``; by default it is looked for beside the repository. Small sets,
written by one author: good for direction, not for a claim.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel

from monitor.config import Shop
from monitor.mention import Author, Item, Kind, Mention, Rating, Status
from monitor.reply.compose import compose, must_be_rewritten
from monitor.reply.review import Review
from monitor.reply.rules import moves as known_moves
from monitor.reply.tone import lint
from monitor.understand.classify import classify

DEFAULT = Path(__file__).resolve().parents[1] / "../shared/data/replies"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
SHOP = Shop(name="The Corner Shop", signature="Sam, owner", contact="hello@corner.example")


class _Said(BaseModel):
    stars: float | None
    text: str | None
    author: str | None


class _Reply(BaseModel):
    id: str
    lang: str
    review: _Said
    reply: str
    defensive: bool
    moves: list[str]


class _Point(BaseModel):
    aspect: str
    any_of: list[str]


class _Banned(BaseModel):
    moves: list[str]
    literals: list[str]


class _Expected(BaseModel):
    route: str
    apologise: bool
    greet_name: str | None
    max_words: int


class _Input(BaseModel):
    id: str
    lang: str
    review: _Said
    must_mention: list[_Point]
    must_not: _Banned
    expect: _Expected


def main() -> None:
    """Print both tables."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    if not folder.is_dir():
        sys.exit(f"no such folder: {folder}")
    show_linter([_Reply.model_validate(row) for row in _rows(folder / "replies_dev.jsonl")])
    show_composer([_Input.model_validate(row) for row in _rows(folder / "draft_inputs_dev.jsonl")])


def _rows(path: Path) -> Iterator[object]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def show_linter(rows: list[_Reply]) -> None:
    """Precision and recall of "must be rewritten" a language, and what each move caught."""
    counts: dict[str, Counter[str]] = {}
    moves: dict[str, Counter[str]] = {}
    begun = time.perf_counter()
    for row in rows:
        review = Review(row.review.stars, row.review.text, row.review.author)
        found = lint(row.reply, lang=row.lang, review=review)
        outcome = {
            (True, True): "hit",
            (True, False): "miss",
            (False, True): "false alarm",
            (False, False): "quiet",
        }[row.defensive, must_be_rewritten(found)]
        for lang in (row.lang, "all"):
            counts.setdefault(lang, Counter())[outcome] += 1
        named = {finding.move for finding in found}
        for move in named | (set(row.moves) & set(known_moves())):
            kind = "both" if move in named and move in row.moves else "only found"
            kind = kind if move in named else "only labelled"
            moves.setdefault(move, Counter())[kind] += 1
    each = (time.perf_counter() - begun) / max(len(rows), 1) * 1000
    print(f"linter: {len(rows)} replies, {each:.1f} ms each\n")
    print(f"{'lang':6}{'rows':>6}{'precision':>11}{'recall':>8}")
    for lang, count in counts.items():
        said, true = count["hit"] + count["false alarm"], count["hit"] + count["miss"]
        print(f"{lang:6}{count.total():6}{_share(count['hit'], said)}{_share(count['hit'], true)}")
    print(f"\n{'move':24}{'both':>6}{'found':>7}{'labelled':>10}")
    for move in sorted(moves):
        count = moves[move]
        found_only, labelled_only = count["only found"], count["only labelled"]
        print(f"{move:24}{count['both']:6}{found_only:7}{labelled_only:10}")


def _share(part: int, whole: int) -> str:
    return f"{part / whole:10.2f}" if whole else f"{'-':>10}"


def mention_of(row: _Input, number: int) -> Mention:
    """The input as a stored mention, understood by the real engine."""
    said = row.review
    rating = None if said.stars is None else Rating(said.stars)
    item = Item(row.id, Kind.REVIEW, Author(said.author), rating, text=said.text)
    verdict = classify(said.text, said.stars, row.lang[:2], NOW)
    return Mention(number, "bench", item, verdict, Status.OPEN, NOW, NOW, NOW.date())


def show_composer(rows: list[_Input]) -> None:
    """Gates passed and points covered, for English inputs and for all."""
    for title, chosen in (("en", [row for row in rows if row.lang == "en"]), ("all", rows)):
        sums: Counter[str] = Counter()
        for number, row in enumerate(chosen, start=1):
            sums += Counter(_score(row, number))
        print(f"\ncomposer, {title}: {len(chosen)} inputs")
        for name in ("route", "name", "length", "apology", "gates"):
            print(f"  {name + ' right':20}{_share(sums[name], len(chosen))}")
        print(f"  {'points covered':20}{_share(sums['covered'], sums['points'])}")
        print(f"  {'six-word echoes':20}{sums['echo']:10}")


def _score(row: _Input, number: int) -> dict[str, int]:
    proposal = compose(mention_of(row, number), SHOP, NOW)
    text, lowered = proposal.text, proposal.text.casefold()
    points = [any(_says(lowered, stem) for stem in one.any_of) for one in row.must_mention]
    name = row.expect.greet_name
    moves = {finding.move for finding in proposal.findings}
    clean = not must_be_rewritten(proposal.findings) and not moves & set(row.must_not.moves)
    literal = any(one.casefold() in lowered for one in row.must_not.literals)
    return {
        "route": proposal.route.value == row.expect.route,
        "name": (name in text) if name else (row.review.author or "\0") not in text,
        "length": len(text.split()) <= row.expect.max_words,
        "apology": ("sorry" in lowered or "apolog" in lowered) >= row.expect.apologise,
        "gates": clean and not literal,
        "points": len(points),
        "covered": sum(points),
        "echo": _echoes(row.review.text or "", text),
    }


def _says(text: str, stem: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(stem.casefold())}", text) is not None


def _echoes(review: str, reply: str) -> int:
    words, answer = review.casefold().split(), f" {' '.join(reply.casefold().split())} "
    return any(f" {' '.join(words[at : at + 6])} " in answer for at in range(len(words) - 5))


if __name__ == "__main__":
    main()
