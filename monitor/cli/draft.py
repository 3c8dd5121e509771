"""``goodword draft``: a reply to one mention, or to reviews on stdin, checked."""

from __future__ import annotations

from collections import deque
from contextlib import ExitStack

import click

from monitor.cli.facts import told
from monitor.cli.lines import stdin_lines
from monitor.cli.lint_reply import read_object
from monitor.cli.mentions import find
from monitor.cli.numbers import ROW
from monitor.cli.output import err, printable, put_json, put_json_line
from monitor.cli.wiring import CLOCK, config_option, make_writer, open_store, read_config
from monitor.errors import GoodwordError

ENGINES = ("offline", "llm")
HAPPENED = ("true", "not_us", "refunded", "unknown", "fixed")
EXAMPLE = 'Write lines such as {"lang": "en", "business": "bakery", "review": {"stars": 1}}.'


@click.command(short_help="Draft a reply to one mention, or to reviews on stdin.")
@config_option
@click.argument("number", metavar="[ID]", type=ROW, required=False)
@click.option("--happened", type=click.Choice(HAPPENED), help="What happened: kept with it.")
@click.option("--put-right", metavar="TEXT", help="What was done about it, as the draft says it.")
@click.option("--engine", type=click.Choice(ENGINES), help="Who words it, instead of [replies].")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    number: int | None,
    happened: str | None,
    put_right: str | None,
    engine: str | None,
    as_json: bool,
) -> None:
    """Draft a calm reply to one mention and check its tone. Nothing is posted.

    The draft goes to stdout, ready to copy; what to know about it to stderr.

    With --json and no ID, reviews are read from stdin, one JSON object a line, and one draft
    is printed for each, in the same order. A line is
    {"lang", "business", "review": {"stars", "text", "author"}, "facts"}; facts may hold
    "happened" (true, not_us, refunded, unknown, fixed), "contact", "hours", "policy",
    "fixed" and "signature".

    With [replies] engine = "llm", or --engine llm, the language model under [llm] words the
    draft, and its words are checked; lines on stdin are sent there only with --engine llm.

    Example: goodword draft 12 --happened true
    """
    if number is not None:
        _draft(number, happened, put_right, engine, as_json=as_json)
    elif as_json:
        _draft_lines(engine)
    else:
        raise GoodwordError("Which mention?", hint="goodword draft 12, or reviews to --json.")


def _draft(
    number: int,
    happened: str | None,
    put_right: str | None,
    engine: str | None,
    *,
    as_json: bool,
) -> None:
    from bot.desk import Desk
    from monitor.facts import Happened
    from monitor.reply.draft_lines import proposal_json

    config, now = read_config(), CLOCK.now()
    with open_store(config) as store, make_writer(config, engine) as writer:
        mention = find(store, number)
        version = mention.versions
        if happened is not None:
            store.facts.tell(number, version, Happened(happened), now)
        if put_right is not None and not store.facts.put_right(number, version, told(put_right)):
            raise GoodwordError("What happened?", hint="Give --happened fixed, or refunded.")
        desk = Desk(store, config, now)
        known = desk.known(mention)
        proposal = known.compose()
        if writer is not None:
            proposal = known.word(writer, proposal).over(proposal)
        draft = desk.keep(mention, proposal)
    if as_json:
        text = {"text": proposal.text, "lang": proposal.lang}
        put_json({"id": draft.id, "mention": number, **text, **proposal_json(proposal)})
        return
    # Not through rich: a draft is to be copied, so its lines must not be broken anew.
    click.echo(printable(proposal.text))
    if proposal.note:
        err.print(printable(proposal.note), markup=False)
    for finding in proposal.findings:
        err.print(f"{finding.severity.value}: {finding.why} {finding.instead}", markup=False)


def _draft_lines(engine: str | None) -> None:
    from monitor.reply.draft_lines import draft_line, proposal_json
    from monitor.reply.repeats import WINDOW

    now = CLOCK.now()
    recent: deque[str] = deque(maxlen=WINDOW)
    with ExitStack() as stack:
        # Only then are settings needed at all.
        llm = engine == "llm"
        writer = stack.enter_context(make_writer(read_config(), engine)) if llm else None
        for number, line in enumerate(stdin_lines(), 1):
            if not line.strip():
                continue
            try:
                proposal = draft_line(read_object(line), number, now, tuple(recent), writer)
            except ValueError as error:
                raise GoodwordError(f"Line {number}: {error}.", hint=EXAMPLE) from None
            recent.append(proposal.text)
            put_json_line(proposal_json(proposal))
