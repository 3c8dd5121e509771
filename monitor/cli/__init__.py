"""The command line: one file a command. Data on stdout, progress and complaints on stderr.

Exit codes: 0 ok, 1 failure, 2 usage or config, 3 some sources failed.
"""

from __future__ import annotations

import importlib
import io
import os
import sys
from pathlib import Path
from typing import NoReturn

import click

COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("monitor.cli.init", "Set up config.toml, step by step."),
    "run": ("monitor.cli.run", "Collect and talk on Telegram until stopped."),
    "sample": ("monitor.cli.sample", "Try everything on a sample shop, without a token."),
    "collect": ("monitor.cli.collect", "Fetch from the sources, once or for ever."),
    "bot": ("monitor.cli.bot", "Talk on Telegram only; collect elsewhere."),
    "pair": ("monitor.cli.pair", "A one-time code for one more chat."),
    "check": ("monitor.cli.check", "Say what is wrong with the set-up, and what to do."),
    "try": ("monitor.cli.try_url", "See what goodword would find at an address."),
    "source": ("monitor.cli.source", "List, write, test and run source adapters."),
    "mentions": ("monitor.cli.mentions", "List what people said, or show one with its history."),
    "search": ("monitor.cli.search", "Search everything that was said."),
    "classify": ("monitor.cli.classify", "Judge texts from stdin, one a line."),
    "correct": ("monitor.cli.correct", "Set right how a mention was read."),
    "relabel": ("monitor.cli.relabel", "Read history anew with the present engine."),
    "draft": ("monitor.cli.draft", "Draft a reply to one mention."),
    "reply": ("monitor.cli.reply", "Post an approved reply where the site takes answers."),
    "facts": ("monitor.cli.facts", "What replies may say because you said so."),
    "promises": ("monitor.cli.promises", "What your answers have promised, and by when."),
    "lint-reply": ("monitor.cli.lint_reply", "Check replies for defensive moves, one a line."),
    "week": ("monitor.cli.week", "The weekly summary, as text, JSON or picture."),
    "export": ("monitor.cli.export", "Write everything out as CSV or JSON lines."),
    "import": ("monitor.cli.import_file", "Read an export or a spreadsheet in, silently."),
    "backup": ("monitor.cli.backup", "Save the database while goodword runs."),
    "restore": ("monitor.cli.restore", "Put a backup back in place."),
    "migrate": ("monitor.cli.migrate", "Bring the database up to this version."),
}
"""Each command's module and summary. The modules load only when their command is called, so
that ``goodword --help`` answers at once; a test holds the summaries against the commands."""

OK, FAILED, USAGE, SOME_FAILED = 0, 1, 2, 3


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(COMMANDS[cmd_name][0]).command
        if not isinstance(command, click.Command):
            raise TypeError(f"{cmd_name} is no command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="goodword", prog_name="goodword")
@click.option(
    "--config",
    "config",
    metavar="PATH",
    envvar="GOODWORD_CONFIG",
    default="config.toml",
    show_default=True,
    help="The settings file; also $GOODWORD_CONFIG.",
)
@click.pass_context
def goodword(ctx: click.Context, config: str) -> None:
    """Guards a small shop's good name.

    Hears every new review, tells you on Telegram, and drafts a calm reply.

    Example: goodword sample
    """
    ctx.obj = config


def main() -> NoReturn:
    """The console script. Turns every expected error into two plain lines and an exit code."""
    from monitor.errors import ConfigError, GoodwordError

    _prepare_streams()
    try:
        code = goodword.main(standalone_mode=False)
        sys.stdout.flush()  # a full disk shall be told of here, not while Python ends
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(FAILED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except GoodwordError as error:
        click.echo(f"{type(error).__name__}: {error.message}", err=True)
        click.echo(error.hint, err=True)
        sys.exit(USAGE if isinstance(error, ConfigError) else FAILED)
    except OSError as error:
        # `goodword mentions | head` closes stdout early; that is no failure worth a word.
        if not isinstance(error, BrokenPipeError):
            where = f" ({error.filename})" if isinstance(error.filename, str) else ""
            click.echo(f"{error.strerror or type(error).__name__}{where}.", err=True)
            click.echo("Check the folder, its permissions and the free space.", err=True)
        _forget_output()
        sys.exit(FAILED)
    sys.exit(code if isinstance(code, int) else OK)


def _prepare_streams() -> None:
    """Write UTF-8 wherever goodword runs: what people said does not fit into less.

    Half a surrogate, which is in no encoding, becomes a question mark. A service manager may have
    closed a stream; what goes there goes nowhere.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115
        elif mode == "w" and isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _forget_output() -> None:
    """What stdout would not take must not be tried again while Python ends."""
    try:
        sys.stdout.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
