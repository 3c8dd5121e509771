"""Writes docs/cli.md and the table that heads docs/sources.md, from the code itself.

    python -m docs.reference

A test fails when they are out of date.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import click

from monitor.cli import goodword
from monitor.source import SourceInfo
from sources.registry import BUILT_IN, load

HERE = Path(__file__).parent
START, END = "<!-- table: written by docs/reference.py -->", "<!-- end of table -->"

_COLUMNS = (
    *("type", "reads", "needs", "history", "edits seen by", "deletions seen by"),
    *("answers up to", "every"),
)

EXIT_CODES = """
## Exit codes

| code | meaning |
|---|---|
| 0 | ok |
| 1 | failure: what happened and what to do stand on stderr |
| 2 | wrong usage, or a wrong config |
| 3 | some sources failed; what the others brought is kept |
"""


def cli_page() -> str:
    """docs/cli.md: every command's own help."""
    parts = [
        "# The command line\n",
        "Data goes to stdout, progress and complaints to stderr; `--json` where data comes out.\n",
        EXIT_CODES.strip() + "\n",
    ]
    for path, command in commands(goodword, ("goodword",)):
        parts.append(f"## `{' '.join(path)}`\n\n```text\n{help_of(path, command)}\n```\n")
    return "\n".join(parts)


def commands(
    command: click.Command, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """The command and all its subcommands, each with its whole name."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            if found is not None:
                yield from commands(found, (*path, name))


def help_of(path: tuple[str, ...], command: click.Command) -> str:
    """The help text as a terminal of 88 columns shows it."""
    context = click.Context(
        command, info_name=" ".join(path), terminal_width=88, max_content_width=88,
        help_option_names=["-h", "--help"],
    )  # fmt: skip
    return command.get_help(context)


def sources_table() -> str:
    """One row a built-in source, from what it declares of itself."""
    rows = [
        f"| {' | '.join(_COLUMNS)} |",
        f"|{'---|' * len(_COLUMNS)}",
    ]
    rows += [_row(load(key).info) for key in sorted(BUILT_IN)]
    return "\n".join(rows)


def _row(info: SourceInfo) -> str:
    words = (info.auth, info.history, info.edits, info.deletions)
    cells = [str(word).replace("_", " ") for word in words]
    name = f"[`{info.key}`](sources/{info.key}.md)"
    rules = info.reply
    answers = "" if rules is None else f"{rules.limit:,} {rules.unit}"
    return f"| {name} | {info.summary} | {' | '.join(cells)} | {answers} | {_span(info.every)} |"


def _span(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    return f"{minutes // 60} h" if minutes % 60 == 0 else f"{minutes} min"


def sources_page() -> str:
    """docs/sources.md with its table renewed."""
    page = (HERE / "sources.md").read_text(encoding="utf-8")
    before, rest = page.split(START)
    _, after = rest.split(END)
    return f"{before}{START}\n{sources_table()}\n{END}{after}"


def main() -> None:
    """Write both pages."""
    (HERE / "cli.md").write_text(cli_page(), encoding="utf-8")
    (HERE / "sources.md").write_text(sources_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
