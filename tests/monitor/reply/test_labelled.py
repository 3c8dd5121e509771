"""The replies labelled by hand: what the linter can do today it must not unlearn."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from monitor.draft import Severity
from monitor.reply.review import Review
from monitor.reply.tone import lint

LABELLED = sorted((Path(__file__).parents[2] / "data/replies").glob("*.jsonl"))
PRECISION, RECALL = 0.9, 0.8
EACH = 6
"""Every sixth is listened to here, which takes half a minute; all are by ``bench.replies``."""

pytestmark = pytest.mark.ear


@pytest.mark.parametrize("file", LABELLED, ids=[file.stem for file in LABELLED])
def test_most_defensive_replies_are_stopped_and_hardly_any_good_one(file: Path) -> None:
    right = flagged = defensive = 0
    for line in file.read_text(encoding="utf-8").splitlines()[::EACH]:
        row = json.loads(line)
        said = row["review"]
        review = Review(said["stars"], said["text"], said["author"])
        found = lint(row["reply"], lang=row["lang"], review=review)
        stopped = any(one.severity is not Severity.WARN for one in found)
        right += stopped and row["defensive"]
        flagged += stopped
        defensive += row["defensive"]
    # One slip among a dozen rows is no sign of anything.
    assert flagged - right <= max(1, (1 - PRECISION) * flagged)
    assert defensive - right <= max(1, (1 - RECALL) * defensive)


@pytest.mark.parametrize("file", LABELLED, ids=[file.stem for file in LABELLED])
def test_every_label_stands_where_it_says(file: Path) -> None:
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for span in row["spans"]:
            assert 0 <= span["start"] < span["end"] <= len(row["reply"]), row["id"]
            assert span["move"] in row["moves"], row["id"]
        assert row["severity"] != "none" or not row["defensive"], row["id"]
