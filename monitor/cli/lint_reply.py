"""``goodword lint-reply``: the reply linter over stdin."""

from __future__ import annotations

import json

import click

from monitor.cli.output import put_json_line
from monitor.errors import GoodwordError


@click.command("lint-reply", short_help="Check replies for defensive moves, one a line.")
def command() -> None:
    """Check replies on stdin, one JSON object a line; prints the findings in the same order.

    A line is {"lang", "review": {"stars", "text", "author"}, "reply"}.

    Example: goodword lint-reply < replies.jsonl
    """
    from monitor.reply.lint_line import lint_line

    for number, line in enumerate(click.get_text_stream("stdin", errors="replace"), 1):
        if line.strip():
            put_json_line(lint_line(_read(line, number)))


def _read(line: str, number: int) -> dict[str, object]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise GoodwordError(
            f"Line {number} is not JSON.", hint="Write one object a line."
        ) from error
    if not isinstance(row, dict) or not isinstance(row.get("reply"), str):
        raise GoodwordError(
            f'Line {number} has no "reply".',
            hint='Write lines such as {"lang": "en", "review": {"stars": 1}, "reply": "…"}.',
        )
    return row
