"""Drafting from stdin, a review a line."""

from __future__ import annotations

import json

from tests.monitor.cli.conftest import Run

LINE = {"lang": "en", "business": "bakery", "review": {"stars": 1, "text": "Burnt sourdough."}}


def test_each_line_gets_a_draft_in_the_same_order(run: Run) -> None:
    lines = "\n\n".join(json.dumps({**LINE, "lang": lang}) for lang in ("en", "fi", "en"))
    drafts = run("draft", "--json", stdin=lines).json_lines()
    assert [draft["reply_lang"] for draft in drafts] == ["en", "fi", "en"]
    assert drafts[0]["draft"] != drafts[2]["draft"]
    assert drafts[0]["route"] == "draft"


def test_a_line_that_is_no_review_is_named(run: Run) -> None:
    ran = run("draft", "--json", stdin='{"review": 3}\n')
    assert ran.code == 1
    assert "Line 1" in ran.err


def test_without_a_number_and_without_json_it_asks_which(run: Run) -> None:
    ran = run("draft")
    assert ran.code == 1
    assert "Which mention?" in ran.err
