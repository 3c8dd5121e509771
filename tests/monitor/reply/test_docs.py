from __future__ import annotations

import re
from pathlib import Path

from monitor.reply.rules import moves

DOCS = Path(__file__).parents[3] / "docs" / "replies.md"


def test_every_move_stands_in_the_docs_with_its_severity() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert dict(rows) == {name: move.severity.value for name, move in moves().items()}
