"""Writes docs/examples-replies.md: sixty drafts in nine languages, as ``goodword draft`` does.

    python -m docs.examples

The reviews are the project's own (``tests/data/drafts``). A test fails when the page is out of
date.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from monitor.draft import Proposal, Route
from monitor.reply.draft_lines import draft_line
from monitor.reply.repeats import WINDOW
from monitor.understand.second_look import Look

HERE = Path(__file__).parent
INPUTS = HERE.parent / "tests/data/drafts"
PAGE = HERE / "examples-replies.md"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
LANGUAGES = {
    "en": ("English", 10),
    "fi": ("Finnish", 7),
    "he": ("Hebrew", 7),
    "kk": ("Kazakh", 7),
    "ro": ("Romanian", 7),
    "ru": ("Russian", 7),
    "de": ("German", 5),
    "fr": ("French", 5),
    "es": ("Spanish", 5),
}
"""What each is called, and how many of its drafts are shown."""

INTRODUCTION = """# Sixty drafts

Written by `make docs`, which drafts an answer to each review the way `goodword draft --json`
does, one after the other, but for the second look at what a review means: by its words alone it is
read alike on every machine. Nothing is touched up: what sounds wrong here is mended in
`monitor/reply/phrases/<lang>.toml`. The reviews are made up. Under each draft stand its route,
where it is not an ordinary answer, and its score by the rubric of `monitor/reply/rubric.py`.
"""
ROUTES = {Route.HOLD: "held for the owner", Route.FLAG: "flagged"}


def page() -> str:
    """The whole page."""
    parts, recent, number = [INTRODUCTION], list[str](), 0
    for lang, (name, most) in LANGUAGES.items():
        parts.append(f"## {name}\n")
        for line in rows(lang, most):
            number += 1
            # The second look needs an encoder that not every machine has.
            proposal = draft_line(line, number, NOW, tuple(recent[-WINDOW:]), look=Look.NEVER)
            recent.append(proposal.text)
            parts.append(entry(line, proposal))
    return "\n".join(parts)


def rows(lang: str, most: int) -> Iterator[Mapping[str, object]]:
    """The first inputs of ``lang``, as they are."""
    file = INPUTS / f"{lang}.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    for line in lines[:most]:
        row = json.loads(line)
        yield {key: row[key] for key in ("lang", "business", "review", "facts") if key in row}


def entry(line: Mapping[str, object], proposal: Proposal) -> str:
    """One review and its draft."""
    review = line["review"]
    assert isinstance(review, dict)
    stars = review["stars"]
    head = f"**{review['author'] or '(no name)'}**, {line['business']}"
    head += "" if stars is None else f", {stars:g} of 5"
    text = " ".join(str(review["text"] or "(stars only)").split())
    told = line.get("facts") or {}
    facts = f"\n\nThe owner: {json.dumps(told, ensure_ascii=False)}" if told else ""
    answer = "\n>\n".join(f"> {part}" for part in proposal.text.split("\n\n"))
    route = ROUTES.get(proposal.route)
    below = f"{f'{route}, ' if route else ''}score {proposal.score}"
    return f"{head}: {text}{facts}\n\n{answer}\n\n{below}\n"


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
