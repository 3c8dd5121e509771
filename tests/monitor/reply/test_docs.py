"""What docs/replies.md lists is what there is."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

from monitor.posting import PostingState
from monitor.reply.lines import lint_line
from monitor.reply.rules import Cue, moves

DOCS = (Path(__file__).parents[3] / "docs" / "replies.md").read_text(encoding="utf-8")
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def test_every_move_stands_in_the_docs_with_its_severity() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \|", DOCS, re.MULTILINE)
    assert dict(rows) == {name: move.severity.value for name, move in moves().items()}


def test_every_state_of_an_answer_stands_in_the_docs() -> None:
    table = DOCS.partition("| state | meaning |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| (\w+) \|", table, re.MULTILINE) == [one.value for one in PostingState]


def test_every_good_move_stands_in_the_docs() -> None:
    listed = DOCS.partition("`good` names what it does well:")[2].partition(".")[0]
    assert set(re.findall(r"\w+", listed)) == {"name", *get_args(Cue)}


def test_the_example_of_a_linted_reply_has_the_fields_that_there_are() -> None:
    example = json.loads(DOCS.partition("```json")[2].partition("```")[0])
    reply = {"reply": "You should have read the label.", "review": {"stars": 1, "text": "Nuts."}}
    answer = lint_line({**reply, "lang": "en"}, NOW)
    assert example.keys() == answer.keys()
    (shown,), found = example["findings"], answer["findings"]
    assert isinstance(found, list)
    assert isinstance(found[0], dict)
    assert shown.keys() == found[0].keys()
    assert (shown["move"], shown["severity"]) == (found[0]["move"], found[0]["severity"])
