"""``goodword facts``: the fact book, what replies may say because the owner said so."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from monitor.cli.numbers import ROW
from monitor.cli.output import out, put_json, put_table
from monitor.cli.wiring import CLOCK, config_option, open_store, read_config
from monitor.errors import GoodwordError

if TYPE_CHECKING:
    from monitor.facts import Fact

KINDS = ("hours", "contact", "policy", "fixed", "other")
HEADINGS = ("id", "kind", "until", "lang", "text")


@click.group("facts", invoke_without_command=True, short_help="What replies may say.")
@config_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def command(ctx: click.Context, /, as_json: bool) -> None:
    """List the fact book. A reply claims nothing that is not in it, in the settings or in the
    review; what is past its last day is used no more.

    Example: goodword facts
    """
    if ctx.invoked_subcommand is not None:
        return
    with open_store(read_config(), reading=True) as store:
        book = store.facts.book()
    if as_json:
        put_json([fact_json(fact) for fact in book])
    else:
        put_table(HEADINGS, map(_row, book))


@command.command("add", short_help="Write a fact down.")
@config_option
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("text")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day it is true.")
@click.option("--lang", metavar="CODE", help="The language it is in; none if it needs none.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def add(kind: str, text: str, until: datetime | None, lang: str | None, as_json: bool) -> None:
    """Write TEXT into the fact book, as a reply may say it.

    Example: goodword facts add hours "Mon-Fri 9-18"
    """
    from monitor.facts import Fact, FactKind

    words = told(text)
    last = None if until is None else until.date()
    with open_store(read_config()) as store:
        fact = store.facts.add(Fact(FactKind(kind), words, lang, last), CLOCK.now())
    if as_json:
        put_json(fact_json(fact))
    else:
        out.print(f"Noted as {fact.id}.")


@command.command("drop", short_help="Strike a fact out.")
@config_option
@click.argument("number", metavar="ID", type=ROW)
def drop(number: int) -> None:
    """Strike one fact out of the book.

    Example: goodword facts drop 3
    """
    with open_store(read_config()) as store:
        if not store.facts.drop(number):
            raise GoodwordError(f"There is no fact {number}.", hint="`goodword facts` lists them.")
    out.print("Struck out.")


def told(text: str) -> str:
    """What the owner tells, as it is kept. Raises GoodwordError for nothing, and for too much."""
    from monitor.facts import LONGEST, one_line

    words = one_line(text)
    if not words:
        raise GoodwordError("There are no words in it.", hint='goodword facts add hours "Mon-Fri"')
    if len(words) > LONGEST:
        raise GoodwordError(
            f"That is too long for a reply: {len(words)} characters.",
            hint=f"Say it in {LONGEST} at most.",
        )
    return words


def fact_json(fact: Fact) -> dict[str, object]:
    """A fact as JSON."""
    return {
        "id": fact.id,
        "kind": fact.kind.value,
        "text": fact.text,
        "lang": fact.lang,
        "until": None if fact.until is None else fact.until.isoformat(),
    }


def _row(fact: Fact) -> tuple[str, ...]:
    until = "" if fact.until is None else fact.until.isoformat()
    return (str(fact.id), fact.kind.value, until, fact.lang or "", fact.text)
