"""``goodword lint-reply``: the reply linter over stdin."""

from __future__ import annotations

import json

import click

from monitor.cli.lines import stdin_lines
from monitor.cli.output import put_json_line
from monitor.cli.wiring import CLOCK
from monitor.errors import GoodwordError

EXAMPLE = 'Write lines such as {"lang": "en", "review": {"stars": 1}, "reply": "…"}.'


@click.command("lint-reply", short_help="Check replies for defensive moves, one a line.")
def command() -> None:
    """Check replies on stdin, one JSON object a line; prints the findings in the same order.

    A line is {"lang", "review": {"stars", "text", "author"}, "reply"}; all but the reply may be
    left out.

    Example: goodword lint-reply < replies.jsonl
    """
    from monitor.reply.lines import lint_line

    now = CLOCK.now()
    for number, line in enumerate(stdin_lines(), 1):
        if not line.strip():
            continue
        try:
            put_json_line(lint_line(read_object(line), now))
        except ValueError as error:
            raise GoodwordError(f"Line {number}: {error}.", hint=EXAMPLE) from None


def read_object(line: str) -> dict[str, object]:
    """One line as a JSON object. Raises ValueError, in words safe to show."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("not JSON") from None
    if not isinstance(row, dict):
        raise ValueError("not a JSON object")
    return row
