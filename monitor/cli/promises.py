"""``goodword promises``: what sent answers have promised, and whether it was kept."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from monitor.cli.numbers import ROW
from monitor.cli.output import out, put_json, put_table
from monitor.cli.wiring import CLOCK, config_option, open_store, read_config
from monitor.errors import GoodwordError

if TYPE_CHECKING:
    from monitor.promise import Promise, PromiseState

HEADINGS = ("id", "#", "due", "state", "text")
LOOK_BACK = timedelta(days=365)


@click.group("promises", invoke_without_command=True, short_help="What answers have promised.")
@config_option
@click.option("--kept", is_flag=True, help="The kept ones of the last year, too.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def command(ctx: click.Context, /, kept: bool, as_json: bool) -> None:
    """List the open promises, the earliest first. They are noted when an answer is posted.

    Example: goodword promises
    """
    if ctx.invoked_subcommand is not None:
        return
    with open_store(read_config(), reading=True) as store:
        found = store.promises.open()
        if kept:
            found += store.promises.kept(CLOCK.now() - LOOK_BACK)
    if as_json:
        put_json([promise_json(promise) for promise in found])
    else:
        put_table(HEADINGS, map(_row, found))


@command.command("kept", short_help="Say that a promise is kept.")
@config_option
@click.argument("number", metavar="ID", type=ROW)
def kept_one(number: int) -> None:
    """Say that one promise is kept.

    Example: goodword promises kept 3
    """
    from monitor.promise import PromiseState

    _settle(number, PromiseState.KEPT)


@command.command("drop", short_help="Say that it is no promise.")
@config_option
@click.argument("number", metavar="ID", type=ROW)
def drop(number: int) -> None:
    """Say that it is no promise after all.

    Example: goodword promises drop 3
    """
    from monitor.promise import PromiseState

    _settle(number, PromiseState.DROPPED)


def _settle(number: int, state: PromiseState) -> None:
    with open_store(read_config()) as store:
        promise = store.promises.get(number)
        if promise is None:
            raise GoodwordError(
                f"There is no promise {number}.", hint="`goodword promises` lists them."
            )
        store.promises.settle(number, state, CLOCK.now())
    out.print(f"{state.value}.".capitalize())


def promise_json(promise: Promise) -> dict[str, object]:
    """A promise as JSON."""
    return {
        "id": promise.id,
        "mention": promise.mention,
        "text": promise.text,
        "due": None if promise.due is None else promise.due.isoformat(),
        "state": promise.state.value,
        "made_at": promise.made_at.isoformat(),
        "settled_at": None if promise.settled_at is None else promise.settled_at.isoformat(),
    }


def _row(promise: Promise) -> tuple[str, ...]:
    due = "" if promise.due is None else promise.due.isoformat()
    return (str(promise.id), str(promise.mention), due, promise.state.value, promise.text)
