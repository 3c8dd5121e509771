"""``goodword pair``: a code for one more chat; which chats there are; the end of one."""

from __future__ import annotations

import click

from monitor.cli.output import err, put_table
from monitor.cli.wiring import CLOCK, config_option, open_store, read_config
from monitor.errors import GoodwordError

HEADINGS = ("chat", "since", "reached", "name")
ENDED = "The pairing was ended."


@click.command(short_help="A one-time code for one more chat.")
@config_option
@click.option("--list", "listed", is_flag=True, help="List the chats that are told, instead.")
@click.option("--end", metavar="CHAT", help="Tell that chat nothing any more, instead.")
def command(listed: bool, end: str | None) -> None:
    """Print a one-time code; whoever sends it to the bot within an hour is told everything, too.

    Somebody left, or lost a phone? --list names the chats, and --end shuts one out at once.

    Example: goodword pair
    """
    if listed:
        _list()
    elif end is not None:
        _end(end)
    else:
        with open_store(read_config()) as store:
            click.echo(store.chats.code(CLOCK.now()))


def _list() -> None:
    config = read_config()
    with open_store(config, reading=True) as store:
        chats = store.chats.all()
    rows = [
        (
            chat.destination,
            chat.paired_at.astimezone(config.shop.zone).date().isoformat(),
            "yes" if chat.blocked_at is None else "no",
            chat.title,
        )
        for chat in chats
    ]
    put_table(HEADINGS, rows)


def _end(chat: str) -> None:
    with open_store(read_config()) as store, store.transaction():
        if not store.chats.known(chat):
            raise GoodwordError(
                "There is no such chat.", hint="`goodword pair --list` names them all."
            )
        store.chats.forget(chat)
        store.questions.close(chat)
        store.alerts.drop_all(chat, ENDED)
    err.print("That chat hears nothing any more.")
